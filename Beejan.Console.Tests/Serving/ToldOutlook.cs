using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Tests.Serving;

/// <summary>An outlook that says what a test tells it to.</summary>
internal sealed class ToldOutlook : IOutlook
{
    /// <summary>The end of an outage that goes on.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 20, 10, 30, 0, TimeSpan.Zero);

    public IReadOnlyList<Incident> Incidents { get; set; } = [];
    public IReadOnlyList<Anomaly> Anomalies { get; set; } = [];
    public IReadOnlyDictionary<DateTimeOffset, UsualHour> Hours { get; set; } = new Dictionary<DateTimeOffset, UsualHour>();
    public int Asked { get; private set; }
    public string? Loading { get; set; }

    /// <summary>Seventy network complaints where three were usual.</summary>
    /// <param name="over">When it was over; null while it goes on.</param>
    public static Incident Outage(string state, DateTimeOffset from, DateTimeOffset? over) =>
        new($"INC-{state}", state, Categories.Network, over is null, from, over ?? Now, 70, 3, new Point(from, 70), [], [], $"state={state}");

    public Task<string?> LoadingAsync(CancellationToken ct) => Task.FromResult(Loading);

    public Task<Forecast> ForecastAsync(int hours, string? category, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<DateTimeOffset, UsualHour>> HoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        Asked++;
        return Task.FromResult(Hours);
    }

    public Task<IReadOnlyList<Anomaly>> AnomaliesAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => Task.FromResult(Anomalies);

    public Task<IReadOnlyList<Incident>> IncidentsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => Task.FromResult(Incidents);

    public Task<IncidentStory?> IncidentAsync(string id, CancellationToken ct) => Task.FromResult(
        Incidents.FirstOrDefault(i => i.Id == id) is { } found ? new IncidentStory(found, [new IncidentHour(found.From, found.Complaints, new UsualHour(3, 0, 12))]) : null);
}
