namespace Beejan.Contracts;

/// <summary>A piece of a glossed text.</summary>
/// <param name="Text">To show.</param>
/// <param name="Said">What stands there in the original; null when nothing was changed.</param>
public sealed record GlossPiece(string Text, string? Said);

/// <summary>Puts Pidgin, shorthand and misspelt English into plain English: a reader's aid, never judged by or stored.</summary>
public interface IGloss
{
    /// <summary>The text in pieces, in order; null when there is nothing to put plainer or the language is none it knows.</summary>
    /// <param name="text">Masked.</param>
    /// <param name="language">As <see cref="ComplaintDraft.Language"/>.</param>
    IReadOnlyList<GlossPiece>? Of(string text, string language);
}
