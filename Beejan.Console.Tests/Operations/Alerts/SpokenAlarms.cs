using Beejan.Contracts;

namespace Beejan.Tests.Operations.Alerts;

/// <summary>Alarms that say what a test tells them to.</summary>
internal sealed class SpokenAlarms(string prefix) : IAlarms
{
    private IReadOnlyList<Alarm> _now = [];

    public bool Breaks { get; set; }

    public string Prefix => prefix;

    public string? Probe => null;

    public void Says(params Alarm?[] alarms) => _now = [.. alarms.OfType<Alarm>()];

    public Task<IReadOnlyList<Alarm>> LookAsync(CancellationToken ct) => Breaks ? throw new IOException("cannot look") : Task.FromResult(_now);
}
