namespace Beejan.Contracts;

/// <summary>One sub-category: what it is called, whose work it is and how long that may take.</summary>
/// <param name="Key">Stable key, such as <c>NET-OUT</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Category">One of <see cref="Categories"/>.</param>
/// <param name="Team">The team it is routed to.</param>
/// <param name="FirstContactHours">Clock for the first contact, hours.</param>
/// <param name="ResolveHours">Clock for the resolution, hours.</param>
/// <param name="RoundTheClock">True: the clock never stops; false: it runs Monday to Saturday, 8 to 20 o'clock in Lagos.</param>
/// <param name="Severity">1 outage or fraud, 2 money lost or no service, 3 degraded, 4 enquiry.</param>
/// <param name="ClockSource">Where the resolve clock comes from: <c>N</c> regulator's text, <c>T</c> analogue, <c>A</c> assumption.</param>
public sealed record Subcategory(
    string Key, string Name, string Category, string Team, double FirstContactHours, double ResolveHours, bool RoundTheClock, int Severity, string ClockSource);

/// <summary>The taxonomy in force: versioned data that pages, stages and exports share.</summary>
public interface ITaxonomy
{
    /// <summary>Stored with each decision, so that a figure can be reproduced as it was known.</summary>
    string Version { get; }

    IReadOnlyList<Subcategory> Subcategories { get; }

    /// <summary>The sub-category with this key.</summary>
    /// <exception cref="KeyNotFoundException">The key is not of this version.</exception>
    Subcategory this[string key] { get; }

    /// <summary>What people call the sub-category; its key when this version has it no more.</summary>
    string NameOf(string key) => Subcategories.FirstOrDefault(s => s.Key == key)?.Name ?? key;

    IReadOnlyList<string> Teams { get; }

    /// <summary>The tag of what was taken to the regulator: its desk has the case, whatever it is about.</summary>
    string EscalationTag { get; }

    /// <summary>The team that a case of that sub-category goes to: by the routing rules in force, else the sub-category's own.</summary>
    string TeamOf(Subcategory subcategory, CaseFacts facts);

    /// <summary>When a complaint of that sub-category reported at that time must be resolved.</summary>
    DateTimeOffset DueAt(Subcategory subcategory, DateTimeOffset reportedAt, bool escalatedToRegulator);
}

/// <summary>What routing may ask of a case beside its sub-category.</summary>
/// <param name="Priority">1 to 4.</param>
public readonly record struct CaseFacts(string? State, string Channel, string Language, int Priority);
