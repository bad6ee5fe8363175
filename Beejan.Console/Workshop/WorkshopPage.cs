using Beejan.Contracts;
using Beejan.Governance.Access;

namespace Beejan.Workshop;

/// <summary>A page of the workshop: everyone who sees the pipeline reads it, those who operate it act.</summary>
/// <param name="topic">What moves the page.</param>
public abstract class WorkshopPage(Topic topic = Topic.Rules) : ActingPage(topic, Policies.OperatePipeline)
{
    protected override string NotYours => "Only engineers and administrators may do this.";

    /// <summary>Does something in the reader's name and reads the page again.</summary>
    /// <param name="act">Gets the actor's name; returns what to say, or null when it could not be done.</param>
    protected Task ActAsync(Func<string, Task<string?>> act) => TryAsync(async actor =>
    {
        try
        {
            return await act(actor) is { } said ? (said, null) : (null, "It was not done: somebody was faster. The page shows how it stands now.");
        }
        catch (WorkshopRefusedException e)
        {
            return (null, e.Message);
        }
    });
}

/// <summary>An act that the rules of the house do not allow; the message is for the person who asked.</summary>
public sealed class WorkshopRefusedException(string message) : Exception(message);
