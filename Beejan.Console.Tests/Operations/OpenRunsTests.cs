using Beejan.Contracts;
using Beejan.Operations;
using Beejan.Operations.Runs;
using Beejan.Signals;
using Beejan.Tests.Curated;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Beejan.Tests.Operations;

/// <summary>Where one run ends and the next begins, on a real database with a clock that stands.</summary>
public abstract class OpenRunsTests(bool postgres) : IAsyncLifetime
{
    private readonly CuratedBench _bench = new(postgres);
    private OpenRuns _open = null!;

    public async Task InitializeAsync()
    {
        await _bench.InitializeAsync();
        var log = new RunLog(_bench.Database, new ChangeFeed(_bench.Clock, NullLogger<ChangeFeed>.Instance), NullLogger<RunLog>.Instance);
        _open = new OpenRuns(log, _bench.Clock);
    }

    public async Task DisposeAsync()
    {
        await _open.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Rounds_of_a_work_that_listens_are_one_run_until_it_is_quiet()
    {
        var work = new Listening();
        for (var i = 0; i < 5; i++)
        {
            await RoundAsync(work, new WorkReport(10, 9, 1, 0));
            _bench.Clock.Now += TimeSpan.FromSeconds(20);
        }
        _bench.Clock.Now += TimeSpan.FromSeconds(11);
        await RoundAsync(work, new WorkReport(1, 1, 0, 0));

        var runs = await RunsAsync();
        Assert.Equal([(5, 50L, 45L, 5L), (1, 1L, 1L, 0L)], runs.Select(r => (r.Rounds, r.Read, r.Written, r.Dropped)));
    }

    [Fact]
    public async Task A_run_that_never_falls_quiet_ends_after_a_quarter_of_an_hour()
    {
        var work = new Listening();
        for (var i = 0; i < 61; i++)
        {
            await RoundAsync(work, new WorkReport(1, 1, 0, 0));
            _bench.Clock.Now += TimeSpan.FromSeconds(15);
        }
        Assert.Equal([60, 1], (await RunsAsync()).Select(r => r.Rounds));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_ends_the_run_that_is_open()
    {
        var work = new Listening();
        await RoundAsync(work, new WorkReport(1, 1, 0, 0));
        _bench.Clock.Now -= TimeSpan.FromDays(1);
        await RoundAsync(work, new WorkReport(2, 2, 0, 0));

        Assert.Equal([2L, 1L], (await RunsAsync()).Select(r => r.Read));
    }

    [Fact]
    public async Task A_round_that_fails_ends_its_run_and_rejects_make_it_partial()
    {
        var work = new Listening();
        await RoundAsync(work, new WorkReport(300, 180, 0, 120));
        await RoundAsync(work, new WorkReport(0, 0, 0, 0), RunStates.Failed);
        _bench.Clock.Now += TimeSpan.FromSeconds(1);
        await RoundAsync(work, new WorkReport(5, 5, 0, 0));
        Assert.Equal([(RunStates.Failed, true, 2), (RunStates.Success, false, 1)], (await RunsAsync()).Select(r => (r.State, r.Suspect, r.Rounds)));
    }

    [Fact]
    public async Task Rounds_within_a_second_are_written_once_and_none_is_lost_when_the_console_stops()
    {
        var work = new Listening();
        for (var i = 0; i < 4; i++)
        {
            await RoundAsync(work, new WorkReport(1, 1, 0, 0));
        }
        Assert.Equal(1, Assert.Single(await RunsAsync()).Rounds);
        await _open.DisposeAsync();
        Assert.Equal((4, 4L), (Assert.Single(await RunsAsync()).Rounds, (await RunsAsync())[0].Read));
    }

    [Fact]
    public async Task A_work_on_a_clock_has_a_run_each_time()
    {
        var work = new Nightly();
        await RoundAsync(work, new WorkReport(1, 1, 0, 0));
        await RoundAsync(work, new WorkReport(1, 1, 0, 0));
        Assert.Equal(2, (await RunsAsync()).Count);
    }

    [Fact]
    public async Task Old_runs_go_but_the_newest_of_each_work_stays()
    {
        await RoundAsync(new Nightly(), new WorkReport(1, 1, 0, 0));
        await RoundAsync(new Nightly(), new WorkReport(1, 1, 0, 0));
        _bench.Clock.Now += TimeSpan.FromDays(91);
        await RoundAsync(new Nightly(), new WorkReport(1, 1, 0, 0));
        await RoundAsync(new Listening(), new WorkReport(1, 1, 0, 0));
        _bench.Clock.Now += TimeSpan.FromDays(91);

        var report = await new ForgetRuns(_bench.Database, _bench.Clock, Options.Create(new OperationsOptions())).RunAsync(RunId.New(), default);

        Assert.Equal(2, report.Dropped);
        Assert.Equal(["listening", "nightly"], (await RunsAsync()).Select(r => r.Work).Order());
    }

    private async Task RoundAsync(IWork work, WorkReport report, string? state = null)
    {
        var run = _open.Begin(work);
        await _open.EndAsync(work, run, new RunRow
        {
            Id = run.Id, Work = work.Name, Node = run.Node, StartedAt = run.StartedAt, FinishedAt = _bench.Clock.Now, Read = report.Read, Written = report.Written,
            Dropped = report.Dropped, Rejected = report.Rejected, State = state ?? (report.Rejected > 0 ? RunStates.Partial : RunStates.Success),
        });
    }

    private Task<List<RunRow>> RunsAsync() => _bench.Database.ReadAsync((db, ct) => db.Set<RunRow>().OrderBy(r => r.StartedAt).ThenBy(r => r.Id).ToListAsync(ct), default);

    private sealed class Listening : IWork
    {
        public string Name => "listening";
        public string Purpose => "Listens.";
        public Schedule Schedule => new Schedule.OnSignal(Topic.RawZone, TimeSpan.FromSeconds(10));

        public Task<WorkReport> RunAsync(RunId run, CancellationToken ct) => Task.FromResult(WorkReport.Nothing);
    }

    private sealed class Nightly : IWork
    {
        public string Name => "nightly";
        public string Purpose => "Runs at night.";
        public Schedule Schedule => new Schedule.Cron("0 0 3 * * ?");

        public Task<WorkReport> RunAsync(RunId run, CancellationToken ct) => Task.FromResult(WorkReport.Nothing);
    }
}

public sealed class OpenRunsOnSqliteTests() : OpenRunsTests(postgres: false);

public sealed class OpenRunsOnPostgresTests() : OpenRunsTests(postgres: true);
