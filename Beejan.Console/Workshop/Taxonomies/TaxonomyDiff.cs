using System.Globalization;
using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Workshop.Taxonomies;

/// <summary>What one version of the taxonomy changes in another, in words.</summary>
/// <param name="Key">The sub-category.</param>
/// <param name="What">What happens to it.</param>
public sealed record TaxonomyChange(string Key, string What)
{
    /// <summary>By key: those that come, go or change. Nothing when both say the same.</summary>
    internal static IReadOnlyList<TaxonomyChange> Between(Taxonomy before, Taxonomy after)
    {
        var changes = new List<TaxonomyChange>();
        foreach (var key in before.Subcategories.Select(s => s.Key).Union(after.Subcategories.Select(s => s.Key)).Order(StringComparer.Ordinal))
        {
            var entry = after.File.Subcategories.FirstOrDefault(e => e.Key == key);
            var what = (before.Find(key), after.Find(key)) switch
            {
                (null, { } added) => $"new in {added.Category}, team {added.Team}{From(entry)}",
                (_, null) => $"goes; its complaints become {after.Place(key) ?? "OTH"}",
                ({ } was, { } now) => (string.Join("; ", Differences(was, now)) + From(entry)).TrimStart(';', ' '),
            };
            if (what.Length > 0)
            {
                changes.Add(new TaxonomyChange(key, what));
            }
        }
        return changes;
    }

    private static IEnumerable<string> Differences(Subcategory was, Subcategory now)
    {
        (string Field, string Before, string After)[] fields =
        [
            ("name", was.Name, now.Name), ("category", was.Category, now.Category), ("team", was.Team, now.Team), ("severity", Number(was.Severity), Number(now.Severity)),
            ("first contact", Hours(was.FirstContactHours), Hours(now.FirstContactHours)), ("to be resolved in", Clock(was), Clock(now)),
        ];
        return fields.Where(f => f.Before != f.After).Select(f => $"{f.Field} {f.Before} → {f.After}");
    }

    private static string From(SubcategoryEntry? entry) => entry?.Takes is not { Count: > 0 } takes ? ""
        : entry.Words is { Count: > 0 } words ? $"; takes from {string.Join(", ", takes)} what says {string.Join(", ", words.Take(5).Select(w => $"“{w}”"))}{(words.Count > 5 ? " …" : "")}"
        : $"; takes {string.Join(", ", takes)}";

    private static string Clock(Subcategory s) => Hours(s.ResolveHours) + (s.RoundTheClock ? " round the clock" : " of working time");

    private static string Hours(double hours) => Number(hours) + " h";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
