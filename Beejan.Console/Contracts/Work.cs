namespace Beejan.Contracts;

/// <summary>Something that can be scheduled. Its owner's folder implements it; Operations runs it without knowing it.</summary>
public interface IWork
{
    /// <summary>Unique, kebab-case, shown to people: <c>process-complaints</c>.</summary>
    string Name { get; }

    /// <summary>One sentence for the runs page.</summary>
    string Purpose { get; }

    Schedule Schedule { get; }

    /// <summary>Does one round. Safe to run again after a crash anywhere. An outage is thrown; bad data is in the report.</summary>
    Task<WorkReport> RunAsync(RunId run, CancellationToken ct);
}

/// <summary>When a work runs.</summary>
public abstract record Schedule
{
    /// <summary>At the times of a Quartz cron expression (seconds first), in Africa/Lagos.</summary>
    public sealed record Cron(string Expression) : Schedule;

    /// <summary>Whenever a topic is published, at once, and at least as often as the safety net says.</summary>
    public sealed record OnSignal(Topic Topic, TimeSpan SafetyNet) : Schedule;

    /// <summary>After each finished run of another work.</summary>
    public sealed record After(string WorkName) : Schedule;
}

/// <summary>What a run did, in records: Read = Written + Dropped + Rejected.</summary>
public sealed record WorkReport(long Read, long Written, long Dropped, long Rejected)
{
    public static WorkReport Nothing { get; } = new(0, 0, 0, 0);

    public static WorkReport operator +(WorkReport a, WorkReport b) =>
        new(a.Read + b.Read, a.Written + b.Written, a.Dropped + b.Dropped, a.Rejected + b.Rejected);

    public static WorkReport Add(WorkReport left, WorkReport right) => left + right;
}

/// <summary>What changed. A hint that carries no data: it may be merged with others or lost.</summary>
public enum Topic
{
    RawZone,
    Complaints,
    DeadLetters,
    Runs,
    Alerts,
    Reports,
    Sandbox,
    Sources,
    Replays,

    /// <summary>Versions of models, taxonomy or routing: asked for, tried, switched on.</summary>
    Rules,

    /// <summary>Profiles, and which customers are one person.</summary>
    Customers,
}
