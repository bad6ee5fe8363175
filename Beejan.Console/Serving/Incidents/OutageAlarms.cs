using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Serving.Incidents;

/// <summary>Each probable outage that goes on calls for a person: an alert, told like any other, that is over when the outage is.</summary>
internal sealed class OutageAlarms(IOutlook outlook, ITaxonomy taxonomy, TimeProvider clock) : IAlarms
{
    /// <summary>What the key of an incident's alert begins with.</summary>
    public const string Beginning = "outage/";

    /// <summary>Far enough back that an outage keeps its first hour, and with it its alert, however long it goes on.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(7);

    public string Prefix => Beginning;

    public string? Probe => null;

    public static string KeyOf(string incident) => Beginning + incident;

    public async Task<IReadOnlyList<Alarm>> LookAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return [.. (await outlook.IncidentsAsync(now - Back, now, ct)).Where(i => i.Open).Select(i => new Alarm(
            KeyOf(i.Id), $"Probable outage: {IncidentWords.Title(i)}", $"{IncidentWords.Sentence(i, now)} {IncidentWords.About(i, taxonomy)}".TrimEnd(),
            HealthStates.Down, IncidentWords.Page(i.Id), Sure: false))];
    }
}
