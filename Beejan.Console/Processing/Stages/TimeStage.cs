using System.Globalization;
using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>
/// Turns the written time into UTC. Whether the day or the month stands first is the file's to tell, never the row's. Without a readable one the time of receipt stands in, with a warning; a time that cannot be true
/// is rejected, because it would bend every trend.
/// </summary>
internal sealed class TimeStage : RecordStage
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(24);
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override string Name => "time";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var monthFirst = draft.Given.TimeOrder is ['M', ..];
        var reading = TimeReader.Read(draft.Given.Time, monthFirst, out var utc, out var order);
        var relative = reading == TimeReading.Unreadable ? RelativeTime.Of(draft.Given.Time, draft.ReceivedAt, monthFirst) : null;
        if (relative is not null)
        {
            reading = TimeReader.Read(relative, monthFirst, out utc, out order);
        }
        if (reading != TimeReading.Read)
        {
            var kept = draft with { ReportedAt = draft.ReceivedAt, TimeKnown = false };
            return new Outcome.Kept(reading == TimeReading.Missing
                ? kept.Warn("time.missing", "The record has no time; the time of receipt stands in.", "reportedAt")
                : kept.Warn("time.unreadable", "The time could not be read; the time of receipt stands in.", "reportedAt"));
        }
        if (utc > draft.ReceivedAt + ClockSkew)
        {
            return new Outcome.Rejected(new Reason("time.future", string.Create(CultureInfo.InvariantCulture,
                $"The time {utc:yyyy-MM-dd HH:mm} UTC lies more than 24 hours after receipt. Correct the sender's clock or the date and send it again."), "reportedAt"));
        }
        if (utc < Earliest)
        {
            return new Outcome.Rejected(new Reason("time.ancient", string.Create(CultureInfo.InvariantCulture,
                $"The time {utc:yyyy-MM-dd} lies before the year 2000. Correct the date and send it again."), "reportedAt"));
        }
        var known = draft with { ReportedAt = utc, TimeKnown = true };
        if (relative is not null)
        {
            known = known.Warn("time.relative", "The time says no year, or only how long ago it was: it was counted from the time of receipt.", "reportedAt");
        }
        return new Outcome.Kept(order switch
        {
            DateOrder.Open when draft.Given.TimeOrder is null =>
                known.Warn("time.order-assumed", "Either number of the date may be the day and nothing in its file tells: the day was taken to stand first.", "reportedAt"),
            DateOrder.Other => known.Warn("time.order-contradicts",
                $"The date is one only with the {(monthFirst ? "day" : "month")} first, while its file {(draft.Given.TimeOrder is null ? "is taken to write" : "writes")} the {(monthFirst ? "month" : "day")} first.", "reportedAt"),
            _ => known,
        });
    }
}
