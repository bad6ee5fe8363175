using Beejan.Contracts;

namespace Beejan.Signals;

/// <summary>The seam through which the instances of one console hear each other's changes; who knows the way between them plugs in here.</summary>
internal interface IFeedLink
{
    /// <summary>Gives <paramref name="tell"/> each topic that this process publishes, not what it heard. It must neither block nor throw. Null ends it.</summary>
    void Forward(Action<Topic>? tell);

    /// <summary>Wakes the listeners of this process without passing the hint on.</summary>
    void Hear(Topic topic);
}
