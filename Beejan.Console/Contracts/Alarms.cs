namespace Beejan.Contracts;

/// <summary>Things that call for a person when they are not as they should be. The folder that knows them implements it; alerts are raised and ended by what it says.</summary>
public interface IAlarms
{
    /// <summary>What its keys begin with: <c>quality/</c>. While it cannot look, alerts with that beginning stay as they are.</summary>
    string Prefix { get; }

    /// <summary>The health line that says the same in one sentence and raises no alert of its own; null for none.</summary>
    string? Probe { get; }

    /// <summary>What is not well now, or not surely well; whatever it does not name is well.</summary>
    Task<IReadOnlyList<Alarm>> LookAsync(CancellationToken ct);
}

/// <summary>One thing that is not as it should be.</summary>
/// <param name="Key">Stable over time: <c>quality/sms/rejected</c>.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Detail">What was measured, and what to do. No personal data.</param>
/// <param name="State"><see cref="HealthStates.Down"/> or <see cref="HealthStates.Degraded"/>; <see cref="HealthStates.Ok"/> is well but too close to the line: it keeps an alert going and begins none.</param>
/// <param name="Link">The page to look at.</param>
/// <param name="Sure">True: it has happened and needs no second look.</param>
public sealed record Alarm(string Key, string Title, string Detail, string State, string Link, bool Sure);

/// <summary>The alerts of the house, for who shows or pushes them.</summary>
public interface IAlerts
{
    /// <summary>Those going on, the worst first.</summary>
    Task<IReadOnlyList<AlertLine>> OpenAsync(CancellationToken ct);

    /// <summary>What was raised last under each of these keys, over or not; a key that was never raised is missing.</summary>
    Task<IReadOnlyDictionary<string, AlertLine>> OfAsync(IReadOnlyCollection<string> keys, CancellationToken ct);

    /// <summary>Says who looks after it. False when it is over, or somebody was faster; null when there is no such alert.</summary>
    Task<bool?> TakeAsync(long id, string actor, CancellationToken ct);
}

/// <summary>One alert.</summary>
/// <param name="Severity"><c>down</c> or <c>degraded</c>: the worst it has been.</param>
/// <param name="State"><c>open</c> or <c>resolved</c>.</param>
/// <param name="TakenBy">Who looks after it; null while nobody said so.</param>
/// <param name="TakenAt">Since when.</param>
public sealed record AlertLine(
    long Id, string Key, string Title, string Detail, string Severity, string State, string Link, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, string? TakenBy,
    DateTimeOffset? TakenAt = null);
