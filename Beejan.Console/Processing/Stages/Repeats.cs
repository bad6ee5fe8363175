using Beejan.Contracts;

namespace Beejan.Processing.Stages;

/// <summary>
/// Finds which drafts repeat an earlier complaint with the same print within 72 hours. The complaint with the smallest number stays, whatever
/// order records are judged in, so that a replay decides the same.
/// </summary>
internal static class Repeats
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(72);

    /// <summary>For each draft the complaint it repeats, or null.</summary>
    /// <param name="prints">0: the draft repeats nothing and nothing repeats it.</param>
    /// <param name="find">For prints, the oldest stored complaint of each reported since then.</param>
    public static async Task<long?[]> OfAsync(
        IReadOnlyList<ComplaintDraft> batch, long[] prints,
        Func<IReadOnlyList<long>, DateTimeOffset, CancellationToken, Task<IReadOnlyDictionary<long, long>>> find, CancellationToken ct)
    {
        var stored = await StoredAsync(batch, prints, find, ct);
        var repeats = new long?[batch.Count];
        var kept = new Dictionary<long, ComplaintDraft>(batch.Count);
        foreach (var i in Enumerable.Range(0, batch.Count).OrderBy(i => batch[i].Root).ThenBy(i => batch[i].RawId))
        {
            var draft = batch[i];
            if (prints[i] == 0)
            {
                continue;
            }
            if (stored[i] is { } original && original < draft.Root)
            {
                repeats[i] = original;
            }
            else if (kept.TryGetValue(prints[i], out var first) && (At(draft) - At(first)).Duration() <= Window)
            {
                // A newer version of the same complaint replaces it; that is no repeat.
                repeats[i] = first.Root == draft.Root ? null : first.Root;
            }
            else
            {
                kept[prints[i]] = draft;
            }
        }
        return repeats;
    }

    private static async Task<long?[]> StoredAsync(
        IReadOnlyList<ComplaintDraft> batch, long[] prints,
        Func<IReadOnlyList<long>, DateTimeOffset, CancellationToken, Task<IReadOnlyDictionary<long, long>>> find, CancellationToken ct)
    {
        var stored = new long?[batch.Count];
        var named = Enumerable.Range(0, batch.Count).Where(i => prints[i] != 0).ToList();
        if (named.Count == 0)
        {
            return stored;
        }
        var earliest = named.Min(i => At(batch[i])) - Window;
        var any = await find([.. named.Select(i => prints[i]).Distinct()], earliest, ct);
        foreach (var i in named.Where(i => any.ContainsKey(prints[i])))
        {
            // The first question was as wide as the whole batch; the few hits are asked again with their own window.
            var since = At(batch[i]) - Window;
            var exact = since == earliest ? any : await find([prints[i]], since, ct);
            stored[i] = exact.TryGetValue(prints[i], out var id) ? id : null;
        }
        return stored;
    }

    private static DateTimeOffset At(ComplaintDraft draft) => draft.ReportedAt ?? draft.ReceivedAt;
}
