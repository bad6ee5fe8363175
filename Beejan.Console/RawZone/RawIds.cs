using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>
/// Hands out raw ids from blocks taken in a transaction of their own. After a crash the rest of a block is a gap, never a double; a
/// graceful stop gives it back. Not safe for several threads.
/// </summary>
internal sealed class RawIds(IDatabase database, TimeProvider clock)
{
    private const int Least = 1024;
    private const int Most = 64 * Least;

    /// <summary>Taking a block is a commit that waits for the disk: a busy process takes as many as last about so long.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(1);

    private int _block = Least;
    private long _takenAt;
    private long _next;
    private long _end;

    /// <summary>The first of <paramref name="count"/> consecutive ids.</summary>
    public async Task<long> TakeAsync(int count, CancellationToken ct)
    {
        if (_end - _next < count)
        {
            _block = clock.GetElapsedTime(_takenAt) < Lasts ? Math.Min(_block * 2, Most) : Math.Max(_block / 2, Least);
            _takenAt = clock.GetTimestamp();
            var block = Math.Max(_block, count);
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
