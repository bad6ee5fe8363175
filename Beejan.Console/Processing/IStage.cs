using Beejan.Contracts;

namespace Beejan.Processing;

/// <summary>One step of judging complaints. Reads only: a batch may be judged again, halved or on several cores.</summary>
public interface IStage
{
    /// <summary>Stable, kebab-case: stored with dead letters.</summary>
    string Name { get; }

    /// <summary>One outcome per draft, in order.</summary>
    ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct);
}

/// <summary>The common case: each record by itself, pure.</summary>
public abstract class RecordStage : IStage
{
    public abstract string Name { get; }

    public abstract Outcome Apply(ComplaintDraft draft);

    public ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var outcomes = new Outcome[batch.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = Apply(batch[i]);
        }
        return ValueTask.FromResult<IReadOnlyList<Outcome>>(outcomes);
    }
}

/// <summary>What a stage made of a draft.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    public sealed record Kept(ComplaintDraft Draft) : Outcome;

    /// <summary>On purpose: out of scope, exact duplicate.</summary>
    public sealed record Dropped(Reason Reason, long? DuplicateOf = null) : Outcome;

    /// <summary>Bad data: dead letter, terminal.</summary>
    public sealed record Rejected(Reason Reason) : Outcome;
}
