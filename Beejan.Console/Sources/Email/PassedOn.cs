using System.Text.RegularExpressions;

namespace Beejan.Sources.Email;

/// <summary>A message forwarded inside another's body: what it says is what the whole is about; only its header block is nobody's words.</summary>
/// <param name="Lines">The forwarded message's, and whatever stands below it.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Forwards">It passes on another itself, as its subject says.</param>
internal sealed partial record PassedOn(string[] Lines, int At, bool Forwards)
{
    /// <summary>True for <c>Fwd: …</c> and what programs of other languages write; a reply to a forwarded message is a reply.</summary>
    public static bool IsForward(string subject) => subject.Length <= 2000 && Prefix().IsMatch(subject);

    /// <param name="lines">A body's.</param>
    /// <param name="at">Where one may begin.</param>
    /// <param name="forwards">The message says of itself that it passes another on, so that a header block needs no marker above it.</param>
    /// <returns>Null when none begins there.</returns>
    public static PassedOn? Read(string[] lines, int at, bool forwards)
    {
        var quoted = lines[at].StartsWith('>');
        var first = quoted ? QuoteMarks.Unquote(lines[at]) : lines[at];
        var marked = HistoryMarks.IsForward(first) || (forwards && HistoryMarks.IsDivider(first));
        if (!marked && (!forwards || HeaderBlock.Read(lines, at, quoted) is null))
        {
            return null;
        }
        var from = marked ? at + 1 : at;
        while (from < lines.Length && string.IsNullOrWhiteSpace(quoted ? QuoteMarks.Unquote(lines[from]) : lines[from]))
        {
            from++;
        }
        // Some programs quote what they forward, with the marker or below it.
        quoted |= from < lines.Length && lines[from].StartsWith('>');
        var block = HeaderBlock.Read(lines, from, quoted, marked);
        var body = from + (block?.Length ?? 0);
        quoted |= Array.TrueForAll(lines[body..], line => line.StartsWith('>') || string.IsNullOrWhiteSpace(line));
        return new PassedOn(quoted ? Array.ConvertAll(lines[body..], QuoteMarks.Unquote) : lines, quoted ? 0 : body, block is not null && IsForward(block.Subject));
    }

    [GeneratedRegex(@"^(?>\s*)(?:\[(?!Fwd?:)[^\[\]]{1,40}\]\s*)*\[?\s*(?:Fwd?|Tr|Transf|Wg|Rv|Enc|I|Doorst|Vs|Vb|Pd)\s?(?:[\[(][0-9]{1,3}[\])])?\s?:|\(fwd\)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();
}
