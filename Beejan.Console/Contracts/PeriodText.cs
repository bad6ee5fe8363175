using System.Globalization;

namespace Beejan.Contracts;

/// <summary>Reads an instant as people and scripts write it: a date is a day in Lagos, a time without zone is Lagos time.</summary>
public static class PeriodText
{
    public const string Forms = "a date (2026-11-20) or a date and time (2026-11-20T14:30, in Lagos unless it ends in Z or +hh:mm)";

    // Nigeria keeps UTC+1 all year.
    private static readonly TimeSpan Lagos = TimeSpan.FromHours(1);
    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] Zoned = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The instant (UTC) the text means, or null. As an end, a date includes that whole day and a time is exclusive.</summary>
    public static DateTimeOffset? Read(string text, bool isEnd)
    {
        const DateTimeStyles plain = DateTimeStyles.None;
        var given = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", given, plain, out var day))
        {
            return (isEnd && day == DateOnly.MaxValue) || day == DateOnly.MinValue
                ? null : new DateTimeOffset((isEnd ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue), Lagos).ToUniversalTime();
        }
        if (DateTime.TryParseExact(text, Local, given, plain, out var local))
        {
            return local.Ticks < Lagos.Ticks ? null : new DateTimeOffset(local, Lagos).ToUniversalTime();
        }
        return DateTimeOffset.TryParseExact(text, Zoned, given, DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }

    /// <summary>An option of a verb, or null when it was not given.</summary>
    /// <exception cref="VerbUsageException">It was given and is not a time.</exception>
    public static DateTimeOffset? Option(VerbCall call, string name)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Options.ContainsKey(name)
            ? Read(call.Option(name) ?? "", name == "to") ?? throw new VerbUsageException($"--{name} takes {Forms}, not '{call.Option(name)}'")
            : null;
    }
}
