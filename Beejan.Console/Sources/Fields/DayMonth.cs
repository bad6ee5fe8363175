using System.Text;
using System.Text.RegularExpressions;

namespace Beejan.Sources.Fields;

/// <summary>Tells whether a file writes the day or the month first: a number over twelve gives it away.</summary>
internal static partial class DayMonth
{
    private const int MostHead = 256 * 1024;

    /// <summary>The same of a delivery's first bytes, whose fields stand between these signs or line ends.</summary>
    public static string? Tell(ReadOnlySpan<byte> head, string between) =>
        Tell([Encoding.UTF8.GetString(head[..Math.Min(head.Length, MostHead)]).Split([.. between, '\n'])]);

    /// <summary>The format of the dates in these rows, such as <c>dd/MM/yyyy</c>; null when they do not tell or contradict each other.</summary>
    public static string? Tell(IEnumerable<IReadOnlyList<string>> rows)
    {
        int dayFirst = 0, monthFirst = 0;
        Match? shape = null;
        foreach (var field in rows.SelectMany(row => row))
        {
            if (field.Length > 32 || !char.IsAsciiDigit(field.AsSpan().TrimStart() is [var start, ..] ? start : ' ') || Date().Match(field) is not { Success: true } date)
            {
                continue;
            }
            var (first, second) = (int.Parse(date.Groups["a"].ValueSpan), int.Parse(date.Groups["b"].ValueSpan));
            dayFirst += first is > 12 and <= 31 && second <= 12 ? 1 : 0;
            monthFirst += second is > 12 and <= 31 && first <= 12 ? 1 : 0;
            shape ??= date;
        }
        if (shape is null || (dayFirst == 0) == (monthFirst == 0))
        {
            return null;
        }
        var (sign, year) = (shape.Groups["sign"].Value, shape.Groups["year"].Length == 2 ? "yy" : "yyyy");
        return dayFirst > 0 ? $"dd{sign}MM{sign}{year}" : $"MM{sign}dd{sign}{year}";
    }

    [GeneratedRegex(@"^\s*(?<a>[0-9]{1,2})(?<sign>[/.-])(?<b>[0-9]{1,2})\k<sign>(?<year>[0-9]{4}|[0-9]{2})(?![0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex Date();
}
