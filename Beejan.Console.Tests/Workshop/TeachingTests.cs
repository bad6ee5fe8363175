using Beejan.Contracts;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Scoring;
using Beejan.Rulebook;
using Beejan.Workshop.Teaching;
using Xunit;

namespace Beejan.Tests.Workshop;

public sealed class TeachingTests
{
    private const string Words = "The little blue cube by the gate is whistling again";

    [Fact]
    public async Task A_correction_is_learnt_promoted_served_named_and_rolled_back()
    {
        await using var house = await WorkshopHouse.OpenAsync();
        for (var i = 0; i < 12; i++)
        {
            var row = await house.ServeAsync($"t-{i}", $"{Words}, visit {i}", phone: $"0803123450{i:00}"[..11]);
            Assert.NotEqual("CS-STORE", row.Subcategory);
            await house.CorrectAsync(row.Id, "CS-STORE");
        }
        var (version, report) = await house.RetrainAsync();
        Assert.Equal((RuleStates.Draft, 12, 0, 12), (version.State, report.Lessons, report.LessonsBefore, report.LessonsAfter));
        Assert.Equal([("CS-STORE", 12)], report.Moves.GroupBy(m => m.To).Select(g => (g.Key, g.Sum(m => m.Count))));
        Assert.Equal(GoldenSet.Read(LearningTask.Category).Lines.Count, report.Golden.Rows);
        var before = await house.ServeAsync("u-1", Words + ", once more", phone: "08031230001");
        Assert.Equal((Pipeline.Version, false), (before.PipelineVersion, before.Subcategory == "CS-STORE"));

        Assert.True(await house.Book.PromoteAsync(version.Id, "ada", default));
        var after = await house.ServeAsync("u-2", Words + ", once more", phone: "08031230002");
        Assert.Equal(("CS-STORE", $"{Pipeline.Version}+model1"), (after.Subcategory, after.PipelineVersion));

        Assert.True(await house.Book.RollBackAsync(RuleKinds.Model, "ada", default));
        var back = await house.ServeAsync("u-3", Words + ", once more", phone: "08031230003");
        Assert.Equal((before.Subcategory, before.Confidence, Pipeline.Version), (back.Subcategory, back.Confidence, back.PipelineVersion));
        Assert.False(await house.Book.RollBackAsync(RuleKinds.Model, "ada", default));
        Assert.Equal(["ada model.promoted model 1 replaces what ships", "ada model.rolled-back model 1 what ships is in force again"],
            (await house.AuditAsync()).Where(l => l.Contains("model.promoted") || l.Contains("model.rolled-back")));
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_promoted_model_survives_a_restart_and_finds_its_way_to_a_node_without_its_file()
    {
        await using var house = await WorkshopHouse.OpenAsync();
        var (version, _) = await house.RetrainAsync();
        await house.Book.PromoteAsync(version.Id, "ada", default);
        await house.Raw.StopAndOpenAsync();
        Assert.Equal($"{Pipeline.Version}+model1", (await house.ServeAsync("r-1", "No network in Ikeja")).PipelineVersion);

        var path = Path.Combine(house.Raw.Directory, version.File!);
        var bytes = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        await house.Raw.StopAndOpenAsync();
        Assert.Equal($"{Pipeline.Version}+model1", (await house.ServeAsync("r-2", "No network in Ikeja", phone: "08031230009")).PipelineVersion);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task A_model_that_is_lost_is_told_and_leaves_the_one_that_ships_until_it_is_rolled_back()
    {
        await using var house = await WorkshopHouse.OpenAsync();
        var (version, _) = await house.RetrainAsync();
        await house.Book.PromoteAsync(version.Id, "ada", default);
        await house.Book.FillAsync(version.Id, RuleStates.Live, r => r.Content = "", default);
        await File.WriteAllTextAsync(Path.Combine(house.Raw.Directory, version.File!), "BJNM and nothing else");
        await house.Raw.StopAndOpenAsync();
        Assert.Equal(Pipeline.Version, (await house.ServeAsync("l-1", "No network in Ikeja")).PipelineVersion);
        Assert.Contains("is gone or damaged: restore it from a backup", house.Rules.Fault, StringComparison.Ordinal);
        Assert.Contains(await house.Raw.FaultsAsync(), f => f.StartsWith("rule-versions", StringComparison.Ordinal));
        await house.Book.RollBackAsync(RuleKinds.Model, "ada", default);
        await house.ServeAsync("l-2", "No network in Ikeja", phone: "08031230010");
        Assert.Null(house.Rules.Fault);
    }

    [Fact]
    public async Task Nothing_personal_enters_a_model()
    {
        async Task<byte[]> ModelOfAsync(string phone, string name, string mail, string account)
        {
            await using var house = await WorkshopHouse.OpenAsync();
            var row = await house.ServeAsync("p-1", $"My name is {name}, call {phone} or write {mail}, account {account}, the blue cube whistles", phone: "08031234567");
            await house.CorrectAsync(row.Id, "CS-STORE");
            var (version, _) = await house.RetrainAsync();
            Assert.DoesNotContain(phone, version.Report, StringComparison.Ordinal);
            return ModelFile.Content((await house.Rules.ModelsAsync(version, default))[LearningTask.Category].Parts);
        }
        Assert.Equal(await ModelOfAsync("08034445566", "Ngozi Okafor", "ngozi.o@example.com", "0123456789"),
            await ModelOfAsync("07067778899", "Tunde Bakare", "tb1990@mail.test", "3098765432"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_shadow_counts_what_it_would_have_said_and_changes_nothing_that_is_served(bool postgres)
    {
        await using var house = await WorkshopHouse.OpenAsync(postgres);
        for (var i = 0; i < 12; i++)
        {
            await house.CorrectAsync((await house.ServeAsync($"t-{i}", $"{Words}, visit {i}", phone: $"0803123450{i:00}"[..11])).Id, "CS-STORE");
        }
        var (version, _) = await house.RetrainAsync();
        var alone = await house.ServeAsync("s-1", Words + ", please", phone: "08031230001");
        Assert.Empty(await house.Book.MovesAsync(version.Id, default));

        Assert.True(await house.Book.ShadowAsync(version.Id, true, "ada", default));
        var beside = await house.ServeAsync("s-2", Words + ", please", phone: "08031230002");
        await house.ServeAsync("s-3", "No network in Ikeja since morning", phone: "08031230003");
        Assert.Equal((alone.Subcategory, alone.Confidence, alone.Reasons, alone.PipelineVersion), (beside.Subcategory, beside.Confidence, beside.Reasons, beside.PipelineVersion));
        var moves = await house.Book.MovesAsync(version.Id, default);
        Assert.Equal((2, 1), (moves.Sum(m => m.Count), moves.Count(m => m.Live == m.Shadow)));
        Assert.Equal((alone.Subcategory, "CS-STORE", beside.Id), moves.Where(m => m.Live != m.Shadow).Select(m => (m.Live, m.Shadow, m.Sample)).Single());

        await house.Book.ShadowAsync(version.Id, false, "ada", default);
        await house.ServeAsync("s-4", Words + ", please", phone: "08031230004");
        Assert.Equal(2, (await house.Book.MovesAsync(version.Id, default)).Sum(m => m.Count));
    }

    [Fact]
    public async Task A_version_that_was_asked_for_is_made_by_the_work_and_a_confirmation_counts_as_a_label()
    {
        await using var house = await WorkshopHouse.OpenAsync();
        var row = await house.ServeAsync("c-1", "No network in Ikeja since morning");
        await house.CorrectAsync(row.Id, row.Subcategory);
        var (all, moves) = await house.Get<Corrections>().TallyAsync(LearningTask.Category, DateTimeOffset.UnixEpoch, default);
        Assert.Equal((1, new LessonMove(row.Subcategory, row.Subcategory, 1)), (all, Assert.Single(moves)));
        var asked = await house.Get<Retraining>().AskAsync(LearningTask.Category, "ada", making: false, default);
        var report = await house.Get<RetrainWork>().RunAsync(RunId.New(), default);
        Assert.Equal((0, RuleStates.Draft), (report.Rejected, (await house.Book.FindAsync(asked.Id, default))!.State));
    }
}
