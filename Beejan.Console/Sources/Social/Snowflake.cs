using System.Globalization;

namespace Beejan.Sources.Social;

/// <summary>The identifiers of X since 2010: milliseconds since its epoch in the upper bits, 22 bits of worker and sequence below.</summary>
internal static class Snowflake
{
    private const long Epoch = 1288834974657;
    private const int TimeShift = 22;

    /// <summary>In milliseconds: the last counted identifiers would fall into the first days.</summary>
    private const long FirstDays = 24L * 3_600_000;

    /// <summary>When it was given out; null for the identifiers before November 2010, which only count.</summary>
    public static DateTimeOffset? TimeOf(long id) => id >> TimeShift is > FirstDays and var since ? DateTimeOffset.FromUnixTimeMilliseconds(Epoch + since) : null;

    /// <summary>The smallest identifier of that instant; 0 before the epoch.</summary>
    public static long At(DateTimeOffset time) => Math.Max(0, time.ToUnixTimeMilliseconds() - Epoch) << TimeShift;

    /// <summary>The identifier that much earlier; never below 0.</summary>
    public static long Before(long id, TimeSpan span) => Math.Max(0, id - ((long)span.TotalMilliseconds << TimeShift));

    public static bool TryParse(string? text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
