using System.Text.RegularExpressions;
using Beejan.Contracts;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Csv;

/// <summary>Tells the row in which a report sums up the others (<c>Total, , , 152</c>) from a complaint.</summary>
internal static partial class TotalsRow
{
    /// <summary>A longer text is words.</summary>
    public const int Longest = 24;

    /// <summary>
    /// True when a cell says "total" and nothing else, the text is missing, that word or a number, and the row names nobody and no time.
    /// </summary>
    public static bool Is(FieldValues values, ReadOnlySpan<byte> row, CsvDialect dialect)
    {
        if (values[Field.Phone] is not null || values[Field.Email] is not null || Day(values) || (values[Field.Text] is { } text && !Word().IsMatch(text) && !Number().IsMatch(text)))
        {
            return false;
        }
        var record = dialect.Fields(row);
        var repaired = false;
        var found = false;
        while (record.MoveNext())
        {
            if (record.Raw.Length is > 0 and <= Longest + 2 && record.Text(ref repaired) is { } cell && cell.Trim().Length > 0)
            {
                found |= Word().IsMatch(cell);
                if (!Word().IsMatch(cell) && !Number().IsMatch(cell))
                {
                    return false;
                }
            }
            else if (record.Raw.Length > Longest + 2)
            {
                return false;
            }
        }
        return found;
    }

    /// <summary>True for "total" with its number.</summary>
    public static bool IsWord(string cell) => cell.Length <= Longest && Word().IsMatch(cell);

    public static Parsed Answer() => new Parsed.Ignored(new Reason("row.total", "A row that sums up the others, as reports end with; it holds no complaint."));

    private static bool Day(FieldValues values) => values[Field.Time] is { Length: > 5 } || values[Field.Date] is { Length: > 5 };

    [GeneratedRegex(@"^\s*(?:grand |sub[- ]?)?totals?(?: (?:records|rows|calls|complaints|tickets|cases|number))?\s*[:=]?\s*[0-9,.]*\s*$|^\s*(?:sum|count|average)\s*[:=]?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s*[0-9][0-9,.]*%?\s*$")]
    private static partial Regex Number();
}
