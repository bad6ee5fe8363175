using System.Globalization;

namespace Beejan.Processing.Rules;

/// <summary>
/// Reads a point as devices, forms and maps write it: <c>6.5244, 3.3792</c>, <c>6.5244° N 3.3792° E</c>, <c>geo:6.5,3.4</c>, <c>POINT(3.38 6.52)</c>, a link to a
/// map, or an object printed with the names of its members.
/// </summary>
internal static class Coordinates
{
    private const int MostNumbers = 2;

    /// <summary>Degrees north and east; null when the text is no point on earth.</summary>
    public static (double North, double East)? Read(ReadOnlySpan<char> text)
    {
        text = InLink(text);
        var turned = text.Contains("POINT", StringComparison.OrdinalIgnoreCase)
            || text.IndexOf("lon", StringComparison.OrdinalIgnoreCase) is >= 0 and var east && text.IndexOf("lat", StringComparison.OrdinalIgnoreCase) > east;
        Span<double> degrees = stackalloc double[MostNumbers];
        var count = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || (text[i] == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))))
            {
                i++;
            }
            // More numbers than two, or whole ones, are something else: a house, a date, a phone.
            if (count == MostNumbers || !text[start..i].Contains('.') || !double.TryParse(text[start..i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }
            var behind = text[i..].TrimStart(" °");
            var south = (start > 0 && text[start - 1] is '-' or '\u2212') || (behind.Length > 0 && behind[0] is 'S' or 'W' && (behind.Length == 1 || !char.IsLetter(behind[1])));
            degrees[count++] = south ? -value : value;
        }
        var point = turned ? (North: degrees[1], East: degrees[0]) : (North: degrees[0], East: degrees[1]);
        return count == MostNumbers && Math.Abs(point.North) <= 90 && Math.Abs(point.East) <= 180 ? point : null;
    }

    // "https://maps.google.com/?q=6.5244,3.3792", "https://www.google.com/maps/@6.5244,3.3792,15z": what stands behind the sign up to the next.
    private static ReadOnlySpan<char> InLink(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }
        var at = text.IndexOf("q=") is >= 0 and var query ? query + 2 : text.IndexOf('@') + 1;
        text = at > 0 ? text[at..] : default;
        var comma = text.IndexOf(',');
        var end = comma < 0 ? -1 : text[(comma + 1)..].IndexOfAny(',', '&', ' ');
        return end < 0 ? text : text[..(comma + 1 + end)];
    }
}
