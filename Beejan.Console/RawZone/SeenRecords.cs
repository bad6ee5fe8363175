using Beejan.Contracts;

namespace Beejan.RawZone;

/// <summary>The new records of a batch by their identity, for those who come after them and do not find them in the ledger yet.</summary>
internal sealed class SeenRecords(int capacity)
{
    private readonly Dictionary<long, Seen> _last = new(capacity);

    public void Add(long identity, long rawId, long root, RawRecord record) =>
        _last[identity] = new Seen(rawId, root, record, _last.GetValueOrDefault(identity));

    /// <summary>
    /// Looks for a record by source and key: the same bytes (<c>Same</c>, its raw id) and the first record under that key
    /// (<c>Root</c>, <paramref name="root"/> when there is none).
    /// </summary>
    public (long? Same, long Root) Find(long identity, RawRecord raw, long root)
    {
        for (var seen = _last.GetValueOrDefault(identity); seen is not null; seen = seen.Earlier)
        {
            // 64 bits may collide: only the full source and key say it is the same one.
            if (seen.Record.Source == raw.Source && seen.Record.Key == raw.Key)
            {
                root = seen.Root;
                if (seen.Record.Hash.AsSpan().SequenceEqual(raw.Hash))
                {
                    return (seen.RawId, root);
                }
            }
        }
        return (null, root);
    }

    private sealed record Seen(long RawId, long Root, RawRecord Record, Seen? Earlier);
}
