using Beejan.Contracts;
using Beejan.Operations.Health;

namespace Beejan.Operations.Alerts;

/// <summary>The health lines that no other alarms cover.</summary>
internal sealed class HealthAlarms(Doctor doctor, IServiceProvider services) : IAlarms
{
    // Asked for late: these alarms are among them.
    private readonly Lazy<HashSet<string?>> _covered = new(() => [.. services.GetServices<IAlarms>().Select(a => a.Probe)]);

    public string Prefix => "health/";

    public string? Probe => null;

    public async Task<IReadOnlyList<Alarm>> LookAsync(CancellationToken ct) =>
        [.. (await doctor.ReportAsync(ct)).Probes.Where(p => p.State != HealthStates.Ok && !_covered.Value.Contains(p.Name)).Select(p => new Alarm(
            Prefix + p.Name.ToLowerInvariant().Replace(' ', '-'), $"{p.Name}: {(p.State == HealthStates.Down ? "down" : "needs a look")}", p.Detail, p.State, "/pipeline", Sure: false))];
}
