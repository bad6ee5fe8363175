using Beejan.Operations.Metrics;

namespace Beejan.Operations.Pipeline;

/// <summary>What masking took out of the texts since this process began: the share tells when it begins to take what is not personal.</summary>
/// <param name="Judged">Words looked at.</param>
/// <param name="Kinds">Words and pieces masked by kind, the most first; kinds without any are left out.</param>
internal sealed record MaskedWords(long Judged, IReadOnlyList<MaskedKind> Kinds)
{
    public double Share => Judged == 0 ? 0 : Kinds.Sum(k => k.Words) / (double)Judged;

    /// <summary>From the counters of the meter <c>Beejan</c>.</summary>
    public static MaskedWords Of(MetricStore metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var counters = metrics.Read().Where(m => m.Instrument.Name.StartsWith("beejan_", StringComparison.Ordinal))
            .GroupBy(m => m.Instrument.Name).ToDictionary(g => g.Key, g => g.SelectMany(m => m.Series).ToList());
        var pieces = By("beejan_pieces_masked_total");
        var kinds = By("beejan_words_masked_total").Where(w => w.Value > 0).Select(w => new MaskedKind(w.Key, w.Value, pieces.GetValueOrDefault(w.Key)));
        return new MaskedWords(By("beejan_words_judged_total").Values.Sum(), [.. kinds.OrderByDescending(k => k.Words)]);

        Dictionary<string, long> By(string name) => counters.GetValueOrDefault(name, [])
            .GroupBy(s => s.Labels.Split('"') is [_, var kind, ..] ? kind : "").ToDictionary(g => g.Key, g => (long)g.Sum(s => s.Series.Read().Value));
    }
}

/// <summary>One kind of personal data.</summary>
/// <param name="Kind"><c>phone</c>, <c>name</c> …</param>
/// <param name="Words">Words masked.</param>
/// <param name="Pieces">Pieces, of one word or several.</param>
internal sealed record MaskedKind(string Kind, long Words, long Pieces);
