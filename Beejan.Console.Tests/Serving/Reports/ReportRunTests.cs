using System.Security.Cryptography;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Serving;
using Beejan.Serving.Reports.Runs;
using Beejan.Signals;
using Beejan.Tests.Benchmarks;
using Beejan.Tests.Curated;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Reports;

public abstract class ReportRunTests(bool postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset From = DateTimeOffset.Parse("2026-11-18T23:00:00Z");
    private readonly ReportsBench _bench = new(postgres);

    private ReportRuns Runs => _bench.Services.GetRequiredService<ReportRuns>();

    private IWork Work(string name) => _bench.Services.GetServices<IWork>().Single(w => w.Name == name);

    public async Task InitializeAsync()
    {
        await _bench.InitializeAsync();
        await _bench.PutAsync(
            new CustomerRow { Id = 7 },
            CuratedBench.Row(1, "2026-11-19T08:00:00Z"),
            CuratedBench.Row(2, "2026-11-19T09:00:00Z", r => r.Category = Categories.Billing));
    }

    public Task DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task What_was_asked_for_is_built_and_told()
    {
        var told = new TaskCompletionSource();
        var asked = await Runs.RequestAsync("complaints", From, From.AddDays(1), new ComplaintFilter { Category = ["Billing"] }, "ada@beejan.ng", default);
        using var listener = _bench.Services.GetRequiredService<IChangeFeed>().Subscribe(Topic.Reports, "test", () => { told.TrySetResult(); return Task.CompletedTask; });

        await Work("build-reports").RunAsync(RunId.New(), default);

        var run = (await Runs.FindAsync(asked.Id, default))!;
        Assert.Equal((ReportRunStates.Done, 1L, 3, 1d), (run.State, run.Rows, run.Sheets, run.Progress));
        var file = Runs.PathOf(run.FileName!);
        Assert.StartsWith("complaints_2026-11-19_2026-11-19_", run.FileName, StringComparison.Ordinal);
        Assert.Equal(new FileInfo(file).Length, run.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file))), run.Sha256);
        Assert.Equal(2d, Assert.Single(ReadBack.Sheets(file)["Detail"])[1]);
        await Until.TrueAsync(() => Task.FromResult(told.Task.IsCompleted));
    }

    [Fact]
    public async Task A_build_cut_off_by_a_crash_is_begun_again_at_the_next_start()
    {
        var asked = await Runs.RequestAsync("complaints", From, From.AddDays(1), new ComplaintFilter(), "ada", default);
        await Runs.ClaimAsync(default);   // the process dies here
        if (postgres)
        {
            // Another instance might be building it: only its silence tells.
            _bench.Clock.Now += TimeSpan.FromSeconds(31);
        }

        await Work("build-reports").RunAsync(RunId.New(), default);

        var run = (await Runs.FindAsync(asked.Id, default))!;
        Assert.Equal((ReportRunStates.Done, 2), (run.State, run.Attempts));
    }

    [Fact]
    public async Task A_build_that_another_process_is_alive_in_is_left_to_it_until_it_falls_silent()
    {
        await Runs.RequestAsync("complaints", From, From.AddDays(1), new ComplaintFilter(), "ada", default);
        await Runs.ClaimAsync(default);
        Assert.Equal(0, await Runs.ResumeAsync(all: false, default));

        _bench.Clock.Now += TimeSpan.FromSeconds(31);

        Assert.Equal(1, await Runs.ResumeAsync(all: false, default));
    }

    [Fact]
    public async Task A_build_interrupted_too_often_fails_with_the_reason()
    {
        var asked = await Runs.RequestAsync("complaints", From, From.AddDays(1), new ComplaintFilter(), "ada", default);
        for (var i = 0; i < 3; i++)
        {
            await Runs.ClaimAsync(default);
            await Runs.ResumeAsync(all: true, default);
        }

        var run = (await Runs.FindAsync(asked.Id, default))!;
        Assert.Equal(ReportRunStates.Failed, run.State);
        Assert.Contains("interrupted 3 times", run.Error, StringComparison.Ordinal);
        Assert.NotNull(run.FinishedAt);
    }

    [Fact]
    public async Task A_workbook_that_the_disk_does_not_take_fails_in_words_without_paths_and_is_built_when_asked_again()
    {
        // A file stands where the folder of the workbooks should.
        var folder = Path.GetDirectoryName(Runs.PathOf("any.xlsx"))!;
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        await File.WriteAllTextAsync(folder, "");
        var asked = await Runs.RequestAsync("complaints", From, From.AddDays(1), new ComplaintFilter(), "ada", default);
        for (var i = 0; i < 3; i++)
        {
            await Work("build-reports").RunAsync(RunId.New(), default);
        }
        var failed = (await Runs.FindAsync(asked.Id, default))!;
        Assert.Equal(ReportRunStates.Failed, failed.State);
        Assert.Contains("in 3 tries", failed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("/", failed.Error!, StringComparison.Ordinal);

        File.Delete(folder);
        var again = await Runs.RequestAsync("complaints", From, From.AddDays(1), new ComplaintFilter(), "ada", default);
        await Work("build-reports").RunAsync(RunId.New(), default);
        Assert.Equal(ReportRunStates.Done, (await Runs.FindAsync(again.Id, default))!.State);
    }

    [Fact]
    public async Task A_report_that_no_longer_exists_fails_with_the_reason()
    {
        var asked = await Runs.RequestAsync("gone", From, From.AddDays(1), new ComplaintFilter(), "ada", default);

        await Work("build-reports").RunAsync(RunId.New(), default);

        var run = (await Runs.FindAsync(asked.Id, default))!;
        Assert.Equal((ReportRunStates.Failed, "There is no report 'gone' in this version."), (run.State, run.Error));
    }

    [Fact]
    public async Task A_cancelled_run_is_never_built()
    {
        var asked = await Runs.RequestAsync("complaints", From, From.AddDays(1), new ComplaintFilter(), "ada", default);
        Assert.True(await Runs.CancelAsync(asked.Id, default));

        await Work("build-reports").RunAsync(RunId.New(), default);

        Assert.Equal(ReportRunStates.Cancelled, (await Runs.FindAsync(asked.Id, default))!.State);
        Assert.False(await Runs.CancelAsync(asked.Id, default));
        Assert.Empty(_bench.Files("*.xlsx"));
    }

    [Fact]
    public async Task A_cancel_while_it_is_built_wins()
    {
        var asked = await Runs.RequestAsync("complaints", From, From.AddDays(1), new ComplaintFilter(), "ada", default);
        var claimed = await Runs.ClaimAsync(default);
        await Runs.CancelAsync(asked.Id, default);

        Assert.False(await Runs.PulseAsync(claimed!.Id, 0.5, default));
        Assert.False(await Runs.FinishAsync(claimed.Id, r => r.State = ReportRunStates.Done, default));
        Assert.Equal(ReportRunStates.Cancelled, (await Runs.FindAsync(asked.Id, default))!.State);
    }

    [Fact]
    public async Task A_file_goes_after_the_days_to_keep_and_its_line_stays()
    {
        var asked = await Runs.RequestAsync("complaints", From, From.AddDays(1), new ComplaintFilter(), "ada", default);
        await Work("build-reports").RunAsync(RunId.New(), default);
        _bench.Clock.Now += TimeSpan.FromDays(29);
        await Work("expire-reports").RunAsync(RunId.New(), default);
        Assert.Single(_bench.Files("*.xlsx"));

        _bench.Clock.Now += TimeSpan.FromDays(2);
        await Work("expire-reports").RunAsync(RunId.New(), default);

        Assert.Empty(_bench.Files("*.xlsx"));
        var run = (await Runs.FindAsync(asked.Id, default))!;
        Assert.Equal((ReportRunStates.Done, null), (run.State, run.FileName));
    }

    [Fact]
    public async Task The_filter_of_a_run_is_kept_as_it_was_asked()
    {
        var asked = await Runs.RequestAsync("sla", From, From.AddDays(1), new ComplaintFilter { State = ["Akwa Ibom", "unknown"], Priority = [1, 2], Status = ["open"], Team = ["NOC & Field"] }, "ada", default);

        var filter = Runs.FilterOf((await Runs.FindAsync(asked.Id, default))!);

        Assert.Equal(["Akwa Ibom", "unknown"], filter.State);
        Assert.Equal([1, 2], filter.Priority);
        Assert.Equal(["open"], filter.Status);
        Assert.Equal(["NOC & Field"], filter.Team);
        Assert.Equal(1, await _bench.Database.ReadAsync((db, ct) => db.Set<ReportRunRow>().CountAsync(ct), default));
    }
}

public sealed class ReportRunOnSqliteTests() : ReportRunTests(postgres: false);

public sealed class ReportRunOnPostgresTests() : ReportRunTests(postgres: true);
