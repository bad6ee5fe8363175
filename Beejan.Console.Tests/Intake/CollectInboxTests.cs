using System.Text.Json;
using Beejan.Contracts;
using Beejan.Intake.Files;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Intake;

public sealed class CollectInboxTests
{
    [Fact]
    public async Task A_file_is_taken_only_when_it_has_stopped_growing()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var file = Drop(house, "lines/a.txt", "k1|x\n");

        Assert.Equal(0, (await LookAsync(house)).Read);
        await File.AppendAllTextAsync(file, "k2|x\n");
        Assert.Equal(0, (await LookAsync(house)).Read);
        Assert.Equal(2, (await LookAsync(house)).Written);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Two_looks_right_after_each_other_count_as_one()
    {
        await using var house = await IntakeHouse.OpenAsync();
        house.Clock.Stand(house.Clock.GetUtcNow());
        Drop(house, "lines/a.txt", "k1|x\n");
        await LookAsync(house);
        house.Clock.Ahead -= TimeSpan.FromSeconds(10);
        Assert.Equal(0, (await LookAsync(house)).Read);
    }

    [ImmutableFilesFact]
    public async Task A_file_that_may_not_be_moved_is_told_and_holds_up_no_other_file()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var file = Drop(house, "lines/closed/a.txt", "k1|x\n");
        Drop(house, "lines/open/b.txt", "k2|x\n");
        using (new ImmutableFiles(Path.GetDirectoryName(file)!))
        {
            Assert.Equal(1, (await SettleAsync(house)).Written);
            var told = await Probe(house).LookAsync(default);
            Assert.Equal(HealthStates.Degraded, told.State);
            Assert.Contains("closed", told.Detail, StringComparison.Ordinal);
        }
        Assert.Equal(1, (await LookAsync(house)).Written);
        Assert.Equal(HealthStates.Ok, (await Probe(house).LookAsync(default)).State);
        Assert.Equal((2, 0), await house.BalanceAsync() is var b ? (b.Landed, b.Duplicates) : default);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_between_two_looks_leaves_no_file_lying()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var file = Drop(house, "lines/a.txt", "k1|x\n");
        await LookAsync(house);
        house.Clock.Ahead -= TimeSpan.FromDays(1);
        Assert.Equal(1, (await LookAsync(house)).Written);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Afterwards_it_lies_in_done_with_a_report_and_names_never_collide()
    {
        await using var house = await IntakeHouse.OpenAsync();
        Drop(house, "lines/june/a.txt", "k1|x\nk2|\n");
        await SettleAsync(house);
        Drop(house, "lines/june/a.txt", "k1|x\nk3|y\n");
        await SettleAsync(house);

        var done = Folder(house, "done");
        Assert.Equal(["a-2.txt", "a-2.txt.report.json", "a.txt", "a.txt.report.json"], done.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.All(done, f => Assert.EndsWith(Path.Combine("lines", "june"), f.DirectoryName, StringComparison.Ordinal));
        var first = Report(done.Single(f => f.Name == "a.txt.report.json"));
        Assert.Equal((2, 2, 0, 1), (first.Received, first.Landed, first.Duplicates, first.Unreadable));
        Assert.Equal("text.missing", Assert.Single(first.FirstReasons).Code);
        Assert.Equal(1, Report(done.Single(f => f.Name == "a-2.txt.report.json")).Duplicates);
    }

    [Fact]
    public async Task A_file_of_which_nothing_can_be_read_goes_to_failed_and_so_does_one_of_no_source()
    {
        await using var house = await IntakeHouse.OpenAsync();
        Drop(house, "lines/bad.txt", "k1|\nk2|\n");
        Drop(house, "telex/b.txt", "k1|x\n");
        await SettleAsync(house);

        var failed = Folder(house, "failed");
        Assert.Equal(["b.txt", "b.txt.report.json", "bad.txt", "bad.txt.report.json"], failed.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.Contains("'telex'", Report(failed.Single(f => f.Name == "b.txt.report.json")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await house.BalanceAsync()).Landed);

        var told = await Probe(house).LookAsync(default);
        Assert.Equal(HealthStates.Degraded, told.State);
        Assert.StartsWith("2 files of the last day failed, last ", told.Detail, StringComparison.Ordinal);
        foreach (var report in failed.Where(f => f.Name.EndsWith("report.json", StringComparison.Ordinal)))
        {
            report.Delete();
        }
        Assert.Equal(HealthStates.Ok, (await Probe(house).LookAsync(default)).State);
    }

    [Fact]
    public async Task A_pipe_and_a_file_beside_the_folders_hold_nobody_up_and_are_told()
    {
        await using var house = await IntakeHouse.OpenAsync();
        Drop(house, "lines/a.txt", "k1|x\n");
        Drop(house, "stray.csv", "k2|y\n");
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(house.Data, "inbox", "lines", "0-pipe"))!)
        {
            await made.WaitForExitAsync();
            Assert.Equal(0, made.ExitCode);
        }

        Assert.Equal(1, (await SettleAsync(house)).Written);
        var told = await Probe(house).LookAsync(default);
        Assert.Equal(HealthStates.Degraded, told.State);
        Assert.StartsWith("2 in the inbox cannot be taken, first ", told.Detail, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(house.Data, "inbox", "stray.csv")));
    }

    [Fact]
    public async Task A_crash_after_landing_and_before_the_move_lands_nothing_twice()
    {
        await using var house = await IntakeHouse.OpenAsync();
        const string text = "k1|x\nk2|y\n";
        await house.ReceiveAsync(text);
        Drop(house, "lines/a.txt", text);

        Assert.Equal(new WorkReport(2, 0, 2, 0), await SettleAsync(house));
        Assert.Equal(2, (await house.BalanceAsync()).Landed);
        Assert.Contains(Folder(house, "done"), f => f.Name == "a.txt");
    }

    [Theory]
    [InlineData("a.tmp")]
    [InlineData("a.csv.part")]
    [InlineData("a.filepart")]
    [InlineData(".hidden")]
    public async Task A_file_that_says_it_is_not_finished_is_left(string name)
    {
        await using var house = await IntakeHouse.OpenAsync();
        var file = Drop(house, "lines/" + name, "k1|x\n");
        Assert.Equal(0, (await SettleAsync(house)).Read);
        Assert.True(File.Exists(file));
    }

    private static IProbe Probe(IntakeHouse house) => house.App.Services.GetServices<IProbe>().Single(p => p.Name == "Inbox");

    private static string Drop(IntakeHouse house, string name, string text)
    {
        var path = Path.Combine(house.Data, "inbox", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static Task<WorkReport> LookAsync(IntakeHouse house)
    {
        house.Clock.Ahead += TimeSpan.FromSeconds(10);
        return house.App.Services.GetServices<IWork>().OfType<CollectInbox>().Single().RunAsync(RunId.New(), CancellationToken.None);
    }

    private static async Task<WorkReport> SettleAsync(IntakeHouse house)
    {
        await LookAsync(house);
        return await LookAsync(house);
    }

    private static List<FileInfo> Folder(IntakeHouse house, string fate) =>
        [.. new DirectoryInfo(Path.Combine(house.Data, "inbox", fate)).EnumerateFiles("*", SearchOption.AllDirectories)];

    private static FileReport Report(FileInfo file) =>
        JsonSerializer.Deserialize<FileReport>(File.ReadAllText(file.FullName), JsonSerializerOptions.Web)!;
}
