using Beejan.Contracts;

namespace Beejan.Intake.Watch;

/// <summary>The sources' line on the health page and above the pipeline.</summary>
internal sealed class SourceProbe(SourceWatch watch) : IProbe
{
    internal const string Line = "Sources";

    public string Name => Line;

    public async Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        var standings = await watch.ReadAsync(ct);
        var troubles = standings.Where(s => s.IsTrouble).Select(s => $"{s.Title}: {s.Words}").ToList();
        var off = standings.Where(s => s.IsOff).Select(s => $"{s.Title} brings {s.State} than agreed").ToList();
        return troubles.Count == 0 ? ProbeResult.Ok(off.Count == 0 ? $"{standings.Count} sources, none against its contract" : $"{standings.Count} sources; {string.Join(", ", off)}") : ProbeResult.Warn(string.Join(" ", troubles));
    }
}

/// <summary>An alert for each source against its contract: each has another owner to ask, and another person to look after it.</summary>
internal sealed class SourceAlarms(SourceWatch watch) : IAlarms
{
    public string Prefix => "sources/";

    public string? Probe => SourceProbe.Line;

    public async Task<IReadOnlyList<Alarm>> LookAsync(CancellationToken ct) =>
        [.. (await watch.ReadAsync(ct)).Where(s => s.IsTrouble).Select(s => new Alarm(Prefix + s.Id, $"{s.Title} {Words(s.State)}", s.Words, HealthStates.Degraded, $"/sources/{s.Id}", Sure: false))];

    private static string Words(string state) => state switch
    {
        "missing" => "brings nothing",
        "stopped" => "cannot be fetched",
        "frozen" => "is refused",
        "drifted" => "sends what was not agreed",
        _ => $"is {state}",
    };
}
