using Beejan.Contracts;

namespace Beejan.Serving.Reports;

/// <summary>Reads where a report's period begins and ends.</summary>
internal static class ReportPeriod
{
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

    private static DateTimeOffset One(string? text, string field, bool isEnd, List<Reason> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            faults.Add(new Reason("period.missing", $"Give {PeriodText.Forms}.", field));
            return default;
        }
        if (PeriodText.Read(text.Trim(), isEnd) is { } at)
        {
            return at;
        }
        faults.Add(new Reason("period.malformed", $"'{text}' is not {PeriodText.Forms}.", field));
        return default;
    }
}
