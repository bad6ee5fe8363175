using System.Text.Json;
using Beejan.Contracts;

namespace Beejan.Processing.Rules;

/// <summary>What is wrong with a version of the taxonomy: each line names the field and says what to put there.</summary>
internal static class TaxonomyFaults
{
    private const string Rest = "OTH";
    private static readonly string[] ClockSources = ["N", "T", "A"];

    /// <summary>The version, or what is wrong with the text.</summary>
    /// <param name="answers">The keys that the live model gives: each needs a place.</param>
    public static (TaxonomyFile? File, IReadOnlyList<string> Faults) Read(string json, IReadOnlyList<string> answers)
    {
        try
        {
            var file = TaxonomyFile.Read(json);
            var faults = Of(file, answers);
            return (faults.Count == 0 ? file : null, faults);
        }
        catch (JsonException e)
        {
            var line = (e.LineNumber + 1)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?";
            return (null, [$"{(string.IsNullOrEmpty(e.Path) ? "the file" : e.Path)}: line {line} is not what belongs there; take the file of the version in force as a pattern"]);
        }
    }

    private static List<string> Of(TaxonomyFile file, IReadOnlyList<string> answers)
    {
        List<string> faults = [];
        void Check(bool holds, string field, string cure)
        {
            if (!holds)
            {
                faults.Add($"{field}: {cure}");
            }
        }
        Check(file.Version is { Length: > 0 and <= 40 }, "version", "give it a name of at most 40 characters, such as 2027.01");
        Check(file.Escalation is { Tag.Length: > 0, Team.Length: > 0, ResolveHours: > 0 }, "escalation", "give tag, team and resolveHours above 0");
        if (file.Subcategories is not { Count: > 1 } entries || entries.Any(e => e is null))
        {
            faults.Add("subcategories: list at least two");
            return faults;
        }
        for (var i = 0; i < entries.Count; i++)
        {
            var (e, at) = (entries[i], $"subcategories[{i}]{(entries[i].Key is { Length: > 0 } key ? $" ({key})" : "")}");
            Check(e.Key is { Length: >= 2 and <= 16 } && e.Key.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-'), $"{at}.key", "2 to 16 capital letters, digits and hyphens, such as NET-OUT");
            Check(e.Name is { Length: > 0 and <= 80 }, $"{at}.name", "say in at most 80 characters what it is");
            Check(Categories.All.Contains(e.Category), $"{at}.category", $"one of {string.Join(", ", Categories.All)}");
            Check(e.Team is { Length: > 0 and <= 60 }, $"{at}.team", "name the team in at most 60 characters");
            Check(e.ResolveHours > 0, $"{at}.resolveHours", "hours above 0");
            Check(e.FirstContactHours > 0, $"{at}.firstContactHours", "hours above 0");
            Check(e.Severity is >= 1 and <= 4, $"{at}.severity", "1 outage or fraud, 2 money lost or no service, 3 degraded, 4 enquiry");
            Check(ClockSources.Contains(e.ClockSource), $"{at}.clockSource", "N for the regulator's text, T for an analogue, A for an assumption");
            Check(e.Words is not { Count: > 0 } || e.Takes is { Count: > 0 }, $"{at}.words", "say in takes which sub-categories the words choose from");
            Check(e.Words is null || e.Words.All(w => !string.IsNullOrWhiteSpace(w)), $"{at}.words", "leave out empty phrases");
        }
        foreach (var twice in entries.GroupBy(e => e.Key).Where(g => g.Count() > 1))
        {
            faults.Add($"subcategories: {twice.Key} stands {twice.Count()} times; give each its own key");
        }
        foreach (var empty in Categories.All.Where(c => entries.All(e => e.Category != c)))
        {
            faults.Add($"subcategories: none is in {empty}; give each category at least one");
        }
        Check(entries.Any(e => e.Key == Rest), "subcategories", $"keep {Rest}: it is what a text about nothing else gets");
        if (faults.Count == 0)
        {
            Takes(entries, answers, faults);
        }
        return faults;
    }

    private static void Takes(IReadOnlyList<SubcategoryEntry> entries, IReadOnlyList<string> answers, List<string> faults)
    {
        var whole = entries.Where(e => e.Words is not { Count: > 0 }).SelectMany(e => e.Takes ?? []).ToList();
        foreach (var taken in whole.Distinct().Where(t => entries.Any(e => e.Key == t)))
        {
            faults.Add($"takes: {taken} is still a sub-category of its own; leave one of the two out, or say by words which part goes");
        }
        foreach (var twice in whole.GroupBy(t => t).Where(g => g.Count() > 1))
        {
            faults.Add($"takes: {twice.Key} is taken {twice.Count()} times; let one take it, the others by words");
        }
        foreach (var lost in answers.Where(a => !whole.Contains(a) && entries.All(e => e.Key != a)))
        {
            faults.Add($"subcategories: the model answers {lost}, which has no place here; keep it, or name it in the takes of another");
        }
    }
}
