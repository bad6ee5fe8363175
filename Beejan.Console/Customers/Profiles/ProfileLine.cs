using Beejan.Curated.Persons;

namespace Beejan.Customers.Profiles;

/// <summary>One row of a profile file.</summary>
/// <param name="Line">In the file or its sheet, from 1.</param>
/// <param name="Profile">What it says; null when it cannot be taken.</param>
/// <param name="Faults">Why not; or, for a row that is taken, which values were left out.</param>
internal sealed record ProfileLine(int Line, ProfileRow? Profile, IReadOnlyList<ProfileFault> Faults);

/// <summary>What is wrong with a row or one of its values.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">The column's name; null for the row as a whole.</param>
/// <param name="Code">Stable: <c>profile.phone-unreadable</c>.</param>
/// <param name="Message">What is wrong and how to mend it. Never holds the value: it may be personal.</param>
public sealed record ProfileFault(int Line, string? Column, string Code, string Message);

/// <summary>The file as a whole cannot be taken; the message says why and how to mend it.</summary>
public sealed class ProfileFileException(string code, string message) : Exception(message)
{
    public string Code => code;
}
