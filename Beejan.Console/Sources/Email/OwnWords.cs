using System.Text.RegularExpressions;

namespace Beejan.Sources.Email;

/// <summary>What the sender wrote now, without the history quoted below or between it and without the signature.</summary>
/// <param name="Text">The whole body when nothing of it is the sender's own: what is passed on is what it is about.</param>
/// <param name="Phone">The sender's telephone number, where people put it: in the signature, or alone on one of the last lines; null when it is in neither.</param>
internal sealed partial record OwnWords(string Text, string? Phone)
{
    private const int SignatureLines = 15;
    private const int LastLines = 4;
    private const int LongestLine = 200;

    /// <param name="text">A body; lines end in line feeds.</param>
    /// <param name="subject">Decoded; it tells a message that is passed on from one that is answered.</param>
    public static OwnWords Of(string text, string subject)
    {
        var lines = text.Split('\n');
        var forwards = PassedOn.IsForward(subject);
        var walk = BodyWalk.Through(lines, forwards);
        var own = walk.Text;
        // A signature alone says nothing; history alone is what was passed on, whatever the subject says.
        if (own.Length == 0 && walk.HasHistory)
        {
            own = forwards ? "" : BodyWalk.Through(lines, forwards: true).Text;
            own = own.Length > 0 ? own : text.Trim();
        }
        return new OwnWords(own, PhoneOf(walk));
    }

    private static string? PhoneOf(BodyWalk walk) =>
        walk.Signature.Take(SignatureLines).Where(line => line.Length <= LongestLine).Select(line => Number().Match(line)).FirstOrDefault(m => m.Success)?.Value.Trim()
            ?? walk.Own.Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(LastLines).Where(line => line.Length <= LongestLine)
                .Select(line => Alone().Match(line)).LastOrDefault(m => m.Success)?.Groups["number"].Value.Trim();

    [GeneratedRegex(@"(?<![0-9+])(?:\+?234|0)[\s-]?\(?0?\)?[\s-]?[789][01][0-9](?:[\s-]?[0-9]){7}(?![0-9])")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\s*(?:(?!to\b)(?:tel|phone|mobile|gsm|call|cell|m|t)\w*\s*[:.]?)?\s*(?<number>(?:\+?234|0)[\s-]?\(?0?\)?[\s-]?[789][01][0-9](?:[\s-]?[0-9]){7})\s*\.?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Alone();
}
