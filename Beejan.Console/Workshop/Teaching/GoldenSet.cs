using System.Globalization;
using System.Reflection;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Rules;

namespace Beejan.Workshop.Teaching;

/// <summary>One line of the golden set.</summary>
internal sealed record GoldenLine(string Text, string Language, string Subcategory);

/// <summary>The frozen complaints by which models are compared: compiled in from <c>Golden/</c>, the highest version, never trained on.</summary>
internal sealed class GoldenSet
{
    private const string Prefix = "Beejan.Workshop.Teaching.Golden.golden-";
    private const int Columns = 3;

    private GoldenSet(int version, IReadOnlyList<GoldenLine> lines) => (Version, Lines) = (version, lines);

    public int Version { get; }

    public IReadOnlyList<GoldenLine> Lines { get; }

    public static GoldenSet Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var (name, version) = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => (n, int.Parse(n[Prefix.Length..].Split('.')[0], CultureInfo.InvariantCulture))).MaxBy(n => n.Item2);
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split('\t')).ToList();
        return new GoldenSet(version, [.. rows.Select(r => r.Length == Columns ? new GoldenLine(r[0], r[1], r[2]) : throw new InvalidDataException($"{name}: '{r[0]}' has {r.Length} columns"))]);
    }

    /// <summary>Compares two models, each line in its place in that version of the taxonomy.</summary>
    public GoldenComparison Compare(Categoriser before, Categoriser after, Taxonomy taxonomy)
    {
        var (guessesBefore, guessesAfter) = (new List<Guess>(), new List<Guess>());
        var (mended, broken) = (new List<GoldenDifference>(), new List<GoldenDifference>());
        var (rightBefore, rightAfter) = (0, 0);
        foreach (var line in Lines)
        {
            var truth = taxonomy.Place(line.Subcategory, line.Text);
            var category = taxonomy[truth].Category;
            var (was, now) = (before.Judge(line.Text, null), after.Judge(line.Text, null));
            guessesBefore.Add(new Guess(category, was.Category, was.Confidence));
            guessesAfter.Add(new Guess(category, now.Category, now.Confidence));
            rightBefore += was.Key == truth ? 1 : 0;
            rightAfter += now.Key == truth ? 1 : 0;
            // The right category under a wrong sub-category is half right: it reaches the right people.
            if (Rank(was) != Rank(now))
            {
                (Rank(now) > Rank(was) ? mended : broken).Add(new GoldenDifference(line.Text, line.Language, truth, was.Key, now.Key));
            }

            int Rank(Categorised answer) => answer.Key == truth ? 2 : answer.Category == category ? 1 : 0;
        }
        return new GoldenComparison(Version, Lines.Count, Score(guessesBefore, rightBefore, before), Score(guessesAfter, rightAfter, after), mended, broken);
    }

    private static GoldenScore Score(List<Guess> guesses, int right, Categoriser model)
    {
        var all = Evaluation.Of(guesses, model.Model.Parts.Threshold);
        return new GoldenScore(all.Accuracy, Math.Round((double)right / guesses.Count, 4), all.MacroF1, all.Automatic.Share, all.Automatic.Accuracy);
    }
}

/// <summary>One model on the golden set; shares are 0…1. The automatic part is what it settles without a person.</summary>
public sealed record GoldenScore(double Category, double Subcategory, double MacroF1, double AutomaticShare, double AutomaticAccuracy);

/// <summary>A line that one model has more right than the other.</summary>
public sealed record GoldenDifference(string Text, string Language, string Truth, string Before, string After);

/// <summary>Two models on the golden set.</summary>
/// <param name="Mended">More right after: the sub-category, or at least the category.</param>
/// <param name="Broken">Less right after.</param>
public sealed record GoldenComparison(
    int Version, int Rows, GoldenScore Before, GoldenScore After, IReadOnlyList<GoldenDifference> Mended, IReadOnlyList<GoldenDifference> Broken);
