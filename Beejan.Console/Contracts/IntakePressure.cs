namespace Beejan.Contracts;

/// <summary>How many live requests wait to be stored. Work that can wait looks at it between batches: capture goes first.</summary>
public sealed class IntakePressure
{
    private int _waiting;

    /// <summary>Requests that wait at this moment.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public void Enter() => Interlocked.Increment(ref _waiting);

    public void Leave() => Interlocked.Decrement(ref _waiting);
}
