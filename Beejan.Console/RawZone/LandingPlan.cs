using System.Runtime.InteropServices;
using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>One batch on its way: looked up, appended to the lake, entered in the ledger, in that order.</summary>
internal sealed class LandingPlan
{
    private readonly IReadOnlyList<RawRecord> _batch;
    private readonly long[] _identities;
    private readonly long _firstId;
    private readonly Dictionary<SourceId, Segment> _segments;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<Segment, (long Length, long Records)> _before;
    private readonly Dictionary<SourceId, Count> _counts;
    private readonly List<(int Index, long Root, long Offset, int Length)> _landed;
    private readonly List<long> _repeats = [];
    private readonly Receipt[] _receipts;

    /// <param name="firstId">The raw id of the first record; the others follow.</param>
    public LandingPlan(IReadOnlyList<RawRecord> batch, long[] identities, long firstId, Dictionary<SourceId, Segment> segments, DateTimeOffset now)
    {
        (_batch, _identities, _firstId, _segments, _now) = (batch, identities, firstId, segments, now);
        _before = segments.Values.ToDictionary(s => s, s => (s.Length, s.Records));
        _counts = segments.Keys.ToDictionary(s => s, _ => new Count());
        _landed = new(batch.Count);
        _receipts = new Receipt[batch.Count];
    }

    /// <summary>One per record of the batch, in its order; durable once <see cref="Enter"/> is committed.</summary>
    public IReadOnlyList<Receipt> Receipts => _receipts;

    /// <summary>When the batch was received.</summary>
    public DateTimeOffset Now => _now;

    /// <summary>Tells new records from repeats and gives the new ones their place in the segments' buffers.</summary>
    /// <returns>How many are new.</returns>
    public int LookUp(BeejanDbContext db)
    {
        using var ledger = new LedgerFinder(db);
        // Counted before anything is looked up: whoever lands after this changes the count.
        foreach (var (source, count) in _counts)
        {
            count.Expected = ledger.Received(source);
        }
        var seen = new Dictionary<long, List<(long RawId, long Root, RawRecord Record)>>(_batch.Count);
        for (var i = 0; i < _batch.Count; i++)
        {
            var raw = _batch[i];
            var known = ledger.Find(_identities[i], raw, seen);
            if (known.Same is { } same)
            {
                _repeats.Add(same);
                _counts[raw.Source].Add(raw.ObservedAt, landed: false);
                _receipts[i] = new Receipt(same, known.Root, raw.Key, true);
                continue;
            }
            var rawId = _firstId + i;
            var root = known.Root == 0 ? rawId : known.Root;
            var (offset, length) = _segments[raw.Source].Add(rawId, _now, raw);
            _landed.Add((i, root, offset, length));
            _counts[raw.Source].Add(raw.ObservedAt, landed: true);
            _receipts[i] = new Receipt(rawId, root, raw.Key, false);
            (seen.TryGetValue(_identities[i], out var list) ? list : seen[_identities[i]] = []).Add((rawId, root, raw));
        }
        return _landed.Count;
    }

    /// <summary>Writes the lines and waits until they are on disk.</summary>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public void Append()
    {
        foreach (var (source, segment) in _segments)
        {
            if (_counts[source].Landed > 0)
            {
                segment.Flush(_counts[source].Landed);
            }
        }
    }

    /// <summary>Enters rows and counts in the ledger.</summary>
    /// <exception cref="OvertakenException">Another process landed for one of the sources since it was looked up.</exception>
    public void Enter(BeejanDbContext db, bool bulk)
    {
        using var ledger = new LedgerWriter(db);
        foreach (var (source, count) in _counts.OrderBy(c => c.Key.Value, StringComparer.Ordinal))
        {
            if (!ledger.TryTally(source, count.Expected, count.Landed, count.Repeats, _now))
            {
                throw new OvertakenException();
            }
            foreach (var (hour, (landed, repeats)) in count.Hours)
            {
                ledger.Arrive(source, hour, landed, repeats);
            }
        }
        foreach (var (index, root, offset, length) in _landed)
        {
            var raw = _batch[index];
            ledger.Insert(_firstId + index, root, raw, _identities[index], _segments[raw.Source].Id, offset, length, _now, bulk);
        }
        foreach (var rawId in _repeats)
        {
            ledger.Repeat(rawId, _now);
        }
    }

    /// <summary>
    /// After a commit whose answer was lost: whether the rows of <see cref="Enter"/> stand. Whoever commits still holds the sources' counts, so they
    /// are locked first and the answer is final.
    /// </summary>
    public bool Stands(BeejanDbContext db)
    {
        // A batch of repeats alone has no line to keep or to cut; what it counted, the next try counts again.
        if (_landed.Count == 0)
        {
            return false;
        }
        foreach (var source in _counts.Keys.OrderBy(s => s.Value, StringComparer.Ordinal))
        {
            // Inserted, so that it also waits for whoever inserts the row and has not committed; no row of noughts is left.
            using var hold = db.Prepare(
                """
                INSERT INTO tallies (source, landed, repeats, curated, dropped, rejected, last_received_at) VALUES (@s, 0, 0, 0, 0, 0, 0)
                ON CONFLICT (source) DO UPDATE SET landed = tallies.landed
                """, "s").With(source.Value);
            hold.ExecuteNonQuery();
            using var none = db.Prepare("DELETE FROM tallies WHERE source = @s AND landed + repeats = 0", "s").With(source.Value);
            none.ExecuteNonQuery();
        }
        using var known = db.Prepare("SELECT 1 FROM ledger WHERE raw_id = @id", "id").With(_firstId + _landed[0].Index);
        return known.ExecuteScalar() is not null;
    }

    /// <summary>Cuts the segments back to where they stood.</summary>
    public void RollBack()
    {
        foreach (var (segment, (length, records)) in _before)
        {
            segment.RollBack(length, records);
        }
    }

    private sealed class Count
    {
        private const long Epoch = 621_355_968_000_000_000 / TimeSpan.TicksPerHour;
        private readonly Dictionary<long, (int Landed, int Repeats)> _hours = [];

        public long? Expected { get; set; }
        public int Landed { get; private set; }
        public int Repeats { get; private set; }

        /// <summary>By the hour (UTC, since 1970) in which the source delivered them.</summary>
        public IReadOnlyDictionary<long, (int Landed, int Repeats)> Hours => _hours;

        public void Add(DateTimeOffset observed, bool landed)
        {
            ref var hour = ref CollectionsMarshal.GetValueRefOrAddDefault(_hours, observed.UtcTicks / TimeSpan.TicksPerHour - Epoch, out _);
            if (landed)
            {
                Landed++;
                hour.Landed++;
                return;
            }
            Repeats++;
            hour.Repeats++;
        }
    }
}

/// <summary>Another process landed for the same source between look-up and commit.</summary>
internal sealed class OvertakenException : Exception;
