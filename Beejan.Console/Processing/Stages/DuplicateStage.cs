using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>
/// Drops exact repeats: the same person, the same words, within 72 hours, under another key. The complaint with the smallest number
/// stays, whatever order records are judged in, so that a replay decides the same. Nobody named, nothing dropped.
/// </summary>
internal sealed class DuplicateStage(IFingerprints fingerprints) : IStage
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(72);

    public string Name => "duplicates";

    public async ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var prints = new long[batch.Count];
        for (var i = 0; i < prints.Length; i++)
        {
            prints[i] = Fingerprint.Of(batch[i]);
        }
        var originals = await StoredAsync(batch, prints, ct);
        var outcomes = new Outcome[batch.Count];
        var kept = new Dictionary<long, ComplaintDraft>(batch.Count);
        foreach (var i in Enumerable.Range(0, batch.Count).OrderBy(i => batch[i].Root).ThenBy(i => batch[i].RawId))
        {
            var draft = batch[i];
            outcomes[i] = new Outcome.Kept(draft);
            if (prints[i] == 0)
            {
                continue;
            }
            if (originals[i] is { } stored && stored < draft.Root)
            {
                outcomes[i] = Repeat(stored);
            }
            else if (kept.TryGetValue(prints[i], out var first) && (At(draft) - At(first)).Duration() <= Window)
            {
                // A newer version of the same complaint replaces it; that is no repeat.
                outcomes[i] = first.Root == draft.Root ? outcomes[i] : Repeat(first.Root);
            }
            else
            {
                kept[prints[i]] = draft;
            }
        }
        return outcomes;
    }

    private static Outcome.Dropped Repeat(long original) =>
        new(new Reason("duplicate.exact", "The same person sent the same words within 72 hours; the first one stands for both."), original);

    private async Task<long?[]> StoredAsync(IReadOnlyList<ComplaintDraft> batch, long[] prints, CancellationToken ct)
    {
        var stored = new long?[batch.Count];
        var named = Enumerable.Range(0, batch.Count).Where(i => prints[i] != 0).ToList();
        if (named.Count == 0)
        {
            return stored;
        }
        var earliest = named.Min(i => At(batch[i])) - Window;
        var any = await fingerprints.FindAsync([.. named.Select(i => prints[i]).Distinct()], earliest, ct);
        foreach (var i in named.Where(i => any.ContainsKey(prints[i])))
        {
            // The first question was as wide as the whole batch; the few hits are asked again with their own window.
            var since = At(batch[i]) - Window;
            var exact = since == earliest ? any : await fingerprints.FindAsync([prints[i]], since, ct);
            stored[i] = exact.TryGetValue(prints[i], out var id) ? id : null;
        }
        return stored;
    }

    private static DateTimeOffset At(ComplaintDraft draft) => draft.ReportedAt ?? draft.ReceivedAt;
}
