using System.Text.RegularExpressions;

namespace Beejan.Sources.Fields;

/// <summary>
/// What a column's name says that is none we know word for word, such as a form's question (<c>Which state do you live in?</c>). Weaker than a
/// known name: what stands in the column must agree.
/// </summary>
internal static partial class NameParts
{
    private const double Most = 0.6;
    private const int LongestPlace = 40;
    private const int LongestName = 60;

    private static readonly (Field Field, Regex Name, Regex Cell, int Longest)[] Meanings =
    [
        (Field.Phone, PhoneName(), Number(), LongestPlace),
        (Field.Email, EmailName(), Address(), LongestName),
        (Field.State, StateName(), Word(), LongestPlace),
        (Field.Lga, LgaName(), Word(), LongestPlace),
        (Field.Name, PersonName(), Word(), LongestName),
    ];

    /// <summary>The field, if the name means one and most of the cells may be its values; null otherwise, and when there are no cells.</summary>
    public static Field? Of(string name, IReadOnlyList<string> cells)
    {
        if (cells.Count == 0 || Another().IsMatch(name))
        {
            return null;
        }
        foreach (var (field, means, cell, longest) in Meanings)
        {
            if (means.IsMatch(name) && cells.Count(c => c.Length <= longest && cell.IsMatch(c)) > Most * cells.Count)
            {
                return field;
            }
        }
        return null;
    }

    /// <summary>Of somebody or something else than the complaint and who complains.</summary>
    [GeneratedRegex(@"\b(?:agent|officer|staff|manager|handler|assigned|owner|team|group|company|bank|device|model|file|next of kin|alternat\w*|other|status|statement)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Another();

    [GeneratedRegex(@"\b(?:phone|mobile|msisdn|gsm|whats ?app|tel)\b|\b(?:line|sim|affected|contact|your|customer|caller)(?:'s)? (?:no|nr|num|number)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PhoneName();

    [GeneratedRegex(@"\be-?mail\b", RegexOptions.IgnoreCase)]
    private static partial Regex EmailName();

    [GeneratedRegex(@"\bstate\b", RegexOptions.IgnoreCase)]
    private static partial Regex StateName();

    [GeneratedRegex(@"\b(?:lga|local gov(?:ernment|t))\b", RegexOptions.IgnoreCase)]
    private static partial Regex LgaName();

    [GeneratedRegex(@"\b(?:your|customer|caller|subscriber|client|full|complainant|respondent|sender)(?:'?s)? (?:full )?name\b", RegexOptions.IgnoreCase)]
    private static partial Regex PersonName();

    [GeneratedRegex(@"^[\s+(]*(?:[0-9][\s().-]*){7,15}$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\s*[^@\s]+@[^@\s]+\s*$")]
    private static partial Regex Address();

    [GeneratedRegex(@"^[^0-9@]*\p{L}[^0-9@]*$")]
    private static partial Regex Word();
}
