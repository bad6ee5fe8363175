using System.Globalization;
using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

/// <summary>Reads the rollups of the period and of the weeks before it.</summary>
internal sealed class Outlook(IDatabase database, TimeProvider clock, IEnumerable<ILoading> loads) : IOutlook
{
    private const long HourLength = 3_600_000;

    /// <summary>So many spreads away no hour is by chance.</summary>
    private const double Far = 5;

    /// <summary>Fewer extra complaints in an hour are no outage, however quiet the state usually is.</summary>
    private const int LeastExtra = 10;

    /// <summary>A quiet hour or two between two bad ones does not end an outage.</summary>
    private const int Gap = 3;

    /// <summary>Four of five lie within so many spreads.</summary>
    private const double FourOfFive = 1.2816;

    private const int MostNames = 10;

    private const int Day = 24;

    /// <summary>Hours that are shown before an incident and after it.</summary>
    private const int Around = 6;

    public Task<Forecast> ForecastAsync(int hours, string? category, CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var now = HourOf(clock.GetUtcNow());
        var (from, past) = (now + 1, now - Season.Week);
        var season = (await SeriesAsync(db, now - ((Season.Weeks + 3) * Season.Week), now, null, stop)).All(category);
        var level = season.Level(past, now);
        var points = new List<ForecastPoint>(hours);
        for (var hour = from; hour < from + hours; hour++)
        {
            // The running week is not whole: an hour more than a week ahead looks a week further back.
            if (season.Of(hour, skip: (int)((hour - now) / Season.Week)) is { } usual)
            {
                points.Add(Point(hour, usual, level ?? 1));
            }
        }
        var weeks = (int)Math.Min(Season.Weeks, (now - season.First) / Season.Week);
        return new Forecast(At(from), At(from + hours), category, Math.Max(0, weeks), level is { } l ? Math.Round(l, 3) : null, Test(season, past, now), points);
    }, ct);

    public Task<IReadOnlyDictionary<DateTimeOffset, UsualHour>> HoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => database.ReadAsync<IReadOnlyDictionary<DateTimeOffset, UsualHour>>(async (db, stop) =>
    {
        var (first, end) = (HourOf(from), HourOf(to.AddMilliseconds(-1)) + 1);
        var season = (await SeriesAsync(db, first - (Season.Weeks * Season.Week), end, null, stop)).All(null);
        var hours = new Dictionary<DateTimeOffset, UsualHour>();
        for (var hour = first; hour < end; hour++)
        {
            if (season.Of(hour) is { } usual)
            {
                hours[At(hour)] = Hour(usual);
            }
        }
        return hours;
    }, ct);

    public async Task<string?> LoadingAsync(CancellationToken ct)
    {
        // They are registered in the order that data travel; the last one is nearest to whoever loads, and knows best what it is.
        foreach (var load in loads.Reverse())
        {
            if (await load.NowAsync(ct) is { } what)
            {
                return what;
            }
        }
        return null;
    }

    public async Task<IReadOnlyList<Anomaly>> AnomaliesAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        // Asked first: what is loaded after this has been counted by then.
        var loading = await LoadingAsync(ct) is not null;
        var found = await ReadAnomaliesAsync(from, to, ct);
        return loading ? [.. found.Where(a => a.Kind == "more")] : found;
    }

    private Task<IReadOnlyList<Anomaly>> ReadAnomaliesAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => database.ReadAsync<IReadOnlyList<Anomaly>>(async (db, stop) =>
    {
        var (first, end) = (HourOf(from), Math.Min(HourOf(to), HourOf(clock.GetUtcNow())));
        var series = await SeriesAsync(db, first - (Season.Weeks * Season.Week), end, null, stop);
        return [.. ((string?[])[null, .. Categories.All]).SelectMany(c => Strange(series.All(c), c, first, end)).OrderByDescending(a => a.At).ThenBy(a => a.Category, StringComparer.Ordinal)];
    }, ct);

    public Task<IReadOnlyList<Incident>> IncidentsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => database.ReadAsync<IReadOnlyList<Incident>>(async (db, stop) =>
    {
        var now = clock.GetUtcNow();
        var (first, end) = (HourOf(from), Math.Min(HourOf(to.AddMilliseconds(-1)), HourOf(now)) + 1);
        var series = await SeriesAsync(db, first - (Season.Weeks * Season.Week), end, Categories.Network, stop);
        var found = new List<Incident>();
        foreach (var (state, season) in series.ByValue())
        {
            foreach (var (start, last) in Spells(season, first, end))
            {
                found.Add(await TellAsync(db, season, state, start, last, now, stop));
            }
        }
        return [.. found.OrderByDescending(i => i.From).ThenByDescending(i => i.Complaints)];
    }, ct);

    public async Task<IncidentStory?> IncidentAsync(string id, CancellationToken ct) =>
        IncidentId.Start(id) is not { } start ? null : await database.ReadAsync(async (db, stop) =>
        {
            var (now, asked) = (clock.GetUtcNow(), HourOf(start));
            var (first, end) = (asked - Day, Math.Min(asked + Season.Week, HourOf(now) + 1));
            var series = await SeriesAsync(db, first - Around - (Season.Weeks * Season.Week), end + Around, Categories.Network, stop);
            foreach (var (state, season) in series.ByValue().Where(s => IncidentId.IsOf(id, s.Value)))
            {
                foreach (var (begun, last) in Spells(season, first, end).Where(s => s.Start <= asked + Gap && s.Last >= asked))
                {
                    var hours = new List<IncidentHour>();
                    for (var hour = begun - Around; hour <= Math.Min(last + Around, HourOf(now)); hour++)
                    {
                        hours.Add(new IncidentHour(At(hour), season.Count(hour), season.Of(hour) is { } usual ? Hour(usual) : null));
                    }
                    return new IncidentStory(await TellAsync(db, season, state, begun, last, now, stop), hours);
                }
            }
            return null;
        }, ct);

    private static IEnumerable<Anomaly> Strange(Season season, string? category, long first, long end)
    {
        for (var hour = first; hour < end; hour++)
        {
            if (season.Of(hour) is { } usual && usual.Times(season.Count(hour)) is var times && Math.Abs(times) >= Far)
            {
                yield return new Anomaly(At(hour), category, times > 0 ? "more" : "fewer", season.Count(hour), usual.Median, Math.Round(Math.Abs(times), 1));
            }
        }
    }

    /// <summary>Runs of hours far above the usual: the first and the last of each.</summary>
    private static IEnumerable<(long Start, long Last)> Spells(Season season, long first, long end)
    {
        (long Start, long Last)? spell = null;
        for (var hour = first; hour < end; hour++)
        {
            if (season.Of(hour) is not { } usual || usual.Times(season.Count(hour)) < Far || season.Count(hour) - usual.Median < LeastExtra)
            {
                continue;
            }
            if (spell is { } on && hour - on.Last > Gap)
            {
                yield return on;
                spell = null;
            }
            spell = (spell?.Start ?? hour, hour);
        }
        if (spell is { } open)
        {
            yield return open;
        }
    }

    private static async Task<Incident> TellAsync(BeejanDbContext db, Season season, string state, long start, long last, DateTimeOffset now, CancellationToken ct)
    {
        var open = last >= HourOf(now) - 1;
        var (from, to) = (At(start), open ? now : At(last + 1));
        var (count, expected, peak) = (0L, 0.0, new Point(from, 0));
        for (var hour = start; hour <= last; hour++)
        {
            (count, expected) = (count + season.Count(hour), expected + (season.Of(hour)?.Median ?? 0));
            peak = season.Count(hour) > peak.Count ? new Point(At(hour), season.Count(hour)) : peak;
        }
        var name = state.Length == 0 ? null : state;
        var whole = db.Set<ComplaintRow>().Where(c => (c.State == name || (name == null && c.State == "")) && c.Category == Categories.Network && c.ReportedAt >= from && c.ReportedAt < At(last + 1));
        var of = await whole.GroupBy(c => c.Subcategory).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(ct);
        var where = await whole.Where(c => c.Lga != null).GroupBy(c => c.Lga!).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(ct);
        return new Incident(
            IncidentId.Of(from, state), name, Categories.Network, open, from, to, count, expected, peak,
            Top(of.Select(o => new NamedCount(o.Key, o.Count))), Top(where.Select(o => new NamedCount(o.Key, o.Count))),
            string.Create(CultureInfo.InvariantCulture, $"category=Network&state={Uri.EscapeDataString(name ?? "unknown")}&from={from:yyyy-MM-ddTHH:mm:ssZ}&to={At(last + 1):yyyy-MM-ddTHH:mm:ssZ}"));
    }

    private static Backtest? Test(Season season, long from, long to)
    {
        // As it would have been told a week ago: by the weeks before that, at the level of the last of them.
        if (season.Level(from - Season.Week, from) is not { } level)
        {
            return null;
        }
        var (hours, off, all, inside) = (0, 0.0, 0.0, 0);
        for (var hour = from; hour < to; hour++)
        {
            if (season.Of(hour) is { } usual)
            {
                var (told, came) = (Point(hour, usual, level), season.Count(hour));
                (hours, off, all) = (hours + 1, off + Math.Abs(came - told.Expected), all + came);
                inside += came >= Math.Floor(told.Low) && came <= Math.Ceiling(told.High) ? 1 : 0;
            }
        }
        return hours == 0 || all == 0 ? null : new Backtest(hours, Math.Round(off / all, 3), Math.Round((double)inside / hours, 3));
    }

    private static UsualHour Hour(Usual usual) => new(usual.Median, Math.Max(0, usual.Median - (Far * usual.Spread)), usual.Median + (Far * usual.Spread));

    private static ForecastPoint Point(long hour, Usual usual, double level)
    {
        var (expected, reach) = (usual.Median * level, FourOfFive * usual.Spread * Math.Max(1, level));
        return new ForecastPoint(At(hour), Math.Round(expected, 1), Math.Round(Math.Max(0, expected - reach), 1), Math.Round(expected + reach, 1));
    }

    /// <summary>By category when <paramref name="byStateOf"/> is null; otherwise by state, of that category alone.</summary>
    private static async Task<Series> SeriesAsync(BeejanDbContext db, long first, long end, string? byStateOf, CancellationToken ct)
    {
        var dimension = (int)(byStateOf is null ? Dimension.Channel : Dimension.State);
        var oldest = await db.Set<RollupRow>().Where(r => r.Dimension == (int)Dimension.Channel && r.Count > 0).MinAsync(r => (long?)r.Hour, ct) ?? end;
        var rows = await db.Set<RollupRow>().Where(r => r.Dimension == dimension && r.Hour >= first && r.Hour < end && (byStateOf == null || r.Category == byStateOf))
            .GroupBy(r => new { r.Hour, Value = byStateOf == null ? r.Category : r.Value }).Select(g => new Cell(g.Key.Hour, g.Key.Value, g.Sum(r => r.Count))).ToListAsync(ct);
        return new Series(rows, Math.Max(first, oldest));
    }

    private static DateTimeOffset At(long hour) => DateTimeOffset.FromUnixTimeMilliseconds(hour * HourLength);

    private static long HourOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / HourLength;

    private static List<NamedCount> Top(IEnumerable<NamedCount> counts) => [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Name, StringComparer.Ordinal).Take(MostNames)];

    private sealed record Cell(long Hour, string Value, long Count);

    private sealed record Series(List<Cell> Cells, long First)
    {
        /// <summary>One category, or all.</summary>
        public Season All(string? value) =>
            new(Cells.Where(c => value is null || c.Value == value).GroupBy(c => c.Hour).ToDictionary(g => g.Key, g => g.Sum(c => c.Count)), First);

        public IEnumerable<(string Value, Season Season)> ByValue() =>
            Cells.GroupBy(c => c.Value, StringComparer.Ordinal).Select(g => (g.Key, new Season(g.ToDictionary(c => c.Hour, c => c.Count), First)));
    }
}
