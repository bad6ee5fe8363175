using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Processing.Stages;

/// <summary>Drops exact repeats: the same person, the same words, within 72 hours, under another key (<see cref="Repeats"/>). Nobody named, nothing dropped.</summary>
internal sealed class DuplicateStage(IFingerprints fingerprints) : IStage
{
    private static readonly Reason Exact = new("duplicate.exact", "The same person sent the same words within 72 hours; the first one stands for both.");

    public string Name => "duplicates";

    public async ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var prints = new long[batch.Count];
        for (var i = 0; i < prints.Length; i++)
        {
            prints[i] = batch[i].Fingerprint;
        }
        var repeats = await Repeats.OfAsync(batch, prints, _ => true, fingerprints, ct);
        var outcomes = new Outcome[batch.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = repeats[i] is { } original ? new Outcome.Dropped(Exact, original) : new Outcome.Kept(batch[i]);
        }
        return outcomes;
    }
}
