using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>
/// Makes one piece of work of posts that say the same: retweets of any length within 72 hours, and copies by other accounts of at least
/// <see cref="Wording.LeastCopy"/> letters within 24. The first stays and counts the others.
/// </summary>
internal sealed class CampaignStage(IWordings wordings) : IStage
{
    private static readonly TimeSpan ShareWindow = TimeSpan.FromHours(72);
    private static readonly TimeSpan CopyWindow = TimeSpan.FromHours(24);
    private static readonly Reason Share = new(EchoCodes.Share, "A retweet: counted on the complaint it repeats.");
    private static readonly Reason Copy = new(EchoCodes.Copy, "Another account posted the same words within 24 hours: counted on the first complaint.");

    public string Name => "campaigns";

    public async ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var prints = new long[batch.Count];
        for (var i = 0; i < prints.Length; i++)
        {
            prints[i] = batch[i].Channel == Channels.Social ? batch[i].Wording ?? 0 : 0;
        }
        var repeats = await Repeats.OfAsync(batch, prints, Counts, draft => draft.Given.IsShare ? ShareWindow : CopyWindow, wordings, ct);
        return [.. batch.Select((draft, i) => repeats[i] is { } original
            ? (Outcome)new Outcome.Dropped(draft.Given.IsShare ? Share : Copy, original) : new Outcome.Kept(draft))];
    }

    private static bool Counts(ComplaintDraft draft) => draft.Given.IsShare || draft.WordingLetters >= Wording.LeastCopy;
}
