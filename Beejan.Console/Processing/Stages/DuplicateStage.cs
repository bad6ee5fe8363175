using System.Runtime.InteropServices;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>
/// Drops exact repeats: the same person, the same words, within 72 hours, under another key. The one that is served already stands; among
/// records judged together the one with the smallest raw id. The outcome is that of judging one record after the other by raw id, so it
/// depends neither on where pages end nor on restarts. A complaint that is served is never dropped: a newer version, or the same one judged
/// again, replaces it. Nobody named, nothing dropped.
/// </summary>
internal sealed class DuplicateStage(IFingerprints fingerprints) : IStage
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(72);

    public string Name => "duplicates";

    public async ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var prints = new long[batch.Count];
        var times = new Dictionary<long, int>(batch.Count);
        for (var i = 0; i < prints.Length; i++)
        {
            prints[i] = Fingerprint.Of(batch[i]);
            CollectionsMarshal.GetValueRefOrAddDefault(times, prints[i], out _)++;
        }
        times.Remove(0);
        var versions = batch.Where(d => d.RawId != d.Root).Select(d => d.Root).ToHashSet();
        var served = new Served(await fingerprints.FindAsync([.. times.Keys], ct));
        bool MayRepeat(int i) => prints[i] != 0 && (times[prints[i]] > 1 || served.Has(prints[i]));
        // Only where it can matter, whether the complaint itself is served, is that asked too.
        served.Add(await fingerprints.FindByIdAsync([.. Enumerable.Range(0, batch.Count).Where(MayRepeat).Select(i => batch[i].Root).Distinct()], ct));
        var outcomes = new Outcome[batch.Count];
        foreach (var i in InOrder(batch))
        {
            var draft = batch[i];
            var original = MayRepeat(i) && !served.Knows(draft.Root) ? served.Original(prints[i], At(draft)) : null;
            outcomes[i] = original is { } first ? Repeat(first) : new Outcome.Kept(draft);
            if (original is null && (MayRepeat(i) || versions.Contains(draft.Root) || served.Knows(draft.Root)))
            {
                served.Put(new ServedPrint(draft.Root, draft.RawId, prints[i], At(draft)));
            }
        }
        return outcomes;
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

    private static Outcome.Dropped Repeat(long original) =>
        new(new Reason("duplicate.exact", "The same person sent the same words within 72 hours; the first one stands for both."), original);

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

        public long? Original(long print, DateTimeOffset at)
        {
            long? original = null;
            foreach (var id in _byPrint.GetValueOrDefault(print) ?? [])
            {
                var row = _byId[id];
                if (row.Fingerprint == print && (row.ReportedAt - at).Duration() <= Window && !(original < id))
                {
                    original = id;
                }
            }
            return original;
        }
    }
}
