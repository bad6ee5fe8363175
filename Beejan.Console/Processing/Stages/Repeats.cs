using System.Runtime.InteropServices;
using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Processing.Stages;

/// <summary>
/// Finds which drafts repeat a complaint with the same print within a time. The one that is served already stands; among records judged
/// together the one with the smallest raw id. The outcome is that of judging one record after the other by raw id, so it depends neither
/// on where pages end nor on restarts. A complaint that is served repeats nothing: a newer version, or the same one judged again, replaces it.
/// </summary>
internal static class Repeats
{
    /// <summary>For each draft the complaint it repeats, or null.</summary>
    /// <param name="prints">0: the draft repeats nothing and nothing repeats it.</param>
    /// <param name="mayRepeat">False: the draft stays whatever it repeats, and others may repeat it.</param>
    /// <param name="window">How far from a complaint the draft repeats it.</param>
    public static async Task<long?[]> OfAsync(
        IReadOnlyList<ComplaintDraft> batch, long[] prints, Func<ComplaintDraft, bool> mayRepeat, Func<ComplaintDraft, TimeSpan> window, IServedPrints stored,
        CancellationToken ct)
    {
        var times = new Dictionary<long, int>(batch.Count);
        foreach (var print in prints)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(times, print, out _)++;
        }
        times.Remove(0);
        var versions = batch.Where(d => d.RawId != d.Root).Select(d => d.Root).ToHashSet();
        var served = new Served(await stored.FindAsync([.. times.Keys], ct));
        bool Matters(int i) => prints[i] != 0 && (times[prints[i]] > 1 || served.Has(prints[i]));
        // Only where it can matter, whether the complaint itself is served, is that asked too.
        served.Add(await stored.FindByIdAsync([.. Enumerable.Range(0, batch.Count).Where(Matters).Select(i => batch[i].Root).Distinct()], ct));
        var repeats = new long?[batch.Count];
        foreach (var i in InOrder(batch))
        {
            var draft = batch[i];
            repeats[i] = Matters(i) && !served.Knows(draft.Root) && mayRepeat(draft) ? served.Original(prints[i], At(draft), window(draft)) : null;
            if (repeats[i] is null && (Matters(i) || versions.Contains(draft.Root) || served.Knows(draft.Root)))
            {
                served.Put(new ServedPrint(draft.Root, draft.RawId, prints[i], At(draft)));
            }
        }
        return repeats;
    }

    private static IEnumerable<int> InOrder(IReadOnlyList<ComplaintDraft> batch)
    {
        for (var i = 1; i < batch.Count; i++)
        {
            if (batch[i].RawId < batch[i - 1].RawId)
            {
                return Enumerable.Range(0, batch.Count).OrderBy(n => batch[n].RawId);
            }
        }
        return Enumerable.Range(0, batch.Count);
    }

    private static DateTimeOffset At(ComplaintDraft draft) => draft.ReportedAt ?? draft.ReceivedAt;

    /// <summary>What is served, as far as it concerns the batch, with what the batch itself adds.</summary>
    private sealed class Served
    {
        private readonly Dictionary<long, ServedPrint> _byId = [];
        private readonly Dictionary<long, List<long>> _byPrint = [];

        public Served(IReadOnlyList<ServedPrint> rows) => Add(rows);

        public bool Has(long print) => _byPrint.ContainsKey(print);

        public bool Knows(long id) => _byId.ContainsKey(id);

        public void Add(IReadOnlyList<ServedPrint> rows)
        {
            foreach (var row in rows)
            {
                Put(row);
            }
        }

        /// <summary>An older version does not replace a newer one, as in the table.</summary>
        public void Put(ServedPrint row)
        {
            if (_byId.TryGetValue(row.Id, out var current) && current.RawId > row.RawId)
            {
                return;
            }
            _byId[row.Id] = row;
            if (current.Fingerprint != row.Fingerprint && row.Fingerprint != 0)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(_byPrint, row.Fingerprint, out _) ??= []).Add(row.Id);
            }
        }

        public long? Original(long print, DateTimeOffset at, TimeSpan window)
        {
            long? original = null;
            foreach (var id in _byPrint.GetValueOrDefault(print) ?? [])
            {
                var row = _byId[id];
                if (row.Fingerprint == print && (row.ReportedAt - at).Duration() <= window && !(original < id))
                {
                    original = id;
                }
            }
            return original;
        }
    }
}
