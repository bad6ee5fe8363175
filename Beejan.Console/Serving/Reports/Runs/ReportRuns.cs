using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Reading;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Serving.Reports.Runs;

/// <summary>The book of runs: what was asked for, what is being built, what is there. Each change is published.</summary>
internal sealed class ReportRuns(IDatabase database, IChangeFeed feed, DataDirectory data, IOptions<ReportsOptions> options, TimeProvider clock)
{
    /// <summary>A build that gave no sign of life for so long was interrupted.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>Asks for a run; it is built in the background.</summary>
    public async Task<ReportRunRow> RequestAsync(string slug, DateTimeOffset from, DateTimeOffset to, ComplaintFilter filter, string by, CancellationToken ct)
    {
        var row = new ReportRunRow
        {
            Id = Guid.CreateVersion7(), Slug = slug, From = from, To = to, RequestedBy = by, RequestedAt = clock.GetUtcNow(),
            Filter = ComplaintFilterQuery.Format(filter with { From = null, To = null, Sort = null }),
        };
        await database.WriteAsync(async (db, stop) =>
        {
            db.Add(row);
            return await db.SaveChangesAsync(stop);
        }, ct);
        feed.Publish(Topic.Reports);
        return row;
    }

    /// <summary>The newest runs.</summary>
    public Task<IReadOnlyList<ReportRunRow>> ListAsync(string? slug, int take, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<ReportRunRow>>(
            async (db, stop) => await db.Set<ReportRunRow>().Where(r => slug == null || r.Slug == slug).OrderByDescending(r => r.RequestedAt).Take(take).ToListAsync(stop), ct);

    public Task<ReportRunRow?> FindAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync((db, stop) => db.Set<ReportRunRow>().FirstOrDefaultAsync(r => r.Id == id, stop), ct);

    /// <summary>The filter of a run, without its period.</summary>
    public ComplaintFilter FilterOf(ReportRunRow row) =>
        ComplaintFilterQuery.Parse(System.Web.HttpUtility.ParseQueryString(row.Filter) is var q ? q.AllKeys.OfType<string>().Select(k => KeyValuePair.Create(k, q[k])) : [], clock.GetUtcNow()).Filter;

    /// <summary>Where a run's file is, whole or to be.</summary>
    public string PathOf(string fileName) => Path.Combine(data.Folder("exports"), fileName);

    /// <summary>Puts interrupted builds back into the queue, or fails them after too many attempts. Returns how many there were.</summary>
    /// <param name="all">True: whatever is called running is not, because this process has just started and is the only one.</param>
    public Task<int> ResumeAsync(bool all, CancellationToken ct) => ChangeAsync(async (db, stop) =>
    {
        var silent = clock.GetUtcNow() - Silence;
        var rows = await db.Set<ReportRunRow>().Where(r => r.State == ReportRunStates.Running && (all || r.PulseAt == null || r.PulseAt < silent)).ToListAsync(stop);
        foreach (var row in rows)
        {
            Again(row, $"It was interrupted {row.Attempts} times, the last time while {row.Progress:P0} was done.");
        }
        await db.SaveChangesAsync(stop);
        return rows.Count;
    }, ct);

    /// <summary>Takes the oldest queued run, or null. No two builders get the same.</summary>
    public async Task<ReportRunRow?> ClaimAsync(CancellationToken ct)
    {
        while (true)
        {
            var next = await database.ReadAsync((db, stop) =>
                db.Set<ReportRunRow>().Where(r => r.State == ReportRunStates.Queued).OrderBy(r => r.RequestedAt).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(stop), ct);
            if (next is not { } id)
            {
                return null;
            }
            var now = clock.GetUtcNow();
            var mine = await ChangeAsync((db, stop) => db.Set<ReportRunRow>().Where(r => r.Id == id && r.State == ReportRunStates.Queued).ExecuteUpdateAsync(s => s
                .SetProperty(r => r.State, ReportRunStates.Running).SetProperty(r => r.StartedAt, now).SetProperty(r => r.PulseAt, now)
                .SetProperty(r => r.Attempts, r => r.Attempts + 1).SetProperty(r => r.Progress, 0d), stop), ct);
            if (mine == 1)
            {
                return await FindAsync(id, ct);
            }
        }
    }

    /// <summary>A sign of life; false when the run was cancelled meanwhile.</summary>
    public async Task<bool> PulseAsync(Guid id, double progress, CancellationToken ct) =>
        await ChangeAsync((db, stop) => db.Set<ReportRunRow>().Where(r => r.Id == id && r.State == ReportRunStates.Running)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.PulseAt, clock.GetUtcNow()).SetProperty(r => r.Progress, progress), stop), ct) == 1;

    /// <summary>Ends a running build. False when it was cancelled meanwhile: then nothing changed.</summary>
    public Task<bool> FinishAsync(Guid id, Action<ReportRunRow> change, CancellationToken ct) => ChangeAsync(async (db, stop) =>
    {
        var row = await db.Set<ReportRunRow>().FirstOrDefaultAsync(r => r.Id == id && r.State == ReportRunStates.Running, stop);
        if (row is null)
        {
            return false;
        }
        change(row);
        row.FinishedAt = ReportRunStates.IsFinal(row.State) ? clock.GetUtcNow() : null;
        await db.SaveChangesAsync(stop);
        return true;
    }, ct);

    /// <summary>Back into the queue, or failed with that reason after too many attempts.</summary>
    public void Again(ReportRunRow row, string reason)
    {
        var enough = row.Attempts >= options.Value.Attempts;
        row.State = enough ? ReportRunStates.Failed : ReportRunStates.Queued;
        row.Error = enough ? reason : null;
        row.FinishedAt = enough ? clock.GetUtcNow() : null;
        row.Progress = 0;
    }

    /// <summary>Stops a run that is queued or being built; false when it had ended.</summary>
    public async Task<bool> CancelAsync(Guid id, CancellationToken ct) =>
        await ChangeAsync((db, stop) => db.Set<ReportRunRow>().Where(r => r.Id == id && (r.State == ReportRunStates.Queued || r.State == ReportRunStates.Running))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReportRunStates.Cancelled).SetProperty(r => r.FinishedAt, clock.GetUtcNow()), stop), ct) == 1;

    /// <summary>Deletes files older than the days to keep, and parts that no build is writing. Returns how many runs lost their file.</summary>
    public Task<int> ExpireAsync(CancellationToken ct) => ChangeAsync(async (db, stop) =>
    {
        var old = clock.GetUtcNow().AddDays(-options.Value.KeepDays);
        var rows = await db.Set<ReportRunRow>().Where(r => r.FileName != null && r.FinishedAt < old).ToListAsync(stop);
        foreach (var row in rows)
        {
            File.Delete(PathOf(row.FileName!));
            row.FileName = null;
        }
        foreach (var part in Directory.EnumerateFiles(data.Folder("exports"), "*.part").Where(p => File.GetLastWriteTimeUtc(p) < clock.GetUtcNow().AddHours(-1)))
        {
            File.Delete(part);
        }
        await db.SaveChangesAsync(stop);
        return rows.Count;
    }, ct);

    private async Task<T> ChangeAsync<T>(Func<BeejanDbContext, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        var result = await database.WriteAsync(work, ct);
        if (result is not (0 or false))
        {
            feed.Publish(Topic.Reports);
        }
        return result;
    }
}
