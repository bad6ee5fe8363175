using System.Text;
using Beejan.Contracts;
using Beejan.Processing.Learning.Features;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Learning.Training;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Learning.Verbs;

internal sealed class EvaluateVerb(ShippedModels shipped, ShippedRecipes recipes, Taxonomy taxonomy) : IVerb
{
    private const ulong FoldSeed = 7;

    public string Name => "evaluate";

    public IReadOnlyList<string> Options { get; } = ["text", "label", "model", "folds"];

    public IReadOnlyList<string> Flags { get; } = ["shipped", "by-row"];

    public bool NeedsData => false;

    public string Usage => """
        evaluate category|language|sentiment FILE --text COL --label COL   scores a model on labelled rows
          --text     the column with the texts
          --label    the column with the right answers
          --model    a model file; otherwise the model that ships
          --folds    trains and tests inside the file instead, in so many parts (2 to 20)
          --shipped  with --folds: trains on the corpus that ships without the texts of the tested part
          --by-row   with --shipped: leaves out the tested rows alone; other rows with the same words may stay, as in --folds
          --json     one JSON object: {rows, accuracy, macroF1, weightedF1, calibrationError, calibrationByChance, automatic:{share, accuracy,
                     threshold}, perClass, confusion, setAside, seenInTraining, unseen}; shares are 0 to 1; by chance alone, honest
                     confidences would show that calibration error on so few rows
        """;

    public Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        var (task, file) = LearningTask.Read(call);
        if (call.Option("folds") is not null && call.Option("model") is not null)
        {
            throw new VerbUsageException("--folds trains its own models: leave --model out");
        }
        if (call.Flag("shipped") && call.Option("folds") is null)
        {
            throw new VerbUsageException("--shipped needs --folds; without both, the model that ships is scored");
        }
        if (call.Flag("by-row") && !call.Flag("shipped"))
        {
            throw new VerbUsageException("--by-row needs --shipped; --folds alone goes by row");
        }
        var (read, setAside) = LabelledFile.Read(file, call.Required("text"), call.Required("label"));
        var rows = read.ConvertAll(r => r with { Label = LearningTask.Label(task, r.Label) });
        var folds = call.Number("folds", 0, 2, 20);
        var scoring = folds == 0 ? Whole(task, rows, call.Option("model"))
            : call.Flag("shipped") ? Shipped(task, rows, folds, call.Flag("by-row"), ct) : Within(task, rows, folds, ct);
        setAside += rows.Count - scoring.Guesses.Count;
        if (scoring.Guesses.Count == 0)
        {
            throw new VerbUsageException($"--label: no row of '{file}' carries a label that the model knows");
        }
        var all = Evaluation.Of(scoring.Guesses, scoring.Threshold);
        var unseen = scoring.Guesses.Where((_, i) => !scoring.Seen[i]).ToList();
        return Task.FromResult(new VerbAnswer(setAside > 0 ? 1 : 0, new
        {
            all.Rows, all.Accuracy, all.MacroF1, all.WeightedF1, all.CalibrationError, all.CalibrationByChance, all.Automatic, all.PerClass, all.Confusion, setAside,
            seenInTraining = scoring.Guesses.Count - unseen.Count,
            unseen = unseen.Count == 0 || unseen.Count == all.Rows ? null : Brief(Evaluation.Of(unseen, scoring.Threshold)),
        }));
    }

    private static object Brief(Evaluation e) => new { e.Rows, e.Accuracy, e.MacroF1, e.WeightedF1, e.CalibrationError, e.CalibrationByChance, e.Automatic };

    private Scoring Whole(string task, List<LabelledText> rows, string? path)
    {
        var scoring = new Scoring();
        if (path is null)
        {
            var corpus = Corpus.Read().Lines.Where(l => ShippedRecipes.Label(task, l).Length > 0).Select(l => TextKey(l.Text)).ToHashSet(StringComparer.Ordinal);
            scoring.Add(JudgeOf(shipped, task, rows), rows, Enumerable.Range(0, rows.Count), t => corpus.Contains(TextKey(t)));
            return scoring;
        }
        using var stream = Open(path);
        var model = ModelFile.Read(stream);
        if (model.Parts.Record.Task != task)
        {
            throw new VerbUsageException($"--model: '{path}' tells the {model.Parts.Record.Task}, not the {task}");
        }
        scoring.Add(JudgeOf(model, task, rows), rows, Enumerable.Range(0, rows.Count), _ => false);
        return scoring;
    }

    // What stays of a text however its numbers, names and handles were masked: two texts with the same words are the same to a model.
    private static string TextKey(string text)
    {
        using var words = new WordBuffer(text);
        var key = new StringBuilder(text.Length);
        for (var w = 0; w < words.Count; w++)
        {
            key.Append(char.IsLetter(words[w][0]) ? words[w] : "").Append(' ');
        }
        return words.HasLetters ? string.Join(' ', key.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)) : text;
    }

    private static FileStream Open(string path) => File.Exists(path) ? File.OpenRead(path) : throw new VerbUsageException($"--model: there is no file '{path}'");

    private Scoring Within(string task, List<LabelledText> rows, int folds, CancellationToken ct)
    {
        var scoring = new Scoring();
        foreach (var (train, test) in Parts(rows, folds))
        {
            ct.ThrowIfCancellationRequested();
            var known = train.Select(i => TextKey(rows[i].Text)).ToHashSet(StringComparer.Ordinal);
            var model = Learner.Train([.. train.Select(i => rows[i])], Recipe.Of(task), []);
            scoring.Add(JudgeOf(model, task, rows), rows, test, t => known.Contains(TextKey(t)));
        }
        return scoring;
    }

    private Scoring Shipped(string task, List<LabelledText> rows, int folds, bool byRow, CancellationToken ct)
    {
        var corpus = Corpus.Read();
        var lines = corpus.Lines.Select(l => (Line: l, Key: TextKey(l.Text))).ToList();
        var scoring = new Scoring();
        foreach (var (_, test) in Parts(rows, folds))
        {
            ct.ThrowIfCancellationRequested();
            var kept = HeldOut.Kept(lines, test.Select(i => TextKey(rows[i].Text)), byRow);
            scoring.Add(JudgeOf(ShippedModels.Of(recipes, n => recipes.Train(n, corpus, kept)), task, rows), rows, test, _ => false);
        }
        return scoring;
    }

    private static IEnumerable<(int[] Train, int[] Test)> Parts(List<LabelledText> rows, int folds)
    {
        var names = rows.Select(r => r.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var part = Folds.Split([.. rows.Select(r => names.IndexOf(r.Label))], folds, FoldSeed);
        for (var p = 0; p < folds; p++)
        {
            yield return ([.. Enumerable.Range(0, rows.Count).Where(i => part[i] != p)], [.. Enumerable.Range(0, rows.Count).Where(i => part[i] == p)]);
        }
    }

    // The models that ship tell a feeling together, and a language is told by rules beside its model; a category comes from its model alone.
    private Judge JudgeOf(ShippedModels models, string task, List<LabelledText> rows)
    {
        var (model, languages) = (models[task], new Languages(models));
        if (task == LearningTask.Language)
        {
            return new Judge(model.Groups, model.Model.Parts.Threshold, languages.Judge);
        }
        if (task == LearningTask.Category)
        {
            return JudgeOf(model.Model, task, rows);
        }
        var sentiments = new Sentiments(models, languages);
        return new Judge(model.Groups, model.Model.Parts.Threshold, text => sentiments.Judge(text) is var feeling ? (feeling.Label, feeling.Confidence) : default);
    }

    /// <summary>Answers in the words of the labels: sub-categories become their category when the labels are categories.</summary>
    private Judge JudgeOf(TextModel model, string task, List<LabelledText> rows)
    {
        var byKey = task != LearningTask.Category || rows.Exists(r => taxonomy.Subcategories.Any(s => s.Key == r.Label));
        var classifier = new Classifier(model, byKey ? null : recipes.CategoryOf);
        return new Judge(classifier.Groups, model.Parts.Threshold, text => classifier.Judge(text) is var answer ? (classifier.Groups[answer.Group], answer.Confidence) : default);
    }

    private sealed record Judge(IReadOnlyList<string> Labels, float Threshold, Func<string, (string Answer, float Confidence)> Of);

    private sealed class Scoring
    {
        public List<Guess> Guesses { get; } = [];

        public List<bool> Seen { get; } = [];

        public float Threshold { get; private set; }

        public void Add(Judge judge, List<LabelledText> rows, IEnumerable<int> test, Func<string, bool> seen)
        {
            // The strictest of the folds' lines holds for all. Rows whose label cannot be answered are left out.
            Threshold = Math.Max(Threshold, judge.Threshold);
            foreach (var row in test.Select(i => rows[i]).Where(r => judge.Labels.Contains(r.Label)))
            {
                var (answer, confidence) = judge.Of(row.Text);
                Guesses.Add(new Guess(row.Label, answer, confidence));
                Seen.Add(seen(row.Text));
            }
        }
    }
}
