using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

/// <summary>
/// Read from the rollups. What the days before brought changes slowly, so it is kept for a minute: a page that moves every second reads
/// the last hours only.
/// </summary>
internal sealed class Expectations(IDatabase database, TimeProvider clock) : IExpectations
{
    /// <summary>The window of what stands out: the running hour and the five before. Shorter ones leave a state too few complaints.</summary>
    private const int Window = 6;

    private const int Days = 14;
    private const int Least = 10;
    private const int Most = 12;
    private static readonly int[] Looked = [(int)Dimension.State, (int)Dimension.Subcategory];
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private volatile Past? _past;
    private volatile Band? _band;

    public Task<IReadOnlyList<Usual?>> HoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        database.ReadAsync(async (db, stop) =>
        {
            var now = clock.GetUtcNow();
            var (first, end) = (HourOf(from), HourOf(to.AddMilliseconds(-1)) + 1);
            if (_band is { } kept && kept.First == first && kept.End == end && now - kept.ReadAt < Kept)
            {
                return kept.Hours;
            }
            var counts = await TotalsAsync(db, first - (24 * Days), end, stop);
            var busy = counts.Keys.Select(DayOf).ToHashSet();
            IReadOnlyList<Usual?> hours = [.. Enumerable.Range(0, (int)Math.Max(0, end - first)).Select(i => Baseline.Of(
                [.. Enumerable.Range(1, Days).Select(day => first + i - (24 * day)).Where(hour => busy.Contains(DayOf(hour))).Select(hour => (double)counts.GetValueOrDefault(hour))]))];
            _band = new Band(first, end, now, hours);
            return hours;
        }, ct);

    public Task<Standouts> StandoutsAsync(CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var now = clock.GetUtcNow();
        var running = HourOf(now);
        var past = _past is { } kept && kept.Hour == running && now - kept.ReadAt < Kept ? kept : _past = await PastAsync(db, running, now, stop);
        var from = DateTimeOffset.FromUnixTimeSeconds((running - Window + 1) * 3600);
        if (past.Busy.Count < Baseline.LeastDays)
        {
            return new Standouts(from, [], false, now);
        }
        // Of the running hour only what has passed can be compared.
        var passed = (now - DateTimeOffset.FromUnixTimeSeconds(running * 3600)).TotalHours;
        var cells = await db.Set<RollupRow>().Where(r => Looked.Contains(r.Dimension) && r.Hour > running - Window && r.Hour <= running)
            .GroupBy(r => new { r.Dimension, r.Value, r.Category }).Select(g => new { g.Key, Count = g.Sum(r => r.Count) }).Where(c => c.Count >= Least).ToListAsync(stop);
        var spikes = cells.Where(c => c.Key.Value.Length > 0).Select(c =>
        {
            var days = past.Of(new Kind(c.Key.Dimension, c.Key.Value, c.Key.Category), passed);
            return new Spike((Dimension)c.Key.Dimension, c.Key.Value, c.Key.Category, c.Count, Baseline.Of(days) ?? default, Baseline.Surprise(c.Count, days));
        });
        return new Standouts(from, [.. spikes.Where(s => s.Surprise >= Baseline.Striking).OrderByDescending(s => s.Surprise).ThenBy(s => s.Value, StringComparer.Ordinal).Take(Most)], true, now);
    }, ct);

    private static async Task<Past> PastAsync(BeejanDbContext db, long running, DateTimeOffset now, CancellationToken ct)
    {
        var start = running - (24 * Days) - Window + 1;
        var busy = (await TotalsAsync(db, start, running - 24 + 1, ct)).Keys.Select(hour => (running - hour) / 24).Where(day => day >= 1).ToHashSet();
        var rows = await db.Set<RollupRow>()
            .Where(r => Looked.Contains(r.Dimension) && r.Hour >= start && r.Hour <= running - 24 && (running - r.Hour) % 24 < Window)
            .Select(r => new { r.Hour, r.Dimension, r.Value, r.Category, r.Count }).ToListAsync(ct);
        return new Past(running, now, rows.GroupBy(r => new Kind(r.Dimension, r.Value, r.Category)).ToDictionary(
            g => g.Key,
            g => g.GroupBy(r => (running - r.Hour) / 24).ToDictionary(
                day => day.Key, day => (Full: day.Where(r => (running - r.Hour) % 24 > 0).Sum(r => r.Count), Running: day.Where(r => (running - r.Hour) % 24 == 0).Sum(r => r.Count)))), busy);
    }

    private static async Task<Dictionary<long, long>> TotalsAsync(BeejanDbContext db, long first, long end, CancellationToken ct) =>
        await db.Set<RollupRow>().Where(r => r.Dimension == (int)Dimension.Channel && r.Hour >= first && r.Hour < end && r.Count > 0)
            .GroupBy(r => r.Hour).Select(g => new { g.Key, Count = g.Sum(r => r.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    private static long HourOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 3_600_000;

    /// <summary>The Lagos day of an hour.</summary>
    private static long DayOf(long hour) => (hour + 1) / 24;

    private sealed record Band(long First, long End, DateTimeOffset ReadAt, IReadOnlyList<Usual?> Hours);

    private readonly record struct Kind(int Dimension, string Value, string Category);

    /// <summary>The same hours of the days before, by kind and days back.</summary>
    private sealed record Past(long Hour, DateTimeOffset ReadAt, Dictionary<Kind, Dictionary<long, (long Full, long Running)>> Kinds, HashSet<long> Busy)
    {
        /// <summary>One count a day that had any complaint at all; a kind that nobody complained of then counts 0.</summary>
        public List<double> Of(Kind kind, double passed)
        {
            var days = Kinds.GetValueOrDefault(kind);
            return [.. Busy.Select(day => days is not null && days.TryGetValue(day, out var sum) ? sum.Full + (passed * sum.Running) : 0)];
        }
    }
}
