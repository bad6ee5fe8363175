using Beejan.Curated.Persons;

namespace Beejan.Customers.Profiles;

/// <summary>One row of a profile file.</summary>
/// <param name="Line">In the file or its sheet, from 1.</param>
/// <param name="Profile">What it says; null when it cannot be taken.</param>
/// <param name="Faults">Why not; or, for a row that is taken, which values were left out.</param>
/// <param name="Sheet">The sheet of a workbook; null for a file without sheets.</param>
/// <param name="IsRow">False for a word about a sheet as a whole: it is told and not counted.</param>
internal sealed record ProfileLine(int Line, ProfileRow? Profile, IReadOnlyList<ProfileFault> Faults, string? Sheet, bool IsRow = true);

/// <summary>What is wrong with a row or one of its values.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">The column's name; null for the row as a whole.</param>
/// <param name="Code">Stable: <c>profile.phone-unreadable</c>.</param>
/// <param name="Message">What is wrong and how to mend it. Never holds the value: it may be personal.</param>
/// <param name="Sheet">The sheet of a workbook; null for a file without sheets.</param>
public sealed record ProfileFault(int Line, string? Column, string Code, string Message, string? Sheet = null)
{
    /// <summary>The code of a sheet that is no table of customers.</summary>
    public const string SheetLeft = "profile.sheet-left";

    /// <summary>Where it is, for people: <c>sheet Data, line 4, phone</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Place => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Sheet is null ? "line" : $"sheet {Sheet}, line")} {Line}{(Column is null ? "" : $", {Column}")}");
}

/// <summary>The file as a whole cannot be taken, and nothing of it was; the message says why and how to mend it.</summary>
public sealed class ProfileFileException(string message) : Exception(message);
