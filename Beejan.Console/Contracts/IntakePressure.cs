namespace Beejan.Contracts;

/// <summary>How many live requests wait to be stored. Work that can wait looks at it between batches: capture goes first.</summary>
public sealed class IntakePressure
{
    /// <summary>More requests waiting at once than this is a crowd.</summary>
    private const int Crowd = 32;

    /// <summary>So long after a crowd the next one is expected, milliseconds: each group commit answers all that wait, and they come again.</summary>
    private const int Memory = 250;

    private int _waiting;
    private long _crowdedAt = -Memory;

    /// <summary>Requests that wait at this moment.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>True while requests queue up, and for a moment after.</summary>
    public bool IsHigh => Environment.TickCount64 - Volatile.Read(ref _crowdedAt) < Memory;

    public void Enter()
    {
        if (Interlocked.Increment(ref _waiting) > Crowd)
        {
            Volatile.Write(ref _crowdedAt, Environment.TickCount64);
        }
    }

    public void Leave() => Interlocked.Decrement(ref _waiting);
}
