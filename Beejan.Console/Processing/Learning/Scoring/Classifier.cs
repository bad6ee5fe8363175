using Beejan.Processing.Learning.Features;

namespace Beejan.Processing.Learning.Scoring;

/// <summary>
/// Answers with a model: the group of classes with the largest probability together, then the strongest class in it. Without groups a
/// class is its own. Safe for many threads.
/// </summary>
internal sealed class Classifier
{
    // One or two words are often an answer in a conversation that we do not see: a category told from them never stands without a person.
    private const int LeastWords = 3;
    private const float BelowTheLine = 0.02f;
    private readonly int[] _group;
    private readonly float _mostWhenBrief;
    private readonly Lazy<Panel> _alone;

    /// <param name="model">The model.</param>
    /// <param name="group">The group of a class, such as the category of a sub-category; null for none.</param>
    public Classifier(TextModel model, Func<string, string>? group = null)
    {
        Model = model;
        _alone = new Lazy<Panel>(() => new Panel(model));
        Groups = [.. model.Classes.Select(c => group?.Invoke(c) ?? c).Distinct(StringComparer.Ordinal)];
        var names = Groups.ToList();
        _mostWhenBrief = model.Parts.Record.Task == LearningTask.Category ? model.Parts.Threshold - BelowTheLine : 1;
        _group = [.. model.Classes.Select(c => names.IndexOf(group?.Invoke(c) ?? c))];
    }

    public TextModel Model { get; }

    /// <summary>The names of the groups.</summary>
    public IReadOnlyList<string> Groups { get; }

    public Answer Judge(ReadOnlySpan<char> text)
    {
        using var words = new WordBuffer(text);
        return Judge(words);
    }

    public Answer Judge(in WordBuffer words)
    {
        Span<float> probabilities = stackalloc float[Model.Classes.Count];
        return Judge(words, probabilities);
    }

    /// <param name="text">Cleaned and masked.</param>
    /// <param name="probabilities">Filled: one a class; they add up to 1.</param>
    public Answer Judge(ReadOnlySpan<char> text, Span<float> probabilities)
    {
        using var words = new WordBuffer(text);
        return Judge(words, probabilities);
    }

    /// <param name="words">The text.</param>
    /// <param name="probabilities">Filled: one a class.</param>
    public Answer Judge(in WordBuffer words, Span<float> probabilities)
    {
        var panel = _alone.Value;
        Span<int> sums = stackalloc int[panel.Width];
        Span<float> squares = [0f];
        sums.Clear();
        panel.Add(words, sums, squares);
        var strongest = panel.Finish(0, sums, squares, probabilities);
        return Choose(probabilities, strongest, words.Count, words.IsPost);
    }

    /// <summary>Answers for two texts read as one, such as a topic and what was written below it.</summary>
    public Answer Judge(in WordBuffer words, in WordBuffer more)
    {
        var panel = _alone.Value;
        Span<int> sums = stackalloc int[panel.Width];
        Span<float> squares = [0f];
        Span<float> probabilities = stackalloc float[Model.Classes.Count];
        sums.Clear();
        panel.Add(words, sums, squares);
        panel.Add(more, sums, squares);
        var strongest = panel.Finish(0, sums, squares, probabilities);
        return Choose(probabilities, strongest, words.Count + more.Count, words.IsPost || more.IsPost);
    }

    /// <summary>The answer, from the probabilities of the classes.</summary>
    /// <param name="probabilities">One a class.</param>
    /// <param name="strongest">The raw score of the strongest class.</param>
    /// <param name="words">How many words the text has.</param>
    /// <param name="isPost">See <see cref="WordBuffer.IsPost"/>.</param>
    public Answer Choose(ReadOnlySpan<float> probabilities, float strongest, int words, bool isPost)
    {
        Span<float> sums = stackalloc float[Groups.Count];
        sums.Clear();
        for (var k = 0; k < _group.Length; k++)
        {
            sums[_group[k]] += probabilities[k];
        }
        var best = 0;
        for (var g = 1; g < sums.Length; g++)
        {
            best = sums[g] > sums[best] ? g : best;
        }
        var chosen = -1;
        for (var k = 0; k < _group.Length; k++)
        {
            chosen = _group[k] == best && (chosen < 0 || probabilities[k] > probabilities[chosen]) ? k : chosen;
        }
        var sure = Model.Parts.Calibration.Confidence(sums[best], strongest, isPost);
        return new Answer(chosen, best, words < LeastWords ? Math.Min(sure, _mostWhenBrief) : sure);
    }
}

/// <summary>The chosen class, its group, and how sure the group is (0…1, calibrated).</summary>
internal readonly record struct Answer(int Class, int Group, float Confidence);
