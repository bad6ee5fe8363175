namespace Beejan.Sandbox.Generator;

/// <summary>One generated complaint before it is written in its channel's format.</summary>
/// <param name="Number">Unique within source and slot; keys are made from it.</param>
/// <param name="Flaw">What is wrong with the row on purpose.</param>
internal sealed record Report(long Number, DateTimeOffset At, Customer Customer, string Subcategory, string Language, string Text, Register Register, Flaw Flaw);

/// <summary>Dirt that a row is written with.</summary>
internal enum Flaw
{
    None,

    /// <summary>The text is empty: must end as a dead letter.</summary>
    NoText,

    /// <summary>The row or document ends in the middle: must end as a dead letter.</summary>
    Cut,

    /// <summary>The time is missing, impossible or in 2099: the sources read it, the time stage warns or, for the far future, rejects.</summary>
    BadTime,
}

/// <summary>Who speaks and how.</summary>
internal enum Register
{
    Chat,
    Formal,

    /// <summary>An agent about a customer: only call centres write so.</summary>
    Note,
}
