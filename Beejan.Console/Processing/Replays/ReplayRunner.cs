using Beejan.Contracts;
using Beejan.Curated;
using Beejan.RawZone.Replays;
using Beejan.Rulebook;
using Beejan.Signals;
using Beejan.Storage;

namespace Beejan.Processing.Replays;

/// <summary>
/// Takes a replay through one step. Each page is one transaction with its cursor: whatever cuts the step off, what is served is whole, and
/// the step goes on behind the last page.
/// </summary>
internal sealed class ReplayRunner(
    ReplayBook book, AnsweredRecords records, Replayer replayer, IDatabase database, IChangeFeed feed, IntakePressure pressure, TimeProvider clock,
    RuleBook rules, RulesInForce inForce, ILogger<ReplayRunner> log)
{
    /// <summary>Runs the step of a row that is marked as running, to its end; the outcome is in the row.</summary>
    public async Task RunAsync(ReplayRow row, Action<string>? progress, CancellationToken ct)
    {
        try
        {
            await (row.Step switch
            {
                ReplaySteps.DryRun => PagesAsync(row, progress, ForecastAsync, ct),
                ReplaySteps.Canary => CanaryAsync(row, ct),
                _ => PagesAsync(row, progress, ApplyAsync, ct),
            });
            await book.EndAsync(row, ReplayStates.Done, null, CancellationToken.None);
        }
        catch (ReplayStoppedException)
        {
            row.State = ReplayStates.Cancelled;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The program stops; that is nobody's decision about the replay.
            await book.EndAsync(row, ReplayStates.Waiting, null, CancellationToken.None);
            throw;
        }
        catch (CanaryFailedException e)
        {
            await book.EndAsync(row, ReplayStates.Failed, e.Message, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.LogError(e, "Replay {Id} failed in step {Step}", row.Id, row.Step);
            await book.EndAsync(row, ReplayStates.Failed, $"It stopped after {Found(row).Records} records ({e.GetType().Name}, see the log): what is served is whole; "
                + "go on where it stopped once the cause is gone.", CancellationToken.None);
        }
        finally
        {
            feed.Publish(Topic.Replays);
        }
    }

    private async Task PagesAsync(
        ReplayRow row, Action<string>? progress, Func<ReplayRow, IReadOnlyList<Judgement>, CancellationToken, Task<ReplayFindings>> each, CancellationToken ct)
    {
        var pace = new ReplayPace(row.Rate, records, pressure, clock);
        var trial = await TrialAsync(row, ct);
        while (await records.PageAsync(row.Scope, row.Cursor, row.Last, pace.PageSize, ct) is { Count: > 0 } page)
        {
            var judged = await replayer.JudgeAsync(page, trial, ct);
            row.Cursor = page[^1].Stored.RawId;
            var found = await each(row, judged, ct);
            progress?.Invoke($"replay: {row.Step}, {found.Records} of {row.Total} records, {found.Changed} changed");
            feed.Publish(Topic.Replays);
            await pace.WaitAsync(page.Count, ct);
        }
    }

    private async Task<ReplayFindings> ForecastAsync(ReplayRow row, IReadOnlyList<Judgement> judged, CancellationToken ct)
    {
        var found = ReplayFindings.Read(row.Forecast);
        found.Add(await database.ReadAsync(async (db, stop) => Replayer.Findings(await Replayer.CompareAsync(db, judged, stop)), ct));
        row.Forecast = found.ToJson();
        await database.WriteAsync(async (db, stop) =>
        {
            await book.MarkAsync(db, row, stop);
            return true;
        }, ct);
        return found;
    }

    private async Task<ReplayFindings> ApplyAsync(ReplayRow row, IReadOnlyList<Judgement> judged, CancellationToken ct)
    {
        var before = row.Applied;
        var found = await database.WriteAsync(async (db, stop) =>
        {
            var all = ReplayFindings.Read(before);
            all.Add(await replayer.ApplyAsync(db, new RunId(row.Run), [.. judged.Where(j => !all.Canary.Contains(j.Record.Stored.RawId))], stop));
            row.Applied = all.ToJson();
            await book.MarkAsync(db, row, stop);
            Failpoints.Reach(Failpoints.ReplayWritten);
            return all;
        }, ct);
        feed.Publish(Topic.Complaints);
        feed.Publish(Topic.DeadLetters);
        return found;
    }

    /// <summary>Changes the first few that change, then looks whether they became what was judged and whether people's decisions stand.</summary>
    private async Task CanaryAsync(ReplayRow row, CancellationToken ct)
    {
        var chosen = new List<Comparison>();
        var pace = new ReplayPace(row.Rate, records, pressure, clock);
        for (var at = 0L; chosen.Count < row.Canary && await records.PageAsync(row.Scope, at, row.Last, pace.PageSize, ct) is { Count: > 0 } page; at = page[^1].Stored.RawId)
        {
            var judged = await replayer.JudgeAsync(page, null, ct);
            if (judged.FirstOrDefault(j => j.IsBug) is { } bug)
            {
                throw new CanaryFailedException($"A stage failed on record {bug.Record.Stored.RawId}: nothing was changed.");
            }
            var compared = await database.ReadAsync((db, stop) => Replayer.CompareAsync(db, judged, stop), ct);
            chosen.AddRange(compared.Where(c => c.ChangesSomething).Take(row.Canary - chosen.Count));
            // Looking for the few may take long: a sign of life, so that nobody takes it for interrupted, and an ear for who cancels it.
            await database.WriteAsync(async (db, stop) =>
            {
                await book.MarkAsync(db, row, stop);
                return true;
            }, ct);
            await pace.WaitAsync(page.Count, ct);
        }
        await database.WriteAsync(async (db, stop) =>
        {
            var found = await replayer.ApplyAsync(db, new RunId(row.Run), [.. chosen.Select(c => c.Judgement)], stop);
            await CheckAsync(db, chosen, stop);
            found.Canary.AddRange(chosen.Select(c => c.Judgement.Record.Stored.RawId));
            row.Applied = found.ToJson();
            await book.MarkAsync(db, row, stop);
            return true;
        }, ct);
        feed.Publish(Topic.Complaints);
        feed.Publish(Topic.DeadLetters);
    }

    /// <summary>Inside the canary's transaction: a canary that fails is rolled back whole.</summary>
    private static async Task CheckAsync(BeejanDbContext db, IReadOnlyList<Comparison> chosen, CancellationToken ct)
    {
        var after = await FactChanges.ServedAsync(db, chosen.Select(c => c.Judgement.Record.Stored.Root), ct);
        foreach (var comparison in chosen)
        {
            if (comparison.Judgement.Verdict.Complaint is not { } complaint)
            {
                // Still set aside, for another reason: there is no complaint to look at.
                continue;
            }
            if (!after.TryGetValue(complaint.Id, out var row) || FactChanges.Between(row, complaint).Count > 0)
            {
                throw new CanaryFailedException($"Complaint {complaint.Id} is not what it was judged to be: nothing was changed.");
            }
            if (comparison.Served is { } before && !complaint.Withdrawn && !Decided(before).Equals(Decided(row)))
            {
                throw new CanaryFailedException($"What people decided on complaint {complaint.Id} would not have stood: nothing was changed.");
            }
        }
    }

    /// <summary>What people decided on a case.</summary>
    private static object Decided(ComplaintRow row) => (
        row.Status, row.IsOpen, row.Assignee, row.Corrected, row.FirstContactAt, row.ResolvedAt, row.SnoozedUntil,
        row.Corrected.HasFlag(CorrectedFacts.Category) ? (row.Category, row.Subcategory, row.Team, row.Priority) : default, row.Corrected.HasFlag(CorrectedFacts.Language) ? row.Language : null,
        row.Corrected.HasFlag(CorrectedFacts.Sentiment) ? row.Sentiment : 0, row.FirstContactAt is null ? null : row.Team);

    /// <summary>The rules that a trial tries. Whatever its step, a trial writes nothing but what it found.</summary>
    private async Task<RuleSet?> TrialAsync(ReplayRow row, CancellationToken ct)
    {
        if (row.Trial is not { } id)
        {
            return null;
        }
        return row.Step == ReplaySteps.DryRun && await rules.FindAsync(id, ct) is { } version
            ? await inForce.WithAsync(version, ct)
            : throw new InvalidOperationException("A trial has a dry run and nothing else.");
    }

    private static ReplayFindings Found(ReplayRow row) => ReplayFindings.Read(row.Step == ReplaySteps.DryRun ? row.Forecast : row.Applied);
}

/// <summary>The canary did not come out as judged: it was rolled back, and the rest is not touched.</summary>
internal sealed class CanaryFailedException(string message) : Exception(message);
