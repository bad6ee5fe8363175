using System.Collections.Concurrent;
using Beejan.Contracts;

namespace Beejan.Operations.Runs;

/// <summary>
/// Decides where one run ends and the next begins. A work on a clock has a run each time. A work that listens is woken by every landed batch:
/// its rounds are one run until it has been quiet for half a minute, or the run is a quarter of an hour old, or a round did not end well.
/// Such a run is written at most once a second.
/// </summary>
internal sealed class OpenRuns(RunLog log, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Streak> _streaks = new(StringComparer.Ordinal);

    /// <summary>The run that this round belongs to: a new one, or the one that goes on.</summary>
    public RunRow Begin(IWork work)
    {
        var now = clock.GetUtcNow();
        var open = _streaks.GetValueOrDefault(work.Name)?.Run;
        return work.Schedule is Schedule.OnSignal && open is { FinishedAt: { } ended } && (now - ended).Duration() < Quiet && (now - open.StartedAt).Duration() < Longest
            ? open
            : new RunRow { Id = RunId.New().Value, Work = work.Name, Node = log.Node, StartedAt = now };
    }

    /// <summary>Adds a round that had something to tell to its run and sees to it that the run is written.</summary>
    /// <param name="run">As <see cref="Begin"/> gave it.</param>
    /// <param name="round">What this round did: its counts, state and end.</param>
    public async Task EndAsync(IWork work, RunRow run, RunRow round)
    {
        var whole = run.FinishedAt is null ? round : Sum(run, round);
        if (work.Schedule is not Schedule.OnSignal)
        {
            await log.WriteAsync(whole, CancellationToken.None);
            return;
        }
        var streak = _streaks.GetOrAdd(work.Name, _ => new Streak());
        streak.Run = whole.State is RunStates.Success or RunStates.Partial ? whole : null;
        streak.Unwritten = whole;
        if (run.FinishedAt is null || streak.Run is null || (clock.GetUtcNow() - streak.WrittenAt).Duration() >= Beat)
        {
            await FlushAsync(streak);
        }
        else
        {
            streak.Later ??= clock.CreateTimer(_ => _ = FlushAsync(streak), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            streak.Later.Change(Beat, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Says in the history that the round lasts.</summary>
    public async Task EnterAsync(RunRow run)
    {
        var row = new RunRow { Id = run.Id, Work = run.Work, Node = run.Node, StartedAt = run.StartedAt };
        if (run.FinishedAt is not null)
        {
            (row.Rounds, row.Read, row.Written, row.Dropped, row.Rejected, row.Suspect) = (run.Rounds, run.Read, run.Written, run.Dropped, run.Rejected, run.Suspect);
        }
        await log.WriteAsync(row, CancellationToken.None);
    }

    /// <summary>Writes what is still owed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var name in _streaks.Keys)
        {
            if (!_streaks.TryRemove(name, out var streak))
            {
                continue;
            }
            await (streak.Later?.DisposeAsync() ?? ValueTask.CompletedTask);
            await FlushAsync(streak);
            streak.Dispose();
        }
    }

    /// <summary>One at a time, so that an older state never overwrites a newer one.</summary>
    private async Task FlushAsync(Streak streak)
    {
        await streak.Writing.WaitAsync();
        try
        {
            if (Interlocked.Exchange(ref streak.Unwritten, null) is { } owed)
            {
                streak.WrittenAt = clock.GetUtcNow();
                await log.WriteAsync(owed, CancellationToken.None);
            }
        }
        finally
        {
            streak.Writing.Release();
        }
    }

    private static RunRow Sum(RunRow run, RunRow round)
    {
        var (read, rejected) = (run.Read + round.Read, run.Rejected + round.Rejected);
        return new RunRow
        {
            Id = run.Id, Work = run.Work, Node = run.Node, StartedAt = run.StartedAt, FinishedAt = round.FinishedAt, Rounds = run.Rounds + 1,
            Read = read, Written = run.Written + round.Written, Dropped = run.Dropped + round.Dropped, Rejected = rejected,
            // One bad round is not made good by many good ones after it.
            Suspect = run.Suspect || round.Suspect || RunRow.IsSuspect(read, rejected), Error = round.Error,
            State = round.State == RunStates.Success ? run.State : round.State,
        };
    }

    private sealed class Streak : IDisposable
    {
        /// <summary>The run that the next round may go on with; null when it ended badly.</summary>
        public RunRow? Run;

        /// <summary>Newer than what is in the history, or null.</summary>
        public RunRow? Unwritten;
        public DateTimeOffset WrittenAt;
        public ITimer? Later;
        public readonly SemaphoreSlim Writing = new(1, 1);

        public void Dispose() => Writing.Dispose();
    }
}
