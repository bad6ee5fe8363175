using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>
/// Drops exact repeats: the same person, the same words, within 72 hours, under another key. Nobody named, nothing dropped.
/// </summary>
internal sealed class DuplicateStage(IFingerprints fingerprints) : IStage
{
    private static readonly Reason Exact = new("duplicate.exact", "The same person sent the same words within 72 hours; the first one stands for both.");

    public string Name => "duplicates";

    public async ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var repeats = await Repeats.OfAsync(batch, [.. batch.Select(Fingerprint.Of)], fingerprints.FindAsync, ct);
        return [.. batch.Select((draft, i) => repeats[i] is { } original ? (Outcome)new Outcome.Dropped(Exact, original) : new Outcome.Kept(draft))];
    }
}
