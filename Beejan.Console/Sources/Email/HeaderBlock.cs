using System.Text.RegularExpressions;

namespace Beejan.Sources.Email;

/// <summary>The fields of a message that is answered or forwarded, as mail programs print them above its text, in any order and wrapped.</summary>
/// <param name="Length">Lines it takes.</param>
/// <param name="Subject">Empty when it names none.</param>
internal sealed partial record HeaderBlock(int Length, string Subject)
{
    private const int MostLines = 40;
    private const int LeastFields = 3;
    private const int LongestLine = 2000;
    private const int LongestName = 80;
    private const int LookAhead = 3;
    private const int Width = 72;

    private enum Kind
    {
        None,
        From,
        Date,
        To,
        Copy,
        Subject,
        Other,
    }

    /// <param name="lines">A body's.</param>
    /// <param name="at">Where one may begin.</param>
    /// <param name="quoted">Its lines have a quote mark in front.</param>
    /// <param name="marked">A line above says that a message follows: then any field will do.</param>
    /// <returns>Null when none begins there.</returns>
    public static HeaderBlock? Read(string[] lines, int at, bool quoted, bool marked = false)
    {
        var first = at < lines.Length ? KindOf(Line(lines, at, quoted), out _) : Kind.None;
        if (first == Kind.None || (first is Kind.Copy or Kind.Other && !marked))
        {
            return null;
        }
        var seen = new HashSet<Kind>();
        var (end, last, addressed, timed, subject) = (at, Kind.None, false, false, "");
        for (var i = at; i < lines.Length && i - at < MostLines; i++)
        {
            var line = Line(lines, i, quoted);
            var kind = KindOf(line, out var value);
            if (kind != Kind.None)
            {
                if (!seen.Add(kind) && kind is not (Kind.Copy or Kind.Other))
                {
                    break;
                }
                timed |= kind == Kind.Date && Clock().IsMatch(value);
                subject = kind == Kind.Subject ? value.Trim() : subject;
                last = kind;
            }
            else if (string.IsNullOrWhiteSpace(line))
            {
                // Between fields only; one that is there already belongs to the text.
                if (i + 1 == lines.Length || KindOf(Line(lines, i + 1, quoted), out _) is var next && (next is Kind.None or Kind.Other || seen.Contains(next)))
                {
                    break;
                }
                continue;
            }
            else if (!GoesOn(lines, i, quoted, last) && !FieldFollows(lines, i + 1, quoted, seen))
            {
                break;
            }
            addressed |= Address().IsMatch(line);
            end = i + 1;
        }
        // People write "From: … To: … Date: …" of transfers, and above letters with a subject; programs add an address or the time.
        return marked || (seen.Contains(Kind.From) && seen.Count >= LeastFields && (addressed || (timed && seen.Contains(Kind.Subject)))) ? new HeaderBlock(end - at, subject) : null;
    }

    private static string Line(string[] lines, int at, bool quoted) => quoted ? QuoteMarks.Unquote(lines[at]) : lines[at];

    /// <summary>The line goes on with the field above it, which was wrapped.</summary>
    private static bool GoesOn(string[] lines, int at, bool quoted, Kind field)
    {
        var (above, line) = (Line(lines, at - 1, quoted).TrimEnd(), Line(lines, at, quoted));
        if (above.Length is 0 or > LongestLine)
        {
            return false;
        }
        if (above.LastIndexOf('<') > above.LastIndexOf('>') || above.LastIndexOf('[') > above.LastIndexOf(']') || (field is Kind.From or Kind.To or Kind.Copy && above[^1] is ',' or ';'))
        {
            return true;
        }
        var word = line.IndexOf(' ', StringComparison.Ordinal) is var blank and > 0 ? blank : line.Length;
        var isLast = at + 1 == lines.Length || string.IsNullOrWhiteSpace(Line(lines, at + 1, quoted));
        return isLast && ((above.Length > Width / 2 && above.Length + 1 + word > Width) || (char.IsWhiteSpace(line[0]) && !char.IsWhiteSpace(above[0])));
    }

    /// <summary>What is no field belongs to the block when one that was not there yet stands closely below it.</summary>
    private static bool FieldFollows(string[] lines, int from, bool quoted, HashSet<Kind> seen)
    {
        for (var i = from; i < lines.Length && i < from + LookAhead && !string.IsNullOrWhiteSpace(Line(lines, i, quoted)); i++)
        {
            if (KindOf(Line(lines, i, quoted), out _) is var kind && kind is not (Kind.None or Kind.Other) && !seen.Contains(kind))
            {
                return true;
            }
        }
        return false;
    }

    private static Kind KindOf(string line, out string value)
    {
        value = "";
        if (line.Length > LongestLine || !line.AsSpan(0, Math.Min(line.Length, LongestName)).Contains(':') || Field().Match(line) is not { Success: true } match)
        {
            return Kind.None;
        }
        value = match.Groups["value"].Value;
        return match.Groups["from"].Success ? Kind.From
            : match.Groups["date"].Success ? Kind.Date
            : match.Groups["to"].Success ? Kind.To
            : match.Groups["copy"].Success ? Kind.Copy
            : match.Groups["subject"].Success ? Kind.Subject
            : Kind.Other;
    }

    [GeneratedRegex(@"[^\s@]@[^\s@]")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b[0-9]{1,2}[:h][0-9]{2}\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(?>\s*)[*_]{0,2}(?:(?<from>From|De|Von|Da|Van)|(?<date>Sent|Date|Envoy.e?|Gesendet|Datum|Enviad[oa](?: el| em)?|Fecha|Data(?=\s?:.{0,40}\b(?:19|20)[0-9]{2}\b)|Inviato|Verzonden)|(?<to>To|A\u0300?|À|\uFFFD{1,2}|An|Aan|Para|Pour)|(?<copy>B?cc|Cci|CCO|Kopie(?: \(CC\))?|Copie(?: .)?)|(?<subject>Subject|Sujet|.?Objet|Betreff|Asunto|Assunto|Oggetto|Onderwerp)|(?<other>Reply[- ]To|R.pondre .|Antwort an|Importance|Priority|Attachments?|Organi[sz]ation|Sender|Received|References|X-[\w-]+|[A-Z][a-z]+(?:-[A-Z][A-Za-z]*)+))[*_]{0,2}\s?:[*_]{0,2}(?<value>(?!//).*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
