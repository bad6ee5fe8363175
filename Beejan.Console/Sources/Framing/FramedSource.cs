using System.Runtime.CompilerServices;
using Beejan.Contracts;
using Beejan.Sources.Unpacking;

namespace Beejan.Sources.Framing;

/// <summary>
/// What every source that cuts a stream does alike: read it block by block, turn the pieces into records, account for a delivery that held
/// none, and answer at once what cutting already knew to be wrong. What comes compressed or as an archive is unpacked first (<see cref="Unpacked"/>).
/// </summary>
/// <param name="id">The source's stable name.</param>
/// <param name="title">For people.</param>
/// <param name="headBytes">How much of a delivery is looked at before it is cut.</param>
internal abstract class FramedSource(string id, string title, int headBytes = BlockReader.BlockSize) : ISource
{
    public SourceId Id { get; } = new(id);

    public string Title => title;

    public async IAsyncEnumerable<RawRecord> SplitAsync(Delivery delivery, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var reader = new BlockReader(delivery.Content, headBytes);
        await reader.FillAsync(ct);
        var made = new List<RawRecord>(1);
        using var unpacked = await Unpacked.OfAsync(delivery, reader.Unread, ct);
        for (var part = unpacked is null ? delivery : unpacked.Next(); part is not null; part = unpacked?.Next())
        {
            if (unpacked is not null)
            {
                reader = new BlockReader(part.Content, headBytes);
                await reader.FillAsync(ct);
            }
            reader.Advance(JsonPrefix.Length(reader.Unread.Span));
            var records = new Records(Id, part, made);
            var splitter = Open(reader, records);
            while (true)
            {
                if (!reader.TryCut(splitter.Cutter, out var piece))
                {
                    if (reader.Ended)
                    {
                        break;
                    }
                    await reader.FillAsync(ct);
                    continue;
                }
                splitter.Take(piece, records);
                do
                {
                    for (var i = 0; i < made.Count; i++)
                    {
                        yield return made[i];
                    }
                    made.Clear();
                }
                while (splitter.Continue(records));
            }
            splitter.End(records);
            unpacked?.Close();
            if (unpacked?.Fault is { } fault)
            {
                records.Report(fault, $"({part.Name}, behind record {records.Count})");
            }
            else
            {
                records.Close();
            }
            for (var i = 0; i < made.Count; i++)
            {
                yield return made[i];
            }
            made.Clear();
        }
    }

    public Parsed Parse(long rawId, long root, RawRecord raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        return Faults.Of(raw) ?? Read(rawId, root, raw);
    }

    /// <summary>Decides by the first bytes how a delivery is cut. What it leaves unread is cut; what it advances over is in no record.</summary>
    protected abstract Splitter Open(BlockReader reader, Records records);

    /// <summary>Reads one record that could be cut. Pure.</summary>
    protected abstract Parsed Read(long rawId, long root, RawRecord raw);
}

/// <summary>One delivery on its way into records.</summary>
/// <param name="cutter">Cuts it into pieces.</param>
internal abstract class Splitter(Cutter cutter)
{
    public Cutter Cutter => cutter;

    /// <summary>Adds what a piece is: one record, or several.</summary>
    public abstract void Take(in Piece piece, Records records);

    /// <summary>Called behind each piece until it is false: adds more records of it, a few at a time, so that a large piece needs no memory for all.</summary>
    public virtual bool Continue(Records records) => false;

    /// <summary>Called once behind the last piece: adds what only the end shows.</summary>
    public virtual void End(Records records)
    {
    }
}

/// <summary>The common case: a piece is a record, whatever came before it.</summary>
internal sealed class PieceSplitter(Cutter cutter, PieceSplitter.Adder add) : Splitter(cutter)
{
    /// <summary>Adds the record of a piece.</summary>
    public delegate void Adder(in Piece piece, Records records);

    public override void Take(in Piece piece, Records records) => add(piece, records);
}
