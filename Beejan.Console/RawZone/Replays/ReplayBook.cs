using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone.Replays;

/// <summary>The book of replays: what was asked for, what runs, what came of it. Every decision of a person is in the audit trail.</summary>
internal sealed class ReplayBook(IDatabase database, AnsweredRecords records, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>A replay that gave no sign of life for so long was interrupted.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>Asks for a replay; it begins with that step, in the background.</summary>
    /// <param name="running">True: the caller runs it itself, nobody else may take it.</param>
    public Task<ReplayRow> AskAsync(ReplayScope scope, string step, int rate, int canary, string by, bool running, CancellationToken ct) =>
        AskAsync(scope, step, rate, canary, by, running, null, ct);

    /// <summary>Asks for a dry run by a version of the rules that is only tried.</summary>
    public Task<ReplayRow> TryAsync(ReplayScope scope, long version, int rate, string by, bool running, CancellationToken ct) =>
        AskAsync(scope, ReplaySteps.DryRun, rate, 1, by, running, version, ct);

    /// <summary>The newest trial of a version, or null.</summary>
    public Task<ReplayRow?> TrialAsync(long version, CancellationToken ct) =>
        database.ReadAsync((db, stop) => db.Set<ReplayRow>().Where(r => r.Trial == version).OrderByDescending(r => r.AskedAt).FirstOrDefaultAsync(stop), ct);

    private async Task<ReplayRow> AskAsync(ReplayScope scope, string step, int rate, int canary, string by, bool running, long? trial, CancellationToken ct)
    {
        var (total, last) = await records.MeasureAsync(scope, ct);
        var now = clock.GetUtcNow();
        var row = new ReplayRow
        {
            Id = Guid.CreateVersion7(), Source = scope.Source, From = scope.From, To = scope.To, Reason = scope.Reason, Step = step, Rate = rate, Canary = canary, Trial = trial,
            AskedBy = by, AskedAt = now, Total = total, Last = last, Run = RunId.New().Value,
            State = running ? ReplayStates.Running : ReplayStates.Waiting, StartedAt = running ? now : null, PulseAt = running ? now : null,
        };
        await ChangeAsync(by, "replay.asked", row.Id, Words(row), (db, _) =>
        {
            db.Add(row);
            return Task.FromResult(true);
        }, ct);
        return row;
    }

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<ReplayRow>> ListAsync(int take, CancellationToken ct) => database.ReadAsync<IReadOnlyList<ReplayRow>>(
        async (db, stop) => await db.Set<ReplayRow>().OrderByDescending(r => r.AskedAt).Take(take).ToListAsync(stop), ct);

    public Task<ReplayRow?> FindAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync((db, stop) => db.Set<ReplayRow>().FirstOrDefaultAsync(r => r.Id == id, stop), ct);

    /// <summary>
    /// The next step of a replay whose step is done (dry run, canary, all), or the same step again where it stopped when it failed or was
    /// cancelled. False when there is nothing to go on with.
    /// </summary>
    /// <param name="running">True: the caller runs it itself, nobody else may take it.</param>
    /// <param name="step">The step that the caller means; false when it is another one by now, as somebody was faster. Null: whichever comes.</param>
    public Task<bool> AdvanceAsync(Guid id, string by, bool running, CancellationToken ct, string? step = null) => ChangeAsync(by, "replay.continued", id, null, async (db, stop) =>
    {
        var row = await db.Set<ReplayRow>().AsTracking().FirstOrDefaultAsync(r => r.Id == id, stop);
        if (row is null || NextStep(row) is not { } next || (step is not null && step != next))
        {
            return false;
        }
        if (row.State == ReplayStates.Done)
        {
            (row.Step, row.Cursor) = (next, 0);
        }
        (row.State, row.Error, row.FinishedAt, row.PulseAt) = (running ? ReplayStates.Running : ReplayStates.Waiting, null, null, clock.GetUtcNow());
        return true;
    }, ct);

    /// <summary>The step that going on begins, or goes on with; null when there is none.</summary>
    public static string? NextStep(ReplayRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row switch
        {
            { State: ReplayStates.Waiting or ReplayStates.Running } or { State: ReplayStates.Done, Step: ReplaySteps.All } or { State: ReplayStates.Done, Trial: not null } => null,
            { State: ReplayStates.Done, Step: ReplaySteps.DryRun } => ReplaySteps.Canary,
            { State: ReplayStates.Done } => ReplaySteps.All,
            _ => row.Step,
        };
    }

    /// <summary>Stops a replay that waits or runs; what it has changed so far stays changed and whole. False when it had ended.</summary>
    public Task<bool> CancelAsync(Guid id, string by, CancellationToken ct) => ChangeAsync(by, "replay.cancelled", id, null, async (db, stop) =>
        await db.Set<ReplayRow>().Where(r => r.Id == id && (r.State == ReplayStates.Waiting || r.State == ReplayStates.Running))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReplayStates.Cancelled).SetProperty(r => r.FinishedAt, clock.GetUtcNow()), stop) == 1, ct);

    /// <summary>Takes the oldest one that waits or was interrupted, or null. No two get the same.</summary>
    public async Task<ReplayRow?> ClaimAsync(CancellationToken ct)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            var silent = now - Silence;
            var next = await database.ReadAsync((db, stop) => Claimable(db, silent).OrderBy(r => r.AskedAt).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(stop), ct);
            if (next is not { } id)
            {
                return null;
            }
            var mine = await database.WriteAsync((db, stop) => Claimable(db, silent).Where(r => r.Id == id).ExecuteUpdateAsync(s => s
                .SetProperty(r => r.State, ReplayStates.Running).SetProperty(r => r.PulseAt, now).SetProperty(r => r.StartedAt, r => r.StartedAt ?? now), stop), ct);
            if (mine == 1)
            {
                return await FindAsync(id, ct);
            }
        }
    }

    /// <summary>Writes how far a running one is, in the caller's transaction: it stands if and only if the page stands.</summary>
    /// <exception cref="ReplayStoppedException">It was cancelled meanwhile.</exception>
    public async Task MarkAsync(BeejanDbContext db, ReplayRow row, CancellationToken ct)
    {
        var marked = await db.Set<ReplayRow>().Where(r => r.Id == row.Id && r.State == ReplayStates.Running).ExecuteUpdateAsync(s => s
            .SetProperty(r => r.Cursor, row.Cursor).SetProperty(r => r.Forecast, row.Forecast).SetProperty(r => r.Applied, row.Applied)
            .SetProperty(r => r.PulseAt, clock.GetUtcNow()), ct);
        if (marked == 0)
        {
            throw new ReplayStoppedException();
        }
    }

    /// <summary>Ends the step of a running one.</summary>
    /// <param name="state">Waiting: it goes on at the next start.</param>
    public async Task EndAsync(ReplayRow row, string state, string? error, CancellationToken ct)
    {
        var finished = state == ReplayStates.Waiting ? (DateTimeOffset?)null : clock.GetUtcNow();
        await database.WriteAsync((db, stop) => db.Set<ReplayRow>().Where(r => r.Id == row.Id && r.State == ReplayStates.Running).ExecuteUpdateAsync(s => s
            .SetProperty(r => r.State, state).SetProperty(r => r.Error, error).SetProperty(r => r.FinishedAt, finished), stop), ct);
        (row.State, row.Error, row.FinishedAt) = (state, error, finished);
    }

    private static IQueryable<ReplayRow> Claimable(BeejanDbContext db, DateTimeOffset silent) =>
        db.Set<ReplayRow>().Where(r => r.State == ReplayStates.Waiting || (r.State == ReplayStates.Running && r.PulseAt < silent));

    private async Task<bool> ChangeAsync(string by, string action, Guid id, string? details, Func<BeejanDbContext, CancellationToken, Task<bool>> change, CancellationToken ct)
    {
        return await database.WriteAsync(async (db, stop) =>
        {
            if (!await change(db, stop))
            {
                return false;
            }
            await db.SaveChangesAsync(stop);
            await audit.WriteAsync(db, by, action, id.ToString(), details, stop);
            return true;
        }, ct);
    }

    private static string Words(ReplayRow row) => string.Join(", ", new[]
    {
        row.Step, row.Trial is { } trial ? $"of rule version {trial}" : null, row.Source is null ? null : $"source {row.Source}", row.From is { } from ? $"from {from:O}" : null, row.To is { } to ? $"to {to:O}" : null,
        row.Reason is null ? null : $"reason {row.Reason}", $"{row.Total} records",
    }.OfType<string>());
}

/// <summary>The replay was cancelled while it ran: the page at hand is rolled back.</summary>
public sealed class ReplayStoppedException() : Exception("The replay was cancelled.");
