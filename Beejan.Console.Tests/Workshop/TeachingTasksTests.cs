using Beejan.Contracts;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Shipped;
using Beejan.Rulebook;
using Beejan.Serving;
using Beejan.Workshop.Teaching;
using Xunit;

namespace Beejan.Tests.Workshop;

/// <summary>Language and sentiment are taught as the category is.</summary>
public sealed class TeachingTasksTests
{
    private const string Strange = "Zumbrako velitanga morusheli kavodinte purasolme";
    private const string Praise = "The whistling blue cube by the gate made my morning, no network problem at all";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_corrected_language_is_learnt_shadowed_promoted_named_and_rolled_back(bool postgres)
    {
        await using var house = await WorkshopHouse.OpenAsync(postgres, "en-1.", "ha-1.", "yo-1.", "foreign-1.");
        for (var i = 0; i < 12; i++)
        {
            var row = await house.ServeAsync($"t-{i}", $"{Strange} visit {i}", phone: $"0803123450{i:00}"[..11]);
            Assert.NotEqual("ha", row.Language);
            await house.CorrectAsync(row.Id, new CaseChange { Language = "ha" });
        }
        var unknown = await house.ServeAsync("t-x", "Bonjour messieurs, je voudrais savoir", phone: "08031239999");
        await house.CorrectAsync(unknown.Id, new CaseChange { Language = "und" });

        var (version, report) = await house.RetrainAsync(LearningTask.Language);
        Assert.Equal((RuleKinds.LanguageModel, 1, RuleStates.Draft), (version.Kind, version.Number, version.State));
        Assert.Equal((13, 1, 13), (report.Lessons, report.LessonsBefore, report.LessonsAfter));
        Assert.Equal(["ha", "und"], report.Moves.Select(m => m.To).Distinct().Order());
        Assert.Equal(GoldenSet.Read(LearningTask.Language).Lines.Count, report.Golden.Rows);

        Assert.True(await house.Book.ShadowAsync(version.Id, true, "ada", default));
        var beside = await house.ServeAsync("s-1", Strange + " please", phone: "08031230001");
        Assert.NotEqual("ha", beside.Language);
        var move = Assert.Single(await house.Book.MovesAsync(version.Id, default));
        Assert.Equal((beside.Language, "ha", beside.Id), (move.Live, move.Shadow, move.Sample));

        Assert.True(await house.Book.PromoteAsync(version.Id, "ada", default));
        var after = await house.ServeAsync("u-1", Strange + " once more", phone: "08031230002");
        Assert.Equal(("ha", $"{Pipeline.Version}+language1"), (after.Language, after.PipelineVersion));
        Assert.True(await house.Book.RollBackAsync(RuleKinds.LanguageModel, "ada", default));
        var back = await house.ServeAsync("u-2", Strange + " once more", phone: "08031230003");
        Assert.Equal((false, Pipeline.Version), (back.Language == "ha", back.PipelineVersion));
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_corrected_sentiment_is_learnt_and_stands_beside_versions_of_other_tasks()
    {
        await using var house = await WorkshopHouse.OpenAsync();
        for (var i = 0; i < 12; i++)
        {
            var row = await house.ServeAsync($"t-{i}", $"{Praise}, visit {i}", phone: $"0803123450{i:00}"[..11]);
            await house.CorrectAsync(row.Id, new CaseChange { Sentiment = "positive", Subcategory = "CS-STORE" });
        }
        var before = await house.ServeAsync("u-1", Praise + ", once more", phone: "08031230001");
        Assert.NotEqual("positive", SentimentBands.Of(before.Sentiment));
        var (feeling, report) = await house.RetrainAsync(LearningTask.Sentiment);
        Assert.Equal((RuleKinds.SentimentModel, 12, 12), (feeling.Kind, report.Lessons, report.LessonsAfter));
        Assert.Equal(ShippedRecipes.NamesOf(LearningTask.Sentiment).Order(), (await house.Rules.ModelsAsync(feeling, default)).Keys.Order());
        var (category, _) = await house.RetrainAsync();
        await house.Book.PromoteAsync(feeling.Id, "ada", default);
        await house.Book.PromoteAsync(category.Id, "ada", default);

        var after = await house.ServeAsync("u-2", Praise + ", once more", phone: "08031230002");
        Assert.Equal(("positive", "CS-STORE", $"{Pipeline.Version}+model1.sentiment1"), (SentimentBands.Of(after.Sentiment), after.Subcategory, after.PipelineVersion));
        await house.Raw.StopAndOpenAsync();
        Assert.Equal($"{Pipeline.Version}+model1.sentiment1", (await house.ServeAsync("u-3", "No network in Ikeja", phone: "08031230003")).PipelineVersion);
        await house.Book.RollBackAsync(RuleKinds.Model, "ada", default);
        Assert.Equal($"{Pipeline.Version}+sentiment1", (await house.ServeAsync("u-4", "No network in Epe", phone: "08031230004")).PipelineVersion);
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_correction_of_talk_teaches_the_model_of_that_talk()
    {
        const string Talk = "Abeg make una help me greet my mama for Warri, kulokulo dey";
        await using var house = await WorkshopHouse.OpenAsync(false, "en-1.", "pcm-1.", "naijasenti-pcm");
        var first = await house.ServeAsync("t-0", Talk, phone: "08031234500");
        Assert.Equal(("pcm", Categories.Other), (first.Language, first.Category));
        var wanted = SentimentBands.Of(first.Sentiment) == "positive" ? "negative" : "positive";
        await house.CorrectAsync(first.Id, new CaseChange { Sentiment = wanted });

        var (version, report) = await house.RetrainAsync(LearningTask.Sentiment);
        Assert.Equal((1, 0), (report.Lessons, report.LessonsBefore));
        var models = await house.Rules.ModelsAsync(version, default);
        Assert.Contains(models[ShippedRecipes.Talk("pcm")].Parts.Record.Data, d => d.Name == ShippedRecipes.Corrections);
        Assert.DoesNotContain(models[ShippedRecipes.Talk("ha")].Parts.Record.Data, d => d.Name == ShippedRecipes.Corrections);
    }

    [Fact]
    public async Task A_version_whose_file_holds_other_models_is_told_and_leaves_what_ships()
    {
        await using var house = await WorkshopHouse.OpenAsync(false, "en-1.", "ha-1.");
        var (language, _) = await house.RetrainAsync(LearningTask.Language);
        var stray = await house.Book.AddAsync(
            new RuleVersionRow { Kind = RuleKinds.SentimentModel, Name = "stray", State = RuleStates.Draft, File = language.File, Hash = language.Hash, Content = language.Content }, "ada", default);
        await house.Book.PromoteAsync(stray.Id, "ada", default);
        Assert.Equal(Pipeline.Version, (await house.ServeAsync("l-1", "No network in Ikeja")).PipelineVersion);
        Assert.Contains("holds other models than its task has", house.Rules.Fault, StringComparison.Ordinal);
    }
}
