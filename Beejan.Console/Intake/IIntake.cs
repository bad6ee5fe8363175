using Beejan.Contracts;
using Beejan.Sources;

namespace Beejan.Intake;

/// <summary>The way in for whole deliveries: files, folders, generated complaints. Requests go through the inbox, which groups them.</summary>
public interface IIntake
{
    /// <summary>The registered sources, alphabetical.</summary>
    IReadOnlyList<ISource> Sources { get; }

    /// <summary>The source with that id, or null.</summary>
    ISource? Find(string id);

    /// <summary>
    /// Cuts a delivery into records and lands them in batches, in order, in constant memory. When it returns all of it is durable; when it
    /// throws (an outage, a cancellation) what had landed stays, and receiving the same again lands only the rest.
    /// </summary>
    /// <param name="bulk">True: processed only when no live record waits.</param>
    /// <param name="progress">Told after each landed batch: records received so far.</param>
    /// <exception cref="ArgumentException">There is no such source.</exception>
    Task<IntakeResult> ReceiveAsync(SourceId source, Delivery delivery, bool bulk, CancellationToken ct, IProgress<long>? progress = null);
}

/// <summary>What receiving did, in records: Received = Landed + Duplicates.</summary>
public sealed record IntakeResult(long Received, long Landed, long Duplicates)
{
    public static IntakeResult Nothing { get; } = new(0, 0, 0);

    public static IntakeResult operator +(IntakeResult a, IntakeResult b) =>
        new(a.Received + b.Received, a.Landed + b.Landed, a.Duplicates + b.Duplicates);

    public static IntakeResult Add(IntakeResult left, IntakeResult right) => left + right;
}
