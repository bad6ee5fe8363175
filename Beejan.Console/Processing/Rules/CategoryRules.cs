using Beejan.Contracts;

namespace Beejan.Processing.Rules;

/// <summary>What the rules make of a text.</summary>
internal readonly record struct CategoryGuess(int Subcategory, float Confidence, IReadOnlyList<string> Reasons);

/// <summary>
/// Scores every sub-category by the weights of the cues found. The category with the most evidence wins, then the strongest
/// sub-category in it. Confidence is the winner's part of all evidence, with one point of doubt added: little evidence is never sure.
/// </summary>
internal sealed class CategoryRules
{
    private const float TopicWeight = 0.5f;
    private const float Doubt = 1f;
    private const int MostReasons = 6;
    private const int MostFound = 64;
    private readonly Cues _cues;
    private readonly int[] _categoryOf;
    private readonly int _other;

    public CategoryRules(Taxonomy taxonomy)
    {
        Entries = taxonomy.Entries;
        _cues = new Cues([.. Entries.Select(e => e.Cues.Values.SelectMany(c => c).ToList())], correctSpelling: true);
        _categoryOf = [.. Entries.Select(e => Categories.All.ToList().IndexOf(e.Category))];
        _other = Entries.ToList().FindIndex(e => e.Category == Categories.Other);
    }

    public IReadOnlyList<SubcategoryEntry> Entries { get; }

    public CategoryGuess Judge(string text, string? topic)
    {
        Span<float> scores = stackalloc float[Entries.Count];
        scores.Clear();
        var found = System.Buffers.ArrayPool<Cue>.Shared.Rent(MostFound);
        try
        {
            var count = Score(text, 1, scores, found);
            if (!string.IsNullOrWhiteSpace(topic))
            {
                Span<Cue> hints = new Cue[8];
                Score(topic, TopicWeight, scores, hints);
                CategoryHint(topic, scores);
            }
            return Decide(scores, found.AsSpan(0, count));
        }
        finally
        {
            System.Buffers.ArrayPool<Cue>.Shared.Return(found, clearArray: false);
        }
    }

    private int Score(string text, float factor, Span<float> scores, Span<Cue> found)
    {
        using var folded = new FoldedText(text);
        var count = _cues.Find(folded, found[..Math.Min(found.Length, MostFound)]);
        foreach (var cue in found[..count])
        {
            scores[cue.Subcategory] += cue.Weight * factor;
        }
        return count;
    }

    // A customer's own choice of category counts a little for all its sub-categories that have evidence already.
    private void CategoryHint(string topic, Span<float> scores)
    {
        var category = Categories.All.ToList().FindIndex(c => c.Equals(topic.Trim(), StringComparison.OrdinalIgnoreCase));
        for (var s = 0; s < scores.Length && category >= 0; s++)
        {
            scores[s] += _categoryOf[s] == category && scores[s] > 0 ? TopicWeight : 0;
        }
    }

    private CategoryGuess Decide(ReadOnlySpan<float> scores, ReadOnlySpan<Cue> found)
    {
        Span<float> best = stackalloc float[Categories.All.Count];
        Span<float> sum = stackalloc float[Categories.All.Count];
        best.Clear();
        sum.Clear();
        for (var s = 0; s < scores.Length; s++)
        {
            best[_categoryOf[s]] = Math.Max(best[_categoryOf[s]], scores[s]);
            sum[_categoryOf[s]] += scores[s];
        }
        var winner = -1;
        var total = 0f;
        for (var c = 0; c < best.Length; c++)
        {
            // The strongest sub-category speaks for its category; the others support it.
            best[c] = (best[c] + sum[c]) / 2;
            total += best[c];
            winner = best[c] > (winner < 0 ? 0 : best[winner]) ? c : winner;
        }
        if (winner < 0)
        {
            return new CategoryGuess(_other, 0.1f, []);
        }
        var chosen = -1;
        for (var s = 0; s < scores.Length; s++)
        {
            chosen = _categoryOf[s] == winner && (chosen < 0 || scores[s] > scores[chosen]) ? s : chosen;
        }
        return new CategoryGuess(chosen, best[winner] / (total + Doubt), Reasons(found, winner));
    }

    private string[] Reasons(ReadOnlySpan<Cue> found, int category)
    {
        var mine = new List<Cue>();
        foreach (var cue in found)
        {
            if (_categoryOf[cue.Subcategory] == category && !mine.Exists(m => m.Text == cue.Text))
            {
                mine.Add(cue);
            }
        }
        mine.Sort(static (a, b) => b.Weight.CompareTo(a.Weight));
        var reasons = new string[Math.Min(mine.Count, MostReasons)];
        for (var i = 0; i < reasons.Length; i++)
        {
            reasons[i] = mine[i].Text;
        }
        return reasons;
    }
}
