namespace Beejan.Processing.Rules.Personal;

/// <summary>What a masked piece is. The names, in capitals, are the kinds inside the tokens.</summary>
internal enum PersonalKind
{
    Phone,
    Email,
    Card,

    /// <summary>National identification number: eleven digits.</summary>
    Nin,

    /// <summary>Bank verification number: eleven digits, the first two 22.</summary>
    Bvn,

    /// <summary>Bank account: ten digits (NUBAN).</summary>
    Account,
    Name,
    Address,

    /// <summary>A PIN, a one-time code, a card's check value, a PUK or a password.</summary>
    Secret,

    /// <summary>A passport, a driver's licence, a voter's card.</summary>
    Document,

    /// <summary>The serial number of a SIM card (ICCID), or that of its subscription (IMSI).</summary>
    Sim,

    /// <summary>The serial number of a handset (IMEI).</summary>
    Device,
}

/// <summary>One piece of personal data in a text.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">Behind the last character.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">In one form for all ways of writing it (<c>+2348031234567</c>, <c>ada@example.ng</c>): what the token is made of.</param>
internal readonly record struct Piece(int Start, int End, PersonalKind Kind, string Value);

/// <summary>A text without its personal data.</summary>
/// <param name="Text">With a token for each piece.</param>
/// <param name="Pieces">What was replaced, in order, with places in the text as it was; empty when nothing was.</param>
internal readonly record struct Masked(string Text, IReadOnlyList<Piece> Pieces);
