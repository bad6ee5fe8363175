using System.Globalization;
using System.Text.RegularExpressions;

namespace Beejan.Sources.Framing;

/// <summary>What a delivery says about itself: the number of its rows, in a last row or in the element around them.</summary>
internal static partial class RowCount
{
    private const int Longest = 200;

    /// <summary>"GRAND TOTAL NUMBER OF RECORDS", with room for doubled spaces.</summary>
    private const int LongestName = 40;

    /// <summary>What may stand around the words and the number, white space of Latin-1 included.</summary>
    private static readonly byte[] Signs = [.. "\"'#,;|:= \t\r\n\v\f"u8, 0x85, 0xA0];

    /// <summary>The number a trailer row says (<c>TRAILER,1200</c>, <c>Total records: 1200</c>, <c># rows 1200</c>); null when the row is none.</summary>
    public static long? InTrailer(ReadOnlySpan<byte> row)
    {
        if (row.Length is 0 or > Longest || !MayCount(row))
        {
            return null;
        }
        Span<char> text = stackalloc char[Longest];
        var length = System.Text.Encoding.Latin1.GetChars(row, text);
        var match = Trailer().Match(text[..length].ToString());
        return match.Success && long.TryParse(match.Groups["count"].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }

    /// <summary>
    /// Whether a row can be a trailer by its length alone: what stands before the last number and the signs around it is longer in nearly
    /// every row that is none. Spares a million rows a search.
    /// </summary>
    private static bool MayCount(ReadOnlySpan<byte> row)
    {
        var counted = row.TrimEnd(Signs);
        var name = counted.TrimEnd("0123456789,"u8);
        return name.Length < counted.Length && name.Trim(Signs).Length <= LongestName;
    }

    /// <summary>The number an attribute or element of that name says; null when it names no count.</summary>
    public static long? Named(string name, string value) =>
        Name().IsMatch(name) && long.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    public static string Differs(long told, long seen) => string.Create(CultureInfo.InvariantCulture, $"It says {told}; {seen} came.");

    [GeneratedRegex(
        @"^[""'#\s]*(?:TRAILER|TRLR?|FOOTER|EOF|END(?:\s+OF\s+FILE)?|(?:GRAND\s+)?TOTAL(?:\s+(?:NUMBER\s+OF\s+)?(?:RECORDS?|ROWS?|CALLS?|COUNT|LINES?))?|(?:RECORD|ROW|LINE)S?\s*_?COUNT|RECORDS?|ROWS?|COUNT|T|Z|99)[""'\s]*[,;|:=\t\s][""'\s:=]*(?<count>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})[""'\s]*[,;|\t]*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Trailer();

    [GeneratedRegex(@"^(?:(?:total|row|record|message|item|call|line|entry)s?[-_ ]?)?(?:count|rows|records|total)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
