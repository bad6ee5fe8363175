using System.Text.RegularExpressions;

namespace Beejan.Sources.Email;

/// <summary>The line a mail program writes above a quote, such as "On Mon, 5 Jan 2026 at 10:00, Care &lt;care@example.ng&gt; wrote:", which may be wrapped.</summary>
internal static partial class Attribution
{
    private const int MostLines = 3;
    private const int LongestLine = 300;

    /// <summary>How many lines the one at <paramref name="at"/> takes; 0 when there is none.</summary>
    public static int LinesAt(string[] lines, int at)
    {
        var joined = lines[at];
        if (joined.Length is 0 or > LongestLine)
        {
            return 0;
        }
        // "… wrote:" and the quote itself on one line.
        if (IsWhole(joined) || RunOn().IsMatch(joined))
        {
            return 1;
        }
        if (!MayBegin(joined))
        {
            return 0;
        }
        for (var next = at + 1; next < lines.Length && next < at + MostLines; next++)
        {
            var line = lines[next];
            var inside = QuoteMarks.EndsInsideAngle(joined);
            if (string.IsNullOrWhiteSpace(line) || line.Length > LongestLine || (line.StartsWith('>') && !inside))
            {
                return 0;
            }
            joined += inside ? line.TrimStart() : " " + line.Trim();
            // Words of one's own may begin and end like that over several lines; a program's name the hour or the address.
            if (IsWhole(joined) && Stamp().IsMatch(joined))
            {
                return next - at + 1;
            }
        }
        return 0;
    }

    private static bool MayBegin(string line) => Begin().IsMatch(line) || QuoteMarks.EndsInsideAngle(line) || Addressed().IsMatch(line);

    private static bool IsWhole(string line) => line.AsSpan().TrimEnd().EndsWith(":")
        && ((Dated().IsMatch(line) && Evidence().IsMatch(line)) || Wrote().IsMatch(line) || Stamped().IsMatch(line));

    [GeneratedRegex(@"^(?>\s*)(?:On\s.{6,500}\swrote|On\s.{6,500}>wrote|Le\s.{6,500}\sa .crit|Am\s.{6,500}\sschrieb\s?.{0,120}|El\s.{6,500}\sescribi.|Em\s.{6,500}\sescreveu|Il\s.{6,500}\sha scritto|Op\s.{6,500}\sschreef\s?.{0,120})\s*:\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Dated();

    [GeneratedRegex(@"[0-9@]")]
    private static partial Regex Evidence();

    [GeneratedRegex(@"<[^<>\s]{1,80}@[^<>\s]{1,80}>\s*(?:wrote|a .crit|schrieb|escribi.|escreveu|ha scritto|schreef)(?: am .{4,60})?\s*:\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Wrote();

    [GeneratedRegex(@"^(?>\s*)[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\s.{0,160}<[^<>\s]{1,80}@[^<>\s]{1,80}>\s*:\s*$")]
    private static partial Regex Stamped();

    [GeneratedRegex(@"^(?>\s*)On\s(?=.{0,80}[0-9]).{0,240}<[^<>\s]{1,80}@[^<>\s]{1,80}>\s?wrote:", RegexOptions.IgnoreCase)]
    private static partial Regex RunOn();

    [GeneratedRegex(@"^(?>\s*)(?:(?:On|Le|Am|El|Em|Il|Op)\s.{0,80}[0-9]|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\s)")]
    private static partial Regex Begin();

    [GeneratedRegex(@"<[^<>\s]{1,80}@[^<>\s]{1,80}>\s*$")]
    private static partial Regex Addressed();

    [GeneratedRegex(@"@|[0-9]{1,2}[:.h][0-9]{2}|\b(?:19|20)[0-9]{2}\b")]
    private static partial Regex Stamp();
}
