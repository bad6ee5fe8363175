using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Operations.Alerts;

/// <summary>
/// Raises alerts and ends them. What is not well must last a while, unless it has surely happened; what is well again must stay so for a
/// while, with room to its line: so that nothing flaps and nobody is told twice of one trouble.
/// </summary>
internal sealed class AlertDesk(
    IDatabase database, IEnumerable<IAlarms> sources, AlertJournal journal, AlertMail mail, IAuditTrail audit, IChangeFeed feed, TimeProvider clock, IOptions<AlertOptions> options, ILogger<AlertDesk> log)
    : IAlerts
{
    /// <summary>Older ones were raised before anybody named a mail server.</summary>
    private static readonly TimeSpan WorthTelling = TimeSpan.FromDays(1);

    /// <summary>Longer than any mail server is waited for. Whoever died in between leaves it to others after this.</summary>
    private static readonly TimeSpan Telling = TimeSpan.FromMinutes(5);

    /// <summary>Said in the log already.</summary>
    private string? _mailFault;

    private readonly UnwrittenAlerts _unwritten = new(options, clock);

    /// <summary>Looks once at everything. Returns how many alerts were raised or ended.</summary>
    public async Task<int> RoundAsync(CancellationToken ct)
    {
        var (alarms, looked) = (new Dictionary<string, Alarm>(StringComparer.Ordinal), new List<string>());
        foreach (var source in sources)
        {
            try
            {
                foreach (var alarm in await source.LookAsync(ct))
                {
                    alarms[alarm.Key] = alarm;
                }
                looked.Add(source.Prefix);
            }
            catch (Exception e) when (e is not OutOfMemoryException && !(e is OperationCanceledException && ct.IsCancellationRequested))
            {
                log.LogWarning(Outage.Trace(e), "Alarms {Prefix} could not be looked at; their alerts stay as they are ({Cause})", source.Prefix, e.GetBaseException().Message);
            }
        }
        var stored = true;
        int moved;
        try
        {
            (moved, var goingOn) = await database.WriteAsync((db, stop) => SettleAsync(db, alarms, looked, stop), ct);
            _unwritten.Stored(goingOn);
        }
        catch (Exception e) when (Outage.Is(e) && !ct.IsCancellationRequested)
        {
            (stored, moved) = (false, _unwritten.Take(alarms));
            log.LogWarning("Alerts cannot be stored just now ({Cause}): they are shown and told from memory: {Alerts}", e.GetBaseException().Message, string.Join("; ", _unwritten.Open.Select(a => $"{a.Title}. {a.Detail}")));
        }
        if (moved > 0)
        {
            feed.Publish(Topic.Alerts);
        }
        await (stored ? TellAsync(ct) : TellUnwrittenAsync(ct));
        return moved;
    }

    public async Task<IReadOnlyList<AlertLine>> OpenAsync(CancellationToken ct) =>
        [.. (await ReadAsync(rows => rows.Where(a => a.State == AlertStates.Open), ct)).OrderBy(a => a.Severity != HealthStates.Down).ThenByDescending(a => a.OpenedAt).Select(Line)];

    /// <summary>Those that were raised last, over or not.</summary>
    public async Task<IReadOnlyList<AlertLine>> RecentAsync(int most, CancellationToken ct) =>
        [.. (await ReadAsync(rows => rows.Where(a => a.OpenedAt != null).OrderByDescending(a => a.OpenedAt).Take(most), ct)).OrderByDescending(a => a.OpenedAt).Select(Line)];

    /// <summary>The stored ones and those that could not be stored; these alone while the store cannot be read either.</summary>
    private async Task<IEnumerable<AlertRow>> ReadAsync(Func<IQueryable<AlertRow>, IQueryable<AlertRow>> which, CancellationToken ct)
    {
        var unwritten = _unwritten.Open;
        try
        {
            return [.. unwritten, .. await database.ReadAsync((db, stop) => which(db.Set<AlertRow>()).ToListAsync(stop), ct)];
        }
        catch (Exception e) when (unwritten.Count > 0 && Outage.Is(e))
        {
            return unwritten;
        }
    }

    public async Task<IReadOnlyDictionary<string, AlertLine>> OfAsync(IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        string[] asked = [.. keys];
        var rows = await database.ReadAsync((db, stop) => db.Set<AlertRow>().Where(a => a.OpenedAt != null && asked.Contains(a.Key)).OrderBy(a => a.Id).ToListAsync(stop), ct);
        return rows.GroupBy(a => a.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Line(g.Last()), StringComparer.Ordinal);
    }

    /// <summary>Says who looks after it. False when it is over, or somebody was faster; null when there is no such alert.</summary>
    public async Task<bool?> TakeAsync(long id, string actor, CancellationToken ct)
    {
        var taken = await database.WriteAsync<bool?>(async (db, stop) =>
        {
            await journal.TurnAsync(db, stop);
            // What waits to be one was not told to anybody yet.
            if (await db.Set<AlertRow>().AsTracking().FirstOrDefaultAsync(a => a.Id == id && a.OpenedAt != null, stop) is not { } row)
            {
                return null;
            }
            if (row.State != AlertStates.Open || row.TakenBy is not null)
            {
                return false;
            }
            (row.TakenBy, row.TakenAt) = (actor, clock.GetUtcNow());
            AlertJournal.Add(db, row, AlertEvents.Taken, row.TakenAt.Value);
            await db.SaveChangesAsync(stop);
            await audit.WriteAsync(db, actor, "alert.taken", row.Key, null, stop);
            return true;
        }, ct);
        if (taken is true)
        {
            feed.Publish(Topic.Alerts);
        }
        return taken;
    }

    /// <summary>Returns how many were raised or ended, and the keys of those that go on.</summary>
    private async Task<(int Moved, List<string> GoingOn)> SettleAsync(BeejanDbContext db, Dictionary<string, Alarm> alarms, List<string> looked, CancellationToken ct)
    {
        var (now, happened) = (clock.GetUtcNow(), new List<(AlertRow Row, string Kind)>());
        await journal.TurnAsync(db, ct);
        var rows = await db.Set<AlertRow>().AsTracking().Where(a => a.ResolvedAt == null).ToDictionaryAsync(a => a.Key, StringComparer.Ordinal, ct);
        foreach (var row in _unwritten.Store(rows))
        {
            if (row.Id == 0)
            {
                db.Add(row);
            }
            happened.Add((row, AlertEvents.Raised));
        }
        foreach (var alarm in alarms.Values.Where(a => a.State != HealthStates.Ok))
        {
            if (!rows.TryGetValue(alarm.Key, out var row))
            {
                db.Add(rows[alarm.Key] = row = new AlertRow { Key = alarm.Key, Severity = alarm.State, SeenAt = now });
            }
            var (before, worst) = (row.Severity, HealthStates.Worse(row.Severity, alarm.State));
            (row.Title, row.Detail, row.Link, row.CalmSince, row.Severity) = (alarm.Title, alarm.Detail, alarm.Link, null, worst);
            if (row.State == AlertStates.Waiting && (alarm.Sure || (now - row.SeenAt).Duration() >= options.Value.Patience(alarm.State)))
            {
                (row.State, row.OpenedAt) = (AlertStates.Open, now);
                happened.Add((row, AlertEvents.Raised));
            }
            else if (row.State == AlertStates.Open && worst != before)
            {
                happened.Add((row, AlertEvents.Worse));
            }
        }
        foreach (var row in rows.Values.Where(r => !alarms.ContainsKey(r.Key) && looked.Exists(p => r.Key.StartsWith(p, StringComparison.Ordinal))))
        {
            row.CalmSince ??= now;
            if (row.State == AlertStates.Waiting)
            {
                db.Remove(row);
            }
            else if ((now - row.CalmSince.Value).Duration() >= TimeSpan.FromMinutes(options.Value.CalmMinutes))
            {
                (row.State, row.ResolvedAt) = (AlertStates.Resolved, now);
                happened.Add((row, AlertEvents.Over));
            }
        }
        // Too close to its line to be called well.
        foreach (var row in rows.Values.Where(r => alarms.GetValueOrDefault(r.Key)?.State == HealthStates.Ok))
        {
            row.CalmSince = null;
        }
        await db.SaveChangesAsync(ct);
        // Only now new alerts have their identifiers.
        happened.ForEach(h => AlertJournal.Add(db, h.Row, h.Kind, now));
        await db.SaveChangesAsync(ct);
        happened.ForEach(h => log.Log(h.Kind == AlertEvents.Over ? LogLevel.Information : LogLevel.Warning, "Alert {Kind}: {Title}. {Detail}", h.Kind, h.Row.Title, h.Row.Detail));
        var old = now.AddDays(-options.Value.KeepDays);
        await db.Set<AlertRow>().Where(a => a.ResolvedAt < old).ExecuteDeleteAsync(ct);
        await db.Set<AlertEventRow>().Where(e => e.At < old).ExecuteDeleteAsync(ct);
        return (happened.Count, [.. rows.Values.Where(r => r.State == AlertStates.Open).Select(r => r.Key)]);
    }

    private async Task TellAsync(CancellationToken ct)
    {
        if (!mail.IsOn)
        {
            return;
        }
        foreach (var letter in await database.WriteAsync(ClaimAsync, ct))
        {
            await TellAsync(letter, ct);
        }
    }

    private async Task TellUnwrittenAsync(CancellationToken ct)
    {
        if (mail.IsOn && _unwritten.Open.Where(a => !a.ToldOpen).ToList() is { Count: > 0 } untold && await mail.SendAsync(untold, ct))
        {
            untold.ForEach(a => a.ToldOpen = true);
        }
    }

    private async Task TellAsync(IReadOnlyList<AlertRow> mine, CancellationToken ct)
    {
        var told = false;
        try
        {
            told = await mail.SendAsync(mine, ct);
            if (mail.Fault is { } fault && fault != _mailFault)
            {
                log.LogWarning("Alerts were not told: {Fault}", fault);
            }
            _mailFault = mail.Fault;
        }
        finally
        {
            // Also when the program is told to stop meanwhile: what was sent is not sent again, what was not is anybody's.
            var raised = mine.Where(a => a.State == AlertStates.Open).Select(a => a.Id).ToArray();
            var over = mine.Where(a => a.State == AlertStates.Resolved).Select(a => a.Id).ToArray();
            await database.WriteAsync(async (db, stop) =>
                await db.Set<AlertRow>().Where(a => raised.Contains(a.Id))
                    .ExecuteUpdateAsync(u => u.SetProperty(a => a.ToldOpen, a => told || a.ToldOpen).SetProperty(a => a.TellingUntil, (DateTimeOffset?)null), stop)
                + await db.Set<AlertRow>().Where(a => over.Contains(a.Id))
                    .ExecuteUpdateAsync(u => u.SetProperty(a => a.ToldOpen, a => told || a.ToldOpen).SetProperty(a => a.ToldOver, a => told || a.ToldOver).SetProperty(a => a.TellingUntil, (DateTimeOffset?)null), stop),
                CancellationToken.None);
        }
    }

    /// <summary>
    /// Takes what is to be told and nobody is telling, so that of several instances one does. What an instance that died was telling stays a letter
    /// of its own: whether it was sent nobody knows, and the same letter again has the same Message-ID.
    /// </summary>
    private async Task<List<List<AlertRow>>> ClaimAsync(BeejanDbContext db, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var since = now - WorthTelling;
        await journal.TurnAsync(db, ct);
        var untold = await db.Set<AlertRow>().AsTracking().Where(a => (a.TellingUntil == null || a.TellingUntil < now)
            && ((a.State == AlertStates.Open && !a.ToldOpen && a.OpenedAt >= since) || (a.State == AlertStates.Resolved && !a.ToldOver && a.ResolvedAt >= since))).ToListAsync(ct);
        var letters = untold.GroupBy(a => a.TellingUntil).OrderBy(g => g.Key is null).ThenBy(g => g.Key).Select(g => g.ToList()).ToList();
        for (var i = 0; i < letters.Count; i++)
        {
            // A moment of its own for each, which is what holds a letter together.
            letters[i].ForEach(a => a.TellingUntil = now + Telling + TimeSpan.FromMilliseconds(i));
        }
        await db.SaveChangesAsync(ct);
        return letters;
    }

    internal static AlertLine Line(AlertRow row) =>
        new(row.Id, row.Key, row.Title, row.Detail, row.Severity, row.State, row.Link, row.OpenedAt!.Value, row.ResolvedAt, row.TakenBy, row.TakenAt);
}

/// <summary>Looks every minute.</summary>
internal sealed class WatchAlarms(AlertDesk desk) : IWork
{
    public string Name => "watch-alarms";

    public string Purpose => "Raises alerts, ends them, and tells people by e-mail.";

    public Schedule Schedule => new Schedule.Cron("40 * * * * ?");

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var moved = await desk.RoundAsync(ct);
        return new WorkReport(moved, moved, 0, 0);
    }
}
