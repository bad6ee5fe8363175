using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Processing.Stages;

/// <summary>
/// Joins a reply to the first complaint of its thread, by the message ids it names. It stays a complaint of its own: what it says may be
/// new, and the first one may be closed. A reply to a message nobody has sent us starts a thread.
/// </summary>
internal sealed class ThreadStage(IThreads threads) : IStage
{
    public string Name => "threads";

    public async ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var asked = batch.SelectMany(draft => draft.Given.Thread).Distinct(StringComparer.Ordinal).ToList();
        if (asked.Count == 0)
        {
            return [.. batch.Select(draft => new Outcome.Kept(draft))];
        }
        var known = new Dictionary<string, long>(await threads.FindAsync(asked, ct), StringComparer.Ordinal);
        var outcomes = new Outcome[batch.Count];
        // Those of this page are known to the replies behind them, in the order they arrived.
        foreach (var i in Enumerable.Range(0, batch.Count).OrderBy(i => batch[i].Root).ThenBy(i => batch[i].RawId))
        {
            var draft = batch[i];
            long? first = null;
            foreach (var id in draft.Given.Thread)
            {
                first ??= known.TryGetValue(id, out var complaint) && complaint != draft.Root ? complaint : null;
            }
            outcomes[i] = new Outcome.Kept(first is null ? draft : draft with { ReplyTo = first });
            if (draft.Channel == Channels.Email)
            {
                known[draft.Key] = first ?? draft.Root;
            }
        }
        return outcomes;
    }
}
