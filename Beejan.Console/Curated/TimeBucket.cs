using System.Globalization;

namespace Beejan.Curated;

/// <summary>
/// Time in pieces of four days, counted from 1970 (UTC). Indexes whose keys are random begin with it, so that what arrives together stands
/// together; four days because a twin is looked for within three, which then takes two or three looks.
/// </summary>
internal static class TimeBucket
{
    private const long Milliseconds = 4L * 24 * 60 * 60 * 1000;

    /// <summary>The same in SQL, on SQLite and PostgreSQL.</summary>
    public static string Of(string milliseconds) => $"{milliseconds} / {Milliseconds.ToString(CultureInfo.InvariantCulture)}";

    public static long Of(long milliseconds) => milliseconds / Milliseconds;
}
