namespace Beejan.Sources.Email;

/// <summary>Lines with <c>&gt;</c> in front, and what only looks like one.</summary>
internal static class QuoteMarks
{
    private const int LeastFull = 60;
    private const int Width = 72;
    private const int LongestLine = 2000;

    public static bool IsQuoted(string[] lines, int at) =>
        lines[at].StartsWith('>') && !IsOrnament(lines[at]) && !(at > 0 && !lines[at - 1].StartsWith('>') && EndsInsideAngle(lines[at - 1]));

    /// <summary>The end of a quoted line that a program wrapped without marking it: the line above is full and its sentence goes on.</summary>
    public static bool IsRemainder(string[] lines, int at)
    {
        var line = lines[at];
        if (at == 0 || !lines[at - 1].StartsWith('>') || string.IsNullOrWhiteSpace(line) || char.IsUpper(line[0]))
        {
            return false;
        }
        var above = lines[at - 1].TrimEnd();
        var word = line.IndexOf(' ', StringComparison.Ordinal) is var blank and > 0 ? blank : line.Length;
        return above.Length is >= LeastFull and <= LongestLine && above.Length > line.Length && above.Length + 1 + word > Width && above[^1] is not ('.' or '?' or '!' or ':')
            && (at + 1 == lines.Length || lines[at + 1].StartsWith('>'));
    }

    /// <summary>The line without its outermost mark and the blank behind it.</summary>
    public static string Unquote(string line) => line.StartsWith("> ", StringComparison.Ordinal) ? line[2..] : line.StartsWith('>') ? line[1..] : line;

    /// <summary>Index of the next line that is not blank; the number of lines when there is none.</summary>
    public static int NextLine(string[] lines, int from)
    {
        while (from < lines.Length && string.IsNullOrWhiteSpace(lines[from]))
        {
            from++;
        }
        return from;
    }

    /// <summary>The line breaks off inside an address or a link, whose closing bracket then begins the next.</summary>
    public static bool EndsInsideAngle(string line)
    {
        var open = line.Length <= LongestLine ? line.LastIndexOf('<') : -1;
        var inside = open < 0 ? "" : line.AsSpan(open + 1).TrimEnd();
        return open >= 0 && (inside.IsEmpty || (!inside.ContainsAny(" >\t")
            && (inside.Contains('@') || inside.Contains("://", StringComparison.Ordinal) || inside.StartsWith("www.", StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>Something set between arrows, such as <c>&gt;&gt; click here &lt;&lt;</c>.</summary>
    private static bool IsOrnament(string line) => line.StartsWith(">>", StringComparison.Ordinal) && line.AsSpan().TrimEnd().EndsWith("<<");
}
