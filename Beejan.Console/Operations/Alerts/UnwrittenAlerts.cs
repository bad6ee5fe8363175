using Beejan.Contracts;
using Microsoft.Extensions.Options;

namespace Beejan.Operations.Alerts;

/// <summary>
/// Alerts of a time in which the store takes no writes: kept in memory, shown beside the stored ones and told by e-mail, because a full disk must
/// not hide that the disk is full. Once writes are taken again they become rows like all others. Each instance has its own.
/// </summary>
internal sealed class UnwrittenAlerts(IOptions<AlertOptions> options, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AlertRow> _rows = new(StringComparer.Ordinal);
    private HashSet<string> _stored = new(StringComparer.Ordinal);
    private long _numbered;

    /// <summary>Those that were raised and are not stored; their identifiers are negative.</summary>
    public IReadOnlyList<AlertRow> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _rows.Values.Where(r => r.State == AlertStates.Open)];
            }
        }
    }

    /// <summary>Takes what a round saw and the store did not take. What is stored as going on is left to its row. Returns how many were raised.</summary>
    public int Take(IReadOnlyDictionary<string, Alarm> alarms)
    {
        lock (_lock)
        {
            var (now, raised) = (clock.GetUtcNow(), 0);
            foreach (var alarm in alarms.Values.Where(a => a.State != HealthStates.Ok && !_stored.Contains(a.Key)))
            {
                if (!_rows.TryGetValue(alarm.Key, out var row))
                {
                    _rows[alarm.Key] = row = new AlertRow { Id = -++_numbered, Key = alarm.Key, Severity = alarm.State, SeenAt = now };
                }
                (row.Title, row.Detail, row.Link, row.Severity) = (alarm.Title, alarm.Detail, alarm.Link, HealthStates.Worse(row.Severity, alarm.State));
                if (row.State == AlertStates.Waiting && (alarm.Sure || (now - row.SeenAt).Duration() >= options.Value.Patience(alarm.State)))
                {
                    (row.State, row.OpenedAt) = (AlertStates.Open, now);
                    raised++;
                }
            }
            foreach (var passed in _rows.Values.Where(r => r.State == AlertStates.Waiting && !alarms.ContainsKey(r.Key)).ToList())
            {
                _rows.Remove(passed.Key);
            }
            return raised;
        }
    }

    /// <summary>Makes rows of those that are open, in place of the ones that waited. Returns what became of them.</summary>
    public IEnumerable<AlertRow> Store(Dictionary<string, AlertRow> rows)
    {
        foreach (var kept in Open.Where(k => rows.GetValueOrDefault(k.Key)?.State != AlertStates.Open))
        {
            if (!rows.TryGetValue(kept.Key, out var row))
            {
                rows[kept.Key] = row = new AlertRow { Key = kept.Key, SeenAt = kept.SeenAt };
            }
            (row.Title, row.Detail, row.Link, row.Severity) = (kept.Title, kept.Detail, kept.Link, kept.Severity);
            (row.State, row.OpenedAt, row.ToldOpen) = (AlertStates.Open, kept.OpenedAt, kept.ToldOpen);
            yield return row;
        }
    }

    /// <summary>The store took a round, after which these keys go on there.</summary>
    public void Stored(IEnumerable<string> goingOn)
    {
        lock (_lock)
        {
            _rows.Clear();
            _stored = goingOn.ToHashSet(StringComparer.Ordinal);
        }
    }
}
