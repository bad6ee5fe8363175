namespace Beejan.Contracts;

/// <summary>One thing that must work. The folder that knows it implements it; health, pipeline page and alerts show it. Answers within five seconds or counts as failed.</summary>
public interface IProbe
{
    /// <summary>For people: <c>Database</c>.</summary>
    string Name { get; }

    /// <summary>Looks now. What cannot be looked at is thrown and counts as down.</summary>
    Task<ProbeResult> LookAsync(CancellationToken ct);
}

/// <summary>What a probe saw.</summary>
/// <param name="State">One of <see cref="HealthStates"/>.</param>
/// <param name="Detail">What was measured and, when it is not well, what to do.</param>
public sealed record ProbeResult(string State, string Detail)
{
    public static ProbeResult Ok(string detail) => new(HealthStates.Ok, detail);

    public static ProbeResult Warn(string detail) => new(HealthStates.Degraded, detail);

    public static ProbeResult Down(string detail) => new(HealthStates.Down, detail);
}

/// <summary>The words of health.</summary>
public static class HealthStates
{
    public const string Ok = "ok";

    /// <summary>Works, but somebody should look.</summary>
    public const string Degraded = "degraded";
    public const string Down = "down";

    /// <summary>The worse of two.</summary>
    public static string Worse(string a, string b) => a == Down || b == Down ? Down : a == Degraded || b == Degraded ? Degraded : Ok;
}

/// <summary>All probes at one time.</summary>
public sealed record HealthReport(string State, DateTimeOffset At, IReadOnlyList<ProbeLine> Probes);

/// <summary>One probe's line.</summary>
public sealed record ProbeLine(string Name, string State, string Detail, double Milliseconds);
