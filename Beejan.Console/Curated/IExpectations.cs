namespace Beejan.Curated;

/// <summary>What was to be expected by the days before, and what stands out against it. One definition, shared by dashboard and API.</summary>
public interface IExpectations
{
    /// <summary>
    /// For each full hour of the period how many complaints were usual at that time of day: the middle of the fourteen days before, and
    /// around it what chance explains. Null where fewer than seven of those days had any complaint.
    /// </summary>
    Task<IReadOnlyList<Usual?>> HoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>
    /// Where the last hours brought far more than usual: a category in a state, or a sub-category, with at least ten complaints. Most
    /// unusual first.
    /// </summary>
    Task<Standouts> StandoutsAsync(CancellationToken ct);
}

/// <summary>What is usual: the middle and the edges of what chance explains.</summary>
public readonly record struct Usual(double Middle, double Low, double High);

/// <summary>What stands out now.</summary>
/// <param name="From">Where the window begins (UTC, a full hour); it ends now.</param>
/// <param name="Spikes">Most unusual first; empty when nothing does.</param>
/// <param name="EnoughPast">False while fewer than seven of the fourteen days before had any complaint: then nothing can be told.</param>
/// <param name="AsOf">When it was read (UTC).</param>
public sealed record Standouts(DateTimeOffset From, IReadOnlyList<Spike> Spikes, bool EnoughPast, DateTimeOffset AsOf);

/// <summary>More complaints of one kind than usual.</summary>
/// <param name="Dimension"><see cref="Dimension.State"/> or <see cref="Dimension.Subcategory"/>.</param>
/// <param name="Value">The state, or the sub-category's key.</param>
/// <param name="Category">The category of the complaints.</param>
/// <param name="Count">Complaints in the window.</param>
/// <param name="Usual">What the same hours of the days before brought.</param>
/// <param name="Surprise">How many times what chance explains it is above the middle.</param>
public sealed record Spike(Dimension Dimension, string Value, string Category, long Count, Usual Usual, double Surprise);
