namespace Beejan.Processing.Learning.Training;

/// <summary>Splits examples into parts of like size and like mix of classes (stratified k-fold, shuffled).</summary>
internal static class Folds
{
    /// <summary>The part of each example, 0 … count - 1.</summary>
    public static int[] Split(ReadOnlySpan<int> labels, int count, ulong seed)
    {
        var order = Enumerable.Range(0, labels.Length).ToArray();
        new Order(seed).Shuffle(order);
        var part = new int[labels.Length];
        var next = new Dictionary<int, int>();
        foreach (var i in order)
        {
            // Each class starts dealing at another part, so that small classes do not all pile up in the first.
            var mine = next.GetValueOrDefault(labels[i], labels[i]);
            next[labels[i]] = mine + 1;
            part[i] = mine % count;
        }
        return part;
    }

    /// <summary>
    /// The same, but what was written in one place stays together: held-out examples are then as strange to the model as a new customer's
    /// are, and its confidence in them is honest.
    /// </summary>
    public static int[] Split(IReadOnlyList<LabelledText> examples, ReadOnlySpan<int> labels, int count, ulong seed)
    {
        var part = Split(labels, count, seed);
        var sources = examples.Select(e => e.Source).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < part.Length && sources.Count >= count; i++)
        {
            part[i] = examples[i].Source is { } source ? sources.IndexOf(source) % count : part[i];
        }
        return part;
    }
}
