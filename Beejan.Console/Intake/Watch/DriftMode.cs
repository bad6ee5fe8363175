namespace Beejan.Intake.Watch;

/// <summary>What happens when a source sends a field it is not known to send, or a field with another type.</summary>
public enum DriftMode
{
    /// <summary>The new shape is taken over at once and noted.</summary>
    Evolve,

    /// <summary>The delivery is refused until somebody accepts the change.</summary>
    Freeze,

    /// <summary>The record is taken, what is new in it is not read.</summary>
    Discard,

    /// <summary>The record is kept and set aside as a dead letter until somebody accepts the change.</summary>
    Quarantine,
}
