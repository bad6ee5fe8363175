using System.Globalization;
using Beejan.Contracts;
using Beejan.RawZone.Replays;
using Beejan.Ui;

namespace Beejan.Operations.Replays;

/// <summary>What a replay changes, in the words that people read elsewhere in the console: findings carry the fields' own names and codes.</summary>
internal static class ReplayWords
{
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["answer"] = "Answer", ["category"] = "Category", ["subcategory"] = "Sub-category", ["priority"] = "Priority", ["language"] = "Language",
        ["state"] = "State", ["lga"] = "Local government", ["team"] = "Team", ["channel"] = "Channel",
        ["dueAt"] = "To be resolved by", ["score"] = "Score", ["sentiment"] = "Sentiment", ["reportedAt"] = "Reported",
    };

    /// <summary>The changes worth a line each, as field, before, after. The others are counted in the last line, whose sides are empty.</summary>
    public static IReadOnlyList<(string Field, string Before, string After)> Of(IReadOnlyList<ReplayChange> changes, ITaxonomy taxonomy)
    {
        List<(string, string, string)> lines =
            [.. changes.Where(c => Fields.ContainsKey(c.Field)).Select(c => (Fields[c.Field], Of(c.Field, c.Before, taxonomy), Of(c.Field, c.After, taxonomy)))];
        var others = changes.Where(c => !Fields.ContainsKey(c.Field)).Select(c => c.Field).ToList();
        if (others.Count > 0)
        {
            lines.Add(($"{(lines.Count > 0 ? "and " : "")}{string.Join(", ", others.Select(Spaced))}", "", ""));
        }
        return lines;
    }

    /// <summary>A value as people read it; "none" for what is not there.</summary>
    private static string Of(string field, string? value, ITaxonomy taxonomy) => (field, value) switch
    {
        (_, null or "") => "none",
        ("answer", "curated") => "a complaint",
        ("subcategory", _) => taxonomy.NameOf(value),
        ("priority", _) => $"P{value.TrimStart('P')}",
        ("language", _) => LanguageTag.Words(value),
        ("score" or "sentiment", _) => double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.##", CultureInfo.InvariantCulture) : value,
        ("dueAt" or "reportedAt", _) => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? LagosClock.Long(at) : value,
        _ => value,
    };

    // dueAt -> due at.
    private static string Spaced(string field) =>
        string.Concat(field.Select(c => char.IsAsciiLetterUpper(c) ? string.Create(CultureInfo.InvariantCulture, $" {char.ToLowerInvariant(c)}") : c.ToString()));
}
