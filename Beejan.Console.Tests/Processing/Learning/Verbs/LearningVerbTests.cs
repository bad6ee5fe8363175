using System.Text;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Learning.Verbs;
using Beejan.Processing.Rules;
using Xunit;

namespace Beejan.Tests.Processing.Learning.Verbs;

public sealed class LearningVerbTests : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly string _folder = Directory.CreateTempSubdirectory("beejan-learning").FullName;
    private readonly EvaluateVerb _evaluate;

    public LearningVerbTests()
    {
        var taxonomy = new Taxonomy();
        var recipes = new ShippedRecipes(taxonomy);
        _evaluate = new EvaluateVerb(new ShippedModels(recipes), recipes, taxonomy);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_model_trained_on_a_file_scores_on_it_what_evaluate_says()
    {
        var file = Csv(Toys.Examples());
        var model = Path.Combine(_folder, "m.model");
        var trained = await AnswerAsync(new TrainVerb(), ["category", file], ("text", "what"), ("label", "kind"), ("out", model));
        Assert.Equal((60, 2), (trained.GetProperty("rows").GetInt32(), trained.GetProperty("classes").EnumerateObject().Count()));
        var scored = await AnswerAsync(_evaluate, ["category", file], ("text", "what"), ("label", "kind"), ("model", model));
        Assert.Equal((60, 1.0, 1.0), (scored.GetProperty("rows").GetInt32(), scored.GetProperty("accuracy").GetDouble(), scored.GetProperty("macroF1").GetDouble()));
    }

    [Fact]
    public async Task Folds_score_every_row_once_by_a_model_that_had_not_seen_it()
    {
        var random = Toys.Examples().Select((e, i) => e with { Text = $"word{i} thing{i}", Label = i % 3 == 0 ? "Network" : "Billing" }).ToList();
        var scored = await AnswerAsync(_evaluate, ["category", Csv(random)], ("text", "what"), ("label", "kind"), ("folds", "5"));
        // Nothing in these texts tells the class: a score above the larger class's part would mean that a row was seen.
        Assert.InRange(scored.GetProperty("accuracy").GetDouble(), 0, 0.75);
        Assert.Equal(60, scored.GetProperty("confusion").EnumerateObject().Sum(t => t.Value.EnumerateObject().Sum(a => a.Value.GetInt32())));
        Assert.Equal(0, scored.GetProperty("seenInTraining").GetInt32());
    }

    [Fact]
    public async Task Repeats_across_folds_are_counted_and_scored_apart()
    {
        var twice = Toys.Examples().Concat(Toys.Examples()).ToList();
        var scored = await AnswerAsync(_evaluate, ["category", Csv(twice)], ("text", "what"), ("label", "kind"), ("folds", "5"));
        var seen = scored.GetProperty("seenInTraining").GetInt32();
        Assert.InRange(seen, 1, 120);
        Assert.Equal(120 - seen, scored.GetProperty("unseen").GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task Rows_without_text_or_known_label_are_set_aside_and_told()
    {
        var file = Path.Combine(_folder, "rows.tsv");
        await File.WriteAllTextAsync(file, "text\tlang\nKun cire mini kudi ba dalili\tha\n\tha\nabc def\t\nbonjour\tfr\n");
        var answer = await _evaluate.RunAsync(Call(["language", file], ("text", "text"), ("label", "lang")), default);
        var scored = JsonSerializer.SerializeToElement(answer.Answer, Json);
        Assert.Equal((1, 1, 3), (answer.ExitCode, scored.GetProperty("rows").GetInt32(), scored.GetProperty("setAside").GetInt32()));
    }

    [Fact]
    public async Task Sub_categories_answer_for_their_category_when_the_labels_are_categories()
    {
        var scored = await AnswerAsync(_evaluate, ["category", Csv([new("No network since morning in my area", "Network"), new("You charged me twice for one bundle", "Billing")])], ("text", "what"), ("label", "kind"));
        Assert.Equal(1.0, scored.GetProperty("accuracy").GetDouble());
    }

    [Theory]
    [InlineData("colour", "what", "kind", "category")]
    [InlineData("category", "nothing", "kind", "--text")]
    [InlineData("category", "what", "nothing", "--label")]
    public async Task A_wrong_call_names_what_is_wrong(string task, string text, string label, string named)
    {
        var file = Csv(Toys.Examples());
        var error = await Assert.ThrowsAsync<VerbUsageException>(() => _evaluate.RunAsync(Call([task, file], ("text", text), ("label", label)), default));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_another_task_is_refused()
    {
        var file = Csv(Toys.Examples());
        var model = Path.Combine(_folder, "m.model");
        await AnswerAsync(new TrainVerb(), ["sentiment", file], ("text", "what"), ("label", "kind"), ("out", model));
        var error = await Assert.ThrowsAsync<VerbUsageException>(() => _evaluate.RunAsync(Call(["category", file], ("text", "what"), ("label", "kind"), ("model", model)), default));
        Assert.Contains("--model", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n\"x, \"\"y\"\"\nz\",1\n", "x, \"y\"\nz|1")]
    [InlineData("a,b\r\nx,1\r\n", "x|1")]
    [InlineData("\uFEFFa,b\nsay \"hi\",2", "say \"hi\"|2")]
    public void Csv_is_read_as_spreadsheets_write_it(string content, string second) =>
        Assert.Equal(second, string.Join('|', LabelledFile.Records(content, ',', quotes: true).ElementAt(1)));

    private string Csv(IReadOnlyList<LabelledText> rows)
    {
        var file = Path.Combine(_folder, Path.GetRandomFileName() + ".csv");
        File.WriteAllText(file, rows.Aggregate(new StringBuilder("what,kind,more\n"), (s, r) => s.Append(System.Globalization.CultureInfo.InvariantCulture, $"\"{r.Text}\",{r.Label},x\n")).ToString());
        return file;
    }

    private static VerbCall Call(string[] arguments, params (string Name, string Value)[] options) =>
        new(arguments, options.ToDictionary(o => o.Name, o => (string?)o.Value), _ => { });

    private static async Task<JsonElement> AnswerAsync(IVerb verb, string[] arguments, params (string Name, string Value)[] options) =>
        JsonSerializer.SerializeToElement((await verb.RunAsync(Call(arguments, options), default)).Answer, Json);
}
