using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Rules;
using Beejan.Rulebook;

namespace Beejan.Workshop.Teaching;

/// <summary>
/// Makes a version of the category model: the corpus that ships and people's corrections, by the recipe of the shipped model, then both
/// models on the golden set. Nothing is put in force.
/// </summary>
internal sealed class Retraining(Corrections corrections, RulesInForce rules, RuleBook book, RuleFiles files, TeachingCorpus corpus, ILogger<Retraining> log)
{
    private const string File = "corrections";

    /// <summary>Enters a version that waits to be made, or is being made by the caller.</summary>
    public Task<RuleVersionRow> AskAsync(string by, bool making, CancellationToken ct) => book.AddAsync(
        new RuleVersionRow { Kind = RuleKinds.Model, Name = "Corpus and corrections", State = making ? RuleStates.Making : RuleStates.Asked }, by, ct);

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
            var started = Stopwatch.GetTimestamp();
            await SayAsync("Reading corrections");
            var lessons = await corrections.ReadAsync(ct);
            var now = await rules.NowAsync(ct);
            await SayAsync($"Learning, {lessons.Count} corrections among the examples");
            var model = await Task.Run(() => Train(corpus.Read(), lessons, now.Taxonomy), ct);
            await SayAsync("Comparing on the golden set");
            var after = new Categoriser(model, now.Taxonomy);
            var report = new ModelReport(
                model.Parts.Record.Rows, lessons.Count, Corrections.Group(lessons.Select(l => (l.From, l.To))), now.Parts.Model, GoldenSet.Read().Compare(now.Category, after, now.Taxonomy),
                Right(lessons, now.Category), Right(lessons, after), now.Taxonomy.Version, Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 1));
            using var bytes = new MemoryStream();
            ModelFile.Write(model.Parts, bytes);
            var whole = bytes.ToArray();
            var (path, hash) = await files.WriteAsync(RuleKinds.Model, version.Number, whole, ct);
            var copy = Convert.ToBase64String(whole);
            await book.FillAsync(version.Id, RuleStates.Making,
                r => (r.State, r.File, r.Hash, r.Content, r.Report, r.Progress) = (RuleStates.Draft, path, hash, copy, report.ToJson(), null), ct);
            return report;
        }
        catch (Exception e) when (e is not OutOfMemoryException and not OperationCanceledException)
        {
            // Another message may quote what was learnt from; the log of this time has it.
            log.LogError(e, "Model version {Version} could not be made", version.Number);
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

    /// <summary>The same examples give the same model. The texts are masked, so whose they are makes no difference.</summary>
    private static TextModel Train(Corpus corpus, IReadOnlyList<Lesson> lessons, Taxonomy taxonomy)
    {
        CorpusLine Placed(CorpusLine line) => taxonomy.Place(line.Subcategory) is null ? line : line with { Subcategory = taxonomy.Place(line.Subcategory, line.Text) };
        var lines = lessons.Select(l => new CorpusLine(File, l.Text, l.Language, l.To, "")).Select(Placed).Where(l => taxonomy.Find(l.Subcategory) is not null).ToList();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(l => $"{l.Text}\t{l.Subcategory}"))));
        var placed = corpus.Select(Placed);
        return new ShippedRecipes(taxonomy).Train(LearningTask.Category, lines.Count == 0 ? placed : placed.With(lines, File, Convert.ToHexStringLower(hash)));
    }

    private static int Right(IReadOnlyList<Lesson> lessons, Categoriser model) => lessons.Count(l => model.Judge(l.Text, null).Key == l.To);
}
