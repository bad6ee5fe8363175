using System.Text.RegularExpressions;

namespace Beejan.Sources.Fields;

/// <summary>
/// Names of columns and fields as reasons, logs and pages may show them. A file without a header has customers' data in their place, and those
/// never hold personal data: where one name looks like a value, only names that we know are shown, and others by their number.
/// </summary>
internal static partial class HeaderWords
{
    private const int MostDigits = 6;
    private const int LongestName = 60;

    private static readonly HashSet<string> Known = ColumnNames.BuiltIn.SelectMany(f => f.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>One for each, in order; different ones stay different.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> header)
    {
        var isData = header.Any(IsValue);
        return [.. header.Select((name, i) => Known.Contains(Separators().Replace(name.Trim(), " ")) || (!isData && Name().IsMatch(name)) ? name : $"(column {i + 1})")];
    }

    /// <summary>True for what a number, an address or a sentence may be and a name is not.</summary>
    public static bool IsValue(string name) => name.Length > LongestName || name.Contains('@', StringComparison.Ordinal) || name.Count(char.IsDigit) > MostDigits;

    [GeneratedRegex(@"^(?!.*[0-9]{4})[\p{L}][\p{L}0-9 _/().#&'?,-]{0,59}$")]
    private static partial Regex Name();

    [GeneratedRegex(@"[ _./-]+")]
    private static partial Regex Separators();
}
