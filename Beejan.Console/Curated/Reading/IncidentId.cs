using System.Globalization;

namespace Beejan.Curated.Reading;

/// <summary>Names an incident by its first hour in Lagos and its state: <c>INC-2026111808-akwa-ibom</c>.</summary>
internal static class IncidentId
{
    private const string Before = "INC-";
    private const string Hour = "yyyyMMddHH";

    /// <param name="state">Empty for places unknown.</param>
    public static string Of(DateTimeOffset from, string state) =>
        string.Create(CultureInfo.InvariantCulture, $"{Before}{from.ToOffset(Lagos.Offset).ToString(Hour, CultureInfo.InvariantCulture)}-{Slug(state)}");

    /// <summary>The first hour that an id names (UTC); null when it names none.</summary>
    public static DateTimeOffset? Start(string id) =>
        id.Length > Before.Length + Hour.Length + 1 && id.StartsWith(Before, StringComparison.Ordinal) && id[Before.Length + Hour.Length] == '-'
        && DateTime.TryParseExact(id.AsSpan(Before.Length, Hour.Length), Hour, CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) && hour.Year is >= 2000 and < 9000
            ? new DateTimeOffset(hour, Lagos.Offset).ToUniversalTime() : null;

    /// <summary>True when the id names that state.</summary>
    public static bool IsOf(string id, string state) => id[(Before.Length + Hour.Length + 1)..] == Slug(state);

    private static string Slug(string state) => (state.Length == 0 ? "unknown" : state).ToLowerInvariant().Replace(' ', '-');
}
