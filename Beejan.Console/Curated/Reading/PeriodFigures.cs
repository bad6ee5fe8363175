using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

/// <summary>Reads only the columns a figure needs, once, and adds up here: the same on both databases, and a median is exact.</summary>
internal sealed class PeriodFigures(IDatabase database, TimeProvider clock) : IPeriodFigures
{
    public Task<IReadOnlyList<DayFigure>> DaysAsync(ComplaintFilter filter, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<DayFigure>>(async (db, stop) =>
        {
            var now = clock.GetUtcNow();
            var days = new Dictionary<(DateOnly Day, string Category, string Team), DayFigure>();
            await foreach (var c in db.Matching(filter, now)
                .Select(c => new { c.ReportedAt, c.Category, c.Team, c.Sentiment }).AsAsyncEnumerable().WithCancellation(stop))
            {
                Change(days, (Day(c.ReportedAt), c.Category, c.Team), d => d with { Received = d.Received + 1, SentimentSum = d.SentimentSum + c.Sentiment });
            }
            await foreach (var c in db.Matching(filter with { From = null, To = null }, now)
                .Where(c => c.ResolvedAt != null && (filter.From == null || c.ResolvedAt >= filter.From) && (filter.To == null || c.ResolvedAt < filter.To))
                .Select(c => new { ResolvedAt = c.ResolvedAt!.Value, c.DueAt, c.Category, c.Team }).AsAsyncEnumerable().WithCancellation(stop))
            {
                Change(days, (Day(c.ResolvedAt), c.Category, c.Team), d => d with { Resolved = d.Resolved + 1, OnTime = d.OnTime + (c.ResolvedAt <= c.DueAt ? 1 : 0) });
            }
            return [.. days.OrderBy(d => d.Key.Day).ThenBy(d => d.Key.Category, StringComparer.Ordinal).ThenBy(d => d.Key.Team, StringComparer.Ordinal).Select(d => d.Value)];
        }, ct);

    public Task<IReadOnlyList<SlaFigure>> SlaAsync(ComplaintFilter filter, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<SlaFigure>>(async (db, stop) =>
        {
            var now = clock.GetUtcNow();
            var clocks = new Dictionary<(string Team, string Subcategory), Clock>();
            await foreach (var c in db.Matching(filter, now)
                .Select(c => new { c.Team, c.Subcategory, c.ReportedAt, c.DueAt, c.ResolvedAt, c.IsOpen }).AsAsyncEnumerable().WithCancellation(stop))
            {
                if (!clocks.TryGetValue((c.Team, c.Subcategory), out var tally))
                {
                    clocks[(c.Team, c.Subcategory)] = tally = new Clock();
                }
                tally.Add(c.ReportedAt, c.DueAt, c.ResolvedAt, c.IsOpen, now);
            }
            var teams = clocks.GroupBy(c => c.Key.Team).OrderBy(g => g.Key, StringComparer.Ordinal);
            return [.. teams.SelectMany(team => team.OrderBy(c => c.Key.Subcategory, StringComparer.Ordinal)
                .Select(c => c.Value.Figure(team.Key, c.Key.Subcategory))
                .Prepend(Clock.Sum(team.Select(c => c.Value)).Figure(team.Key, null)))];
        }, ct);

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Lagos.Offset).DateTime);

    private static void Change(
        Dictionary<(DateOnly Day, string Category, string Team), DayFigure> days, (DateOnly Day, string Category, string Team) key, Func<DayFigure, DayFigure> change) =>
        days[key] = change(days.GetValueOrDefault(key) ?? new DayFigure(key.Day, key.Category, key.Team, 0, 0, 0, 0));

    private sealed class Clock
    {
        private readonly List<float> _hours = [];
        private long _received;
        private long _onTime;
        private long _open;
        private long _breached;

        public static Clock Sum(IEnumerable<Clock> parts)
        {
            var sum = new Clock();
            foreach (var part in parts)
            {
                sum._hours.AddRange(part._hours);
                sum._received += part._received;
                sum._onTime += part._onTime;
                sum._open += part._open;
                sum._breached += part._breached;
            }
            return sum;
        }

        public void Add(DateTimeOffset reportedAt, DateTimeOffset dueAt, DateTimeOffset? resolvedAt, bool open, DateTimeOffset now)
        {
            _received++;
            _open += open ? 1 : 0;
            _breached += open && dueAt < now ? 1 : 0;
            if (resolvedAt is { } at)
            {
                _onTime += at <= dueAt ? 1 : 0;
                _hours.Add((float)(at - reportedAt).TotalHours);
            }
        }

        public SlaFigure Figure(string team, string? subcategory) =>
            new(team, subcategory, _received, _hours.Count, _onTime, _open, _breached, Median());

        private double? Median()
        {
            if (_hours.Count == 0)
            {
                return null;
            }
            _hours.Sort();
            var middle = _hours.Count / 2;
            return _hours.Count % 2 == 1 ? _hours[middle] : (_hours[middle - 1] + (double)_hours[middle]) / 2;
        }
    }
}
