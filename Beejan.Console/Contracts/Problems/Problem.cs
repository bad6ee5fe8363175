namespace Beejan.Contracts.Problems;

/// <summary>What a code means for whoever meets it: in a refusal of the API, on a dead letter, among what was set aside, or as a warning on a complaint.</summary>
/// <param name="Code">Stable: <c>text.missing</c>.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Cause">How it comes about.</param>
/// <param name="Cure">What to do.</param>
public sealed record Problem(string Code, string Title, string Cause, string Cure)
{
    /// <summary>Where its page is; also the <c>type</c> of a refusal (RFC 9457).</summary>
    public string Address => AddressOf(Code);

    /// <summary>Where the page of a code is.</summary>
    public static string AddressOf(string code) => "/problems/" + code;
}
