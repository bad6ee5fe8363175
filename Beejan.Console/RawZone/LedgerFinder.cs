using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>Asks the ledger what it knows already, with statements prepared once for a batch.</summary>
internal sealed class LedgerFinder : IDisposable
{
    private readonly Statement _count;
    private readonly Statement _find;
    private readonly Func<IStatementRow, bool> _compare;
    private RawRecord? _wanted;
    private long _root;
    private long? _same;

    public LedgerFinder(BeejanDbContext db)
    {
        _count = db.PrepareStatement("SELECT landed + repeats FROM tallies WHERE source = @s", "s");
        _find = db.PrepareStatement("SELECT raw_id, root, source, key, hash FROM ledger WHERE key_hash = @k", "k");
        // Once, not for each record.
        _compare = Compare;
    }

    /// <summary>Records received of a source so far, repeats too: it changes with each landing, whoever lands. Null before the first.</summary>
    public long? Received(SourceId source) => _count.Scalar(source.Value);

    /// <summary>
    /// Looks a record up by source and key, in the ledger and among what is about to be entered: the same bytes (<c>Same</c>, its raw id)
    /// and the first record under that key (<c>Root</c>, 0 when there is none).
    /// </summary>
    /// <param name="entering">What the ledger may not hold yet, the oldest first.</param>
    public (long? Same, long Root) Find(long identity, RawRecord raw, params ReadOnlySpan<SeenRecords?> entering)
    {
        (_wanted, _root, _same) = (raw, 0, null);
        _find.Read([identity], _compare);
        var (same, root) = (_same, _root);
        foreach (var seen in entering)
        {
            (same, root) = same is null && seen is not null ? seen.Find(identity, raw, root) : (same, root);
        }
        return (same, root);
    }

    // 64 bits may collide: only the full source and key say it is the same one.
    private bool Compare(IStatementRow row)
    {
        if (row.Text(2) == _wanted!.Source.Value && row.Text(3) == _wanted.Key)
        {
            _root = row.Int64(1);
            _same = row.Blob(4).SequenceEqual(_wanted.Hash) ? row.Int64(0) : null;
        }
        return _same is null;
    }

    public void Dispose()
    {
        _count.Dispose();
        _find.Dispose();
    }
}
