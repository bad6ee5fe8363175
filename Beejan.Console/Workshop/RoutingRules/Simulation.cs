using System.Text.Json;
using Beejan.Curated;
using Beejan.Processing;
using Beejan.Processing.Rules;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Workshop.RoutingRules;

/// <summary>Complaints that would go from one team to another.</summary>
/// <param name="Samples">Ids of some, newest first, at most five.</param>
public sealed record TeamMove(string From, string To, long Count, IReadOnlyList<long> Samples);

/// <summary>A team's complaints of the period by the rules in force and by those that are tried; and how many of the latter are still open.</summary>
public sealed record TeamLoad(string Team, long Before, long After, long OpenAfter);

/// <summary>What routing rules would have done with the complaints of a period; stored with the version.</summary>
/// <param name="From">Reported at or after (UTC).</param>
/// <param name="To">Reported before (UTC).</param>
/// <param name="Hits">How many each rule takes, in the order of the rules.</param>
/// <param name="ByReplay">How many a replay would move once the rules are switched on: those that nobody has taken up or corrected. Null in old reports.</param>
public sealed record SimulationReport(
    DateTimeOffset From, DateTimeOffset To, long Complaints, long Moved, IReadOnlyList<TeamMove> Moves, IReadOnlyList<TeamLoad> Teams, IReadOnlyList<long> Hits,
    long? ByReplay = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static SimulationReport? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<SimulationReport>(json, Json);
}

/// <summary>
/// Routes past complaints by rules that are only tried, beside those in force. The database counts complaints of the same facts together, so
/// a year takes one pass over its rows. What went to the regulator's desk stays there.
/// </summary>
internal sealed class Simulation(IDatabase database, RulesInForce rules)
{
    private const int MostSamples = 5;

    public async Task<SimulationReport> RunAsync(Routing tried, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var now = await rules.NowAsync(ct);
        var tag = now.Taxonomy.Escalation.Tag;
        var cells = await database.ReadAsync((db, stop) => (
            from c in db.Set<ComplaintRow>()
            where c.ReportedAt >= @from && c.ReportedAt < to
            join k in db.Set<CustomerRow>() on c.CustomerId equals k.Id into known
            from k in known.DefaultIfEmpty()
            group c by new { c.Category, c.Subcategory, c.State, c.Channel, c.Language, c.Priority, k.Tier, Escalated = c.Tags.Contains(tag), c.Team, IsFree = c.FirstContactAt == null && c.Corrected == CorrectedFacts.None } into g
            select new { g.Key, Count = g.LongCount(), Open = g.LongCount(c => c.IsOpen), Newest = g.Max(c => c.Id), Oldest = g.Min(c => c.Id) }).ToListAsync(stop), ct);
        var moves = new Dictionary<(string, string), (long Count, SortedSet<long> Samples)>();
        var teams = new SortedDictionary<string, (long Before, long After, long Open)>(StringComparer.Ordinal);
        var hits = new long[tried.Rules.Count];
        long byReplay = 0;
        foreach (var cell in cells)
        {
            var facts = new RoutedFacts(cell.Key.Category, cell.Key.Subcategory, cell.Key.State, cell.Key.Channel, cell.Key.Language, cell.Key.Priority, cell.Key.Tier);
            var own = now.Taxonomy[now.Taxonomy.Place(cell.Key.Subcategory) ?? "OTH"].Team;
            var rule = cell.Key.Escalated ? -1 : tried.Find(facts);
            var (was, becomes) = cell.Key.Escalated ? (now.Taxonomy.Escalation.Team, now.Taxonomy.Escalation.Team)
                : (now.Routing.TeamOf(facts) ?? own, rule < 0 ? own : tried.Rules[rule].Team);
            if (rule >= 0)
            {
                hits[rule] += cell.Count;
            }
            byReplay += cell.Key.IsFree && cell.Key.Team != becomes ? cell.Count : 0;
            teams[was] = Add(teams.GetValueOrDefault(was), cell.Count, 0, 0);
            teams[becomes] = Add(teams.GetValueOrDefault(becomes), 0, cell.Count, cell.Open);
            if (was != becomes)
            {
                var (count, samples) = moves.GetValueOrDefault((was, becomes), (0, []));
                samples.Add(cell.Newest);
                samples.Add(cell.Oldest);
                moves[(was, becomes)] = (count + cell.Count, samples);
            }
        }
        return new SimulationReport(from, to, cells.Sum(c => c.Count), moves.Values.Sum(m => m.Count),
            [.. moves.OrderByDescending(m => m.Value.Count).Select(m => new TeamMove(m.Key.Item1, m.Key.Item2, m.Value.Count, [.. m.Value.Samples.Reverse().Take(MostSamples)]))],
            [.. teams.Select(t => new TeamLoad(t.Key, t.Value.Before, t.Value.After, t.Value.Open))], hits, byReplay);
    }

    private static (long Before, long After, long Open) Add((long Before, long After, long Open) load, long before, long after, long open) =>
        (load.Before + before, load.After + after, load.Open + open);
}
