using System.Globalization;
using System.Reflection;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Training;
using Beejan.Processing.Rules;

namespace Beejan.Workshop.Teaching;

/// <summary>One line of a golden set.</summary>
/// <param name="Truth">The right answer: a sub-category, a language or a band of sentiment.</param>
internal sealed record GoldenLine(string Text, string Language, string Truth);

/// <summary>The frozen texts by which models of one task are compared: compiled in from <c>Golden/</c>, the highest version, never trained on.</summary>
internal sealed class GoldenSet
{
    private const string Folder = "Beejan.Workshop.Teaching.Golden.";
    private readonly string _task;

    private GoldenSet(string task, int version, IReadOnlyList<GoldenLine> lines) => (_task, Version, Lines) = (task, version, lines);

    public int Version { get; }

    public IReadOnlyList<GoldenLine> Lines { get; }

    /// <param name="task">One of <see cref="LearningTask"/>.</param>
    public static GoldenSet Read(string task)
    {
        var prefix = $"{Folder}{task}-";
        var assembly = Assembly.GetExecutingAssembly();
        var (name, version) = assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Select(n => (n, int.Parse(n[prefix.Length..].Split('.')[0], CultureInfo.InvariantCulture))).MaxBy(n => n.Item2);
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')).ToList();
        var columns = rows[0].Length;
        return new GoldenSet(task, version, [.. rows.Skip(1).Select(r => r.Length == columns ? new GoldenLine(r[0], r[1], r[^1]) : throw new InvalidDataException($"{name}: '{r[0]}' has {r.Length} columns"))]);
    }

    /// <summary>Compares two sets of models; of the category each line in its place in that version of the taxonomy.</summary>
    public GoldenComparison Compare(Judges before, Judges after, Taxonomy taxonomy)
    {
        var (guessesBefore, guessesAfter) = (new List<Guess>(), new List<Guess>());
        var (mended, broken) = (new List<GoldenDifference>(), new List<GoldenDifference>());
        var (rightBefore, rightAfter) = (0, 0);
        foreach (var line in Lines)
        {
            var truth = _task == LearningTask.Category ? taxonomy.Place(line.Truth, line.Text) : line.Truth;
            var group = _task == LearningTask.Category ? taxonomy[truth].Category : truth;
            var (was, now) = (before.Judge(line.Text, null, null).Of(_task), after.Judge(line.Text, null, null).Of(_task));
            guessesBefore.Add(new Guess(group, was.Group, was.Confidence));
            guessesAfter.Add(new Guess(group, now.Group, now.Confidence));
            rightBefore += was.Key == truth ? 1 : 0;
            rightAfter += now.Key == truth ? 1 : 0;
            // The right category under a wrong sub-category is half right: it reaches the right people.
            if (Rank(was) != Rank(now))
            {
                (Rank(now) > Rank(was) ? mended : broken).Add(new GoldenDifference(line.Text, line.Language, truth, was.Key, now.Key));
            }

            int Rank((string Key, string Group, float) answer) => answer.Key == truth ? 2 : answer.Group == group ? 1 : 0;
        }
        return new GoldenComparison(Version, Lines.Count, Score(guessesBefore, rightBefore, before), Score(guessesAfter, rightAfter, after), mended, broken);
    }

    private GoldenScore Score(List<Guess> guesses, int right, Judges judges)
    {
        var all = Evaluation.Of(guesses, judges.Categoriser.Model.Parts.Threshold);
        return _task == LearningTask.Category
            ? new GoldenScore(all.Accuracy, all.MacroF1, Math.Round((double)right / guesses.Count, 4), all.Automatic.Share, all.Automatic.Accuracy)
            : new GoldenScore(all.Accuracy, all.MacroF1, null, null, null);
    }
}

/// <summary>One set of models on a golden set; shares are 0…1.</summary>
/// <param name="Right">Of all lines: the category, the language, the band of sentiment is right.</param>
/// <param name="MacroF1">Over those.</param>
/// <param name="Subcategory">The sub-category is right; null but for the category.</param>
/// <param name="AutomaticShare">What is settled without a person, which only the category asks for.</param>
/// <param name="AutomaticAccuracy">Of those the right ones.</param>
public sealed record GoldenScore(double Right, double MacroF1, double? Subcategory, double? AutomaticShare, double? AutomaticAccuracy);

/// <summary>A line that one set of models has more right than the other.</summary>
public sealed record GoldenDifference(string Text, string Language, string Truth, string Before, string After);

/// <summary>Two sets of models on a golden set.</summary>
/// <param name="Mended">More right after: the answer, or at least the category.</param>
/// <param name="Broken">Less right after.</param>
public sealed record GoldenComparison(
    int Version, int Rows, GoldenScore Before, GoldenScore After, IReadOnlyList<GoldenDifference> Mended, IReadOnlyList<GoldenDifference> Broken);
