using System.Globalization;
using Beejan.Contracts;
using Beejan.Ui;

namespace Beejan.Serving.Reports;

/// <summary>Reads where a period begins and ends, as people and scripts write it: a date is a day in Lagos, a time without zone is Lagos time.</summary>
internal static class ReportPeriod
{
    public const string Forms = "a date (2026-11-20) or a date and time (2026-11-20T14:30, in Lagos unless it ends in Z or +hh:mm)";

    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] Zoned = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The instant (UTC) the text means, or null. As an end, a date includes that whole day and a time is exclusive.</summary>
    public static DateTimeOffset? Read(string text, bool isEnd)
    {
        const DateTimeStyles plain = DateTimeStyles.None;
        var given = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", given, plain, out var day))
        {
            return isEnd && day == DateOnly.MaxValue ? null : LagosClock.Midnight(isEnd ? day.AddDays(1) : day);
        }
        if (DateTime.TryParseExact(text, Local, given, plain, out var local))
        {
            return new DateTimeOffset(local, LagosClock.Zone.GetUtcOffset(local)).ToUniversalTime();
        }
        return DateTimeOffset.TryParseExact(text, Zoned, given, DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }

    /// <summary>Both ends, or the faults by field. Both are needed; the end must come after the beginning.</summary>
    public static bool TryRead(string? from, string? to, out DateTimeOffset begins, out DateTimeOffset ends, out IReadOnlyList<Reason> faults)
    {
        var found = new List<Reason>();
        (begins, ends) = (One(from, "from", isEnd: false, found), One(to, "to", isEnd: true, found));
        if (found.Count == 0 && ends <= begins)
        {
            found.Add(new Reason("period.empty", "The end must come after the beginning.", "to"));
        }
        faults = found;
        return found.Count == 0;
    }

    /// <summary>An option of a verb, or null when it was not given.</summary>
    /// <exception cref="VerbUsageException">It was given and is not a time.</exception>
    public static DateTimeOffset? Option(VerbCall call, string name) =>
        call.Options.ContainsKey(name)
            ? Read(call.Option(name) ?? "", name == "to") ?? throw new VerbUsageException($"--{name} takes {Forms}, not '{call.Option(name)}'")
            : null;

    private static DateTimeOffset One(string? text, string field, bool isEnd, List<Reason> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            faults.Add(new Reason("period.missing", $"Give {Forms}.", field));
            return default;
        }
        if (Read(text.Trim(), isEnd) is { } at)
        {
            return at;
        }
        faults.Add(new Reason("period.malformed", $"'{text}' is not {Forms}.", field));
        return default;
    }
}
