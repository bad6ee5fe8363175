using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>
/// Hands out raw ids from blocks taken in a transaction of their own. After a crash the rest of a block is a gap, never a double; a
/// graceful stop gives it back. Not safe for several threads.
/// </summary>
internal sealed class RawIds(IDatabase database)
{
    private const int Block = 1024;

    /// <summary>A bulk load takes this many batches' worth at once: taking a block is a commit.</summary>
    private const int Batches = 8;

    private long _next;
    private long _end;

    /// <summary>The first of <paramref name="count"/> consecutive ids.</summary>
    public async Task<long> TakeAsync(int count, CancellationToken ct)
    {
        if (_end - _next < count)
        {
            var block = count > Block / 4 ? count * Batches : Block;
            _next = await database.WriteAsync((db, _) =>
            {
                using var take = db.Prepare("UPDATE raw_ids SET next = next + @n WHERE id = 1 RETURNING next", "n").With(block);
                return Task.FromResult((long)take.ExecuteScalar()! - block);
            }, ct);
            _end = _next + block;
        }
        var first = _next;
        _next += count;
        return first;
    }

    /// <summary>Gives the unused rest back, unless somebody has taken a block since.</summary>
    public async Task GiveBackAsync(CancellationToken ct)
    {
        if (_next < _end)
        {
            await database.WriteAsync((db, _) =>
            {
                using var give = db.Prepare("UPDATE raw_ids SET next = @n WHERE id = 1 AND next = @e", "n", "e").With(_next, _end);
                return Task.FromResult(give.ExecuteNonQuery());
            }, ct);
            _end = _next;
        }
    }
}
