using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Ui;

namespace Beejan.Serving.Incidents;

/// <summary>An incident in people's words.</summary>
internal static class IncidentWords
{
    public static string Page(string id) => $"/incidents/{Uri.EscapeDataString(id)}";

    public static string Title(Incident incident) => $"{incident.Category} in {incident.State ?? "unknown places"}";

    /// <summary><c>90 complaints since 21 Nov, 08:00; the same hours usually bring 12.</c></summary>
    public static string Sentence(Incident incident, DateTimeOffset now) =>
        $"{Count(incident.Complaints)} {(incident.Complaints == 1 ? "complaint" : "complaints")} "
        + (incident.Open ? $"since {LagosClock.Short(incident.From, now)}" : $"from {LagosClock.Short(incident.From, now)} to {End(incident, now)}")
        + $"; the same hours usually bring {Usually(incident)}.";

    /// <summary>What most of them complain of, and where; empty when nothing is known.</summary>
    public static string About(Incident incident, ITaxonomy taxonomy) => string.Join(' ', new[]
    {
        incident.Subcategories.Count == 0 ? null : $"Most: {string.Join(", ", incident.Subcategories.Take(3).Select(s => $"{taxonomy.NameOf(s.Name)} ({Count(s.Count)})"))}.",
        incident.Lgas.Count == 0 ? null : $"In {string.Join(", ", incident.Lgas.Take(5).Select(l => $"{l.Name} ({Count(l.Count)})"))}.",
    }.Where(w => w is not null));

    /// <summary>How long it goes on, or went on.</summary>
    public static string Lasted(Incident incident) => LagosClock.Span(incident.To - incident.From);

    public static string Usually(Incident incident) => Count((long)Math.Round(incident.Expected));

    public static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The hour alone when it ended on the day that it began.</summary>
    private static string End(Incident incident, DateTimeOffset now) =>
        LagosClock.Day(incident.From) == LagosClock.Day(incident.To) ? LagosClock.ToLagos(incident.To).ToString("HH:mm", CultureInfo.InvariantCulture) : LagosClock.Short(incident.To, now);
}
