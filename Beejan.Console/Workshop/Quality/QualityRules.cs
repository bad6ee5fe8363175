namespace Beejan.Workshop.Quality;

/// <summary>One thing that is watched in what a source brings.</summary>
/// <param name="Name">As in the configuration.</param>
/// <param name="Words">What is counted, for people.</param>
/// <param name="Line">From which share on it is a warning or an error, in percent.</param>
/// <param name="Part">How many of the day.</param>
/// <param name="Whole">Of how many.</param>
internal sealed record QualityRule(string Name, string Words, QualityLine Line, Func<QualityDayRow, long> Part, Func<QualityDayRow, long> Whole);

/// <summary>The rules, in the order they are shown. Shares that are only compared with the source's own past have lines at 100.</summary>
internal static class QualityRules
{
    public static IReadOnlyList<QualityRule> All { get; } =
    [
        new("rejected", "Dead letters", new(5, 20), d => d.Rejected, d => d.Records),
        new("noTime", "Without a readable time", new(10, 50), d => d.NoTime, d => d.Complaints),
        new("noCustomer", "Without a customer", new(100, 100), d => d.NoCustomer, d => d.Complaints),
        new("noState", "Without a state", new(100, 100), d => d.NoState, d => d.Complaints),
        new("noLanguage", "Language not recognised", new(20, 50), d => d.NoLanguage, d => d.Complaints),
        new("unsure", "Category to review", new(100, 100), d => d.Unsure, d => d.Complaints),
    ];
}
