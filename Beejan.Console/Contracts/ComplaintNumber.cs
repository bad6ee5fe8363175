using System.Globalization;

namespace Beejan.Contracts;

/// <summary>
/// The number customers are given: <c>BJN-26-0412345-7</c> = year of receipt, serial (the complaint's id, at least seven
/// digits), check digit. The check digit is Damm's (H. Michael Damm, 2004): it catches every single wrong digit and every
/// swap of neighbours.
/// </summary>
public static class ComplaintNumber
{
    private static readonly byte[][] Damm =
    [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9], [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1], [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5], [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];

    /// <summary>The number of the complaint with this id, received then.</summary>
    public static string Format(long id, DateTimeOffset receivedAt)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{receivedAt.UtcDateTime.Year % 100:00}-{id:0000000}");
        return $"BJN-{body}-{Check(body)}";
    }

    /// <summary>Reads a number as people write it (any case, spaces around). False when it is not one or its check digit is wrong.</summary>
    public static bool TryParse(string? text, out long id)
    {
        id = 0;
        var parts = (text ?? "").Trim().Split('-');
        return parts is ["BJN" or "bjn" or "Bjn", { Length: 2 } year, { Length: >= 7 and <= 18 } serial, { Length: 1 } check]
            && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && long.TryParse(serial, NumberStyles.None, CultureInfo.InvariantCulture, out id)
            && check[0] - '0' == Check($"{year}-{serial}");
    }

    private static int Check(string digits)
    {
        var interim = 0;
        foreach (var c in digits)
        {
            if (char.IsAsciiDigit(c))
            {
                interim = Damm[interim][c - '0'];
            }
        }
        return interim;
    }
}
