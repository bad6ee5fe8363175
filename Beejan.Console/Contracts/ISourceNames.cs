namespace Beejan.Contracts;

/// <summary>What people call the sources; programs go on using their ids.</summary>
public interface ISourceNames
{
    /// <summary>The source's title, such as "Call centre" for <c>call-center</c>; the id itself when nobody knows it any more.</summary>
    string Of(string source);
}
