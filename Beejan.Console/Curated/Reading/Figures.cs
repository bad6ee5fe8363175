using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

/// <summary>
/// Every figure's one definition. Rollups answer by the hour; Lagos midnight is a full UTC hour, so days are exact. Only the running
/// minute, the rest of an hour and open work are read from rows, each through an index.
/// </summary>
internal sealed class Figures(IDatabase database, TimeProvider clock) : IFigures
{
    /// <summary>The dimension that totals are summed over: every complaint has one channel, and there are few.</summary>
    private const int Whole = (int)Dimension.Channel;

    public Task<Summary> SummaryAsync(CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var now = clock.GetUtcNow();
        var today = Lagos.Midnight(now);
        var week = Lagos.Midnight(now, 6);
        var soon = now + ComplaintFiltering.Soon;
        var (nowMs, soonMs) = (now.ToUnixTimeMilliseconds(), soon.ToUnixTimeMilliseconds());
        // One pass through the index of open work; grouped by a constant, as EF would ask it, all of it is sorted first.
        var open = await db.Database.SqlQuery<OpenWork>(
            $"""
            SELECT COUNT(*) AS "All", COALESCE(SUM(CASE WHEN due_at < {nowMs} THEN 1 ELSE 0 END), 0) AS "Breached",
                COALESCE(SUM(CASE WHEN due_at >= {nowMs} AND due_at < {soonMs} THEN 1 ELSE 0 END), 0) AS "Soon",
                COALESCE(SUM(CASE WHEN priority <= 2 THEN 1 ELSE 0 END), 0) AS "Urgent"
            FROM complaints WHERE is_open
            """).SingleAsync(stop);
        var resolved = await db.Set<ComplaintRow>().Where(c => c.ResolvedAt != null && c.ResolvedAt >= week).GroupBy(_ => 1)
            .Select(g => new { All = g.LongCount(), OnTime = g.Sum(c => c.ResolvedAt <= c.DueAt ? 1L : 0L) }).SingleOrDefaultAsync(stop);
        var (newToday, moodToday) = await SumAsync(db, HourOf(today), long.MaxValue, stop);
        var (_, moodWeek) = await SumAsync(db, HourOf(week), long.MaxValue, stop);
        var yesterday = await YesterdayAsync(db, now.AddDays(-1), stop);
        return new Summary(
            open.All, open.Breached, open.Soon, open.Urgent, newToday, yesterday,
            resolved?.All ?? 0, resolved is null ? null : (double)resolved.OnTime / resolved.All, moodToday, moodWeek, now);
    }, ct);

    public Task<IReadOnlyList<Point>> SeriesAsync(DateTimeOffset from, DateTimeOffset to, Bucket bucket, string? category, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<Point>>(async (db, stop) =>
        {
            var (width, shift) = bucket switch
            {
                Bucket.Minute => (60_000L, 0L),
                Bucket.Hour => (3_600_000L, 0L),
                _ => (86_400_000L, (long)Lagos.Offset.TotalMilliseconds),
            };
            var first = (from.ToUnixTimeMilliseconds() + shift) / width;
            var last = (to.ToUnixTimeMilliseconds() - 1 + shift) / width;
            var start = (first * width) - shift;
            var end = ((last + 1) * width) - shift;
            var counts = bucket == Bucket.Minute
                ? await MinutesAsync(db, start, end, category, stop)
                : (await db.Set<RollupRow>()
                    .Where(r => r.Dimension == Whole && r.Hour >= start / 3_600_000 && r.Hour < end / 3_600_000 && (category == null || r.Category == category))
                    .GroupBy(r => r.Hour).Select(g => new { g.Key, Count = g.Sum(r => r.Count) }).ToListAsync(stop))
                    .GroupBy(r => ((r.Key * 3_600_000) + shift) / width).ToDictionary(g => g.Key, g => g.Sum(r => r.Count));
            var points = new List<Point>((int)Math.Max(0, last - first + 1));
            for (var at = first; at <= last; at++)
            {
                points.Add(new Point(DateTimeOffset.FromUnixTimeMilliseconds((at * width) - shift), counts.GetValueOrDefault(at)));
            }
            return points;
        }, ct);

    public Task<IReadOnlyList<Cell>> MixAsync(Dimension dimension, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<Cell>>(async (db, stop) =>
        {
            var (first, end) = (HourOf(from), HourOf(to.AddMilliseconds(-1)) + 1);
            var cells = await db.Set<RollupRow>().Where(r => r.Dimension == (int)dimension && r.Hour >= first && r.Hour < end)
                .GroupBy(r => new { r.Value, r.Category })
                .Select(g => new { g.Key.Value, g.Key.Category, Count = g.Sum(r => r.Count), Urgent = g.Sum(r => r.Urgent), Mood = g.Sum(r => r.SentimentSum) })
                .ToListAsync(stop);
            return [.. cells.Where(c => c.Count > 0).OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal)
                .Select(c => new Cell(c.Value, c.Category, c.Count, c.Urgent, c.Mood / c.Count))];
        }, ct);

    /// <summary>From Lagos midnight up to this instant: full hours from the rollup, the rest from rows.</summary>
    private static async Task<long> YesterdayAsync(BeejanDbContext db, DateTimeOffset until, CancellationToken ct)
    {
        var hour = Lagos.Hour(until);
        var (full, _) = await SumAsync(db, HourOf(Lagos.Midnight(until)), HourOf(hour), ct);
        return full + await db.Set<ComplaintRow>().LongCountAsync(c => c.ReportedAt >= hour && c.ReportedAt < until, ct);
    }

    private static async Task<(long Count, double? Mood)> SumAsync(BeejanDbContext db, long fromHour, long toHour, CancellationToken ct)
    {
        var sum = await db.Set<RollupRow>().Where(r => r.Dimension == Whole && r.Hour >= fromHour && r.Hour < toHour)
            .GroupBy(_ => 1).Select(g => new { Count = g.Sum(r => r.Count), Mood = g.Sum(r => r.SentimentSum) }).SingleOrDefaultAsync(ct);
        return sum is null or { Count: 0 } ? (0, null) : (sum.Count, sum.Mood / sum.Count);
    }

    private static async Task<Dictionary<long, long>> MinutesAsync(BeejanDbContext db, long start, long end, string? category, CancellationToken ct) =>
        (await db.Database.SqlQuery<Counted>(
            $"""
            SELECT reported_at / 60000 AS "Key", COUNT(*) AS "Count" FROM complaints
            WHERE reported_at >= {start} AND reported_at < {end} AND ({category ?? ""} = '' OR category = {category ?? ""})
            GROUP BY reported_at / 60000
            """).ToListAsync(ct)).ToDictionary(c => c.Key, c => c.Count);

    private static long HourOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 3_600_000;

    private sealed record OpenWork(long All, long Breached, long Soon, long Urgent);

    private sealed record Counted(long Key, long Count);
}
