using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules;
using Beejan.Rulebook;

namespace Beejan.Workshop.Teaching;

/// <summary>
/// Makes a version of a task's models: the corpus that ships and people's corrections of that task, by the recipe of what ships, then both
/// on the golden set. Nothing is put in force.
/// </summary>
internal sealed class Retraining(Corrections corrections, RulesInForce rules, RuleBook book, RuleFiles files, TeachingCorpus corpus, ILogger<Retraining> log)
{
    /// <summary>Enters a version that waits to be made, or is being made by the caller.</summary>
    /// <param name="task">One of <see cref="LearningTask"/>.</param>
    public Task<RuleVersionRow> AskAsync(string task, string by, bool making, CancellationToken ct) => book.AddAsync(
        new RuleVersionRow { Kind = LearningTask.KindOf(task), Name = "Corpus and corrections", State = making ? RuleStates.Making : RuleStates.Asked }, by, ct);

    /// <summary>Makes a version that is in the state of being made; it is a draft afterwards, or failed.</summary>
    public async Task<ModelReport?> MakeAsync(RuleVersionRow version, Action<string> progress, CancellationToken ct)
    {
        async Task SayAsync(string step)
        {
            progress(step);
            await book.FillAsync(version.Id, RuleStates.Making, r => r.Progress = step, ct);
        }
        try
        {
            var task = LearningTask.OfKind(version.Kind);
            var started = Stopwatch.GetTimestamp();
            await SayAsync("Reading corrections");
            var now = await rules.NowAsync(ct);
            var lessons = await corrections.ReadAsync(task, ct);
            await SayAsync($"Learning, {lessons.Count} corrections among the examples");
            var models = await Task.Run(() => Train(task, lessons, now), ct);
            await SayAsync("Comparing on the golden set");
            var after = Judges.Of(now.Models.With(models), now.Taxonomy);
            var report = new ModelReport(
                models[task].Parts.Record.Rows, lessons.Count, Corrections.Group(lessons.Select(l => (l.From, l.To))), now.Parts[task],
                GoldenSet.Read(task).Compare(now.Judges, after, now.Taxonomy), Right(task, lessons, now.Judges), Right(task, lessons, after), now.Taxonomy.Version,
                Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 1));
            var whole = ModelBundle.Write(models);
            var (path, hash) = await files.WriteAsync(version.Kind, version.Number, whole, ct);
            var copy = Convert.ToBase64String(whole);
            await book.FillAsync(version.Id, RuleStates.Making,
                r => (r.State, r.File, r.Hash, r.Content, r.Report, r.Progress) = (RuleStates.Draft, path, hash, copy, report.ToJson(), null), ct);
            return report;
        }
        catch (Exception e) when (e is not OutOfMemoryException and not OperationCanceledException)
        {
            // Another message may quote what was learnt from; the log of this time has it.
            log.LogError(e, "Version {Version} of {Kind} could not be made", version.Number, version.Kind);
            var why = e is InvalidDataException or IOException or UnauthorizedAccessException ? e.Message : $"{e.GetType().Name}, see the log; ask for it again once the cause is gone";
            await book.FillAsync(version.Id, RuleStates.Making, r => (r.State, r.Progress) = (RuleStates.Failed, why), CancellationToken.None);
            return null;
        }
        catch (OperationCanceledException)
        {
            // The program stops; that is nobody's decision about the version.
            await book.FillAsync(version.Id, RuleStates.Making, r => (r.State, r.Progress) = (RuleStates.Asked, null), CancellationToken.None);
            throw;
        }
    }

    /// <summary>The same examples give the same models. The texts are masked, so whose they are makes no difference.</summary>
    private Dictionary<string, TextModel> Train(string task, IReadOnlyList<Lesson> lessons, RuleSet now)
    {
        var taxonomy = now.Taxonomy;
        var lines = lessons.Select(l => Example(task, l, now)).Where(l => task != LearningTask.Category || taxonomy.Find(l.Subcategory) is not null).ToList();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(l => $"{l.Text}\t{ShippedRecipes.Label(task, l)}"))));
        var all = corpus.Read().Select(l => task == LearningTask.Category ? Placed(l, taxonomy) : l);
        all = lines.Count == 0 ? all : all.With(lines, ShippedRecipes.Corrections, Convert.ToHexStringLower(hash));
        var recipes = new ShippedRecipes(taxonomy);
        // The talk of a language learns anew where it was corrected; a version is whole, so the other models stand in it as they are.
        return ShippedRecipes.NamesOf(task).ToDictionary(
            n => n, n => n == task || lines.Exists(l => ShippedRecipes.IsTaughtBy(n, l)) ? recipes.Train(n, all) : now.Models[n].Model, StringComparer.Ordinal);
    }

    /// <summary>A correction as a line of the corpus that teaches one task; talk is what the models in force take for it.</summary>
    private static CorpusLine Example(string task, Lesson lesson, RuleSet now)
    {
        var line = new CorpusLine(ShippedRecipes.Corrections, lesson.Text, "", "", "");
        if (task != LearningTask.Sentiment)
        {
            return task == LearningTask.Category ? Placed(line with { Language = lesson.Language, Subcategory = lesson.To }, now.Taxonomy) : line with { Language = lesson.To };
        }
        var judged = now.Judges.Judge(lesson.Text, null, null);
        var talk = !Sentiments.IsComplaint(judged.Answer.Category, judged.Answer.Confidence);
        return line with { Language = judged.Language, Subcategory = talk ? ShippedRecipes.Talking : "", Sentiment = lesson.To };
    }

    private static CorpusLine Placed(CorpusLine line, Taxonomy taxonomy) =>
        taxonomy.Place(line.Subcategory) is null ? line : line with { Subcategory = taxonomy.Place(line.Subcategory, line.Text) };

    private static int Right(string task, IReadOnlyList<Lesson> lessons, Judges judges) => lessons.Count(l => judges.Judge(l.Text, null, null).Of(task).Key == l.To);
}
