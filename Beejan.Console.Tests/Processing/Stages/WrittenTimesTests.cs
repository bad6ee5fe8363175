using System.Globalization;
using Beejan.Contracts;
using Beejan.Processing;
using Beejan.Processing.Stages;
using Xunit;

namespace Beejan.Tests.Processing.Stages;

/// <summary>Times in forms that exports and people write beside the usual ones; received on the 21st of November 2026 at noon in Lagos.</summary>
public sealed class WrittenTimesTests
{
    private static readonly DateTimeOffset Received = new(2026, 11, 21, 11, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("20-11-2026 0915hrs", "2026-11-20T08:15:00")]
    [InlineData("2026-11-21 10:00:00 +0100 WAT", "2026-11-21T09:00:00")]
    [InlineData("20261121 10:00:00", "2026-11-21T09:00:00")]
    [InlineData("202611211000", "2026-11-21T09:00:00")]
    [InlineData("2026-11-21_10-00-00", "2026-11-21T09:00:00")]
    [InlineData("2026-11-21-10.00.00.123456", "2026-11-21T09:00:00")]
    [InlineData("1795251600000000000", "2026-11-21T09:00:00")]
    [InlineData("1.7952516E+12", "2026-11-21T09:00:00")]
    [InlineData("19Nov2026", "2026-11-18T23:00:00")]
    [InlineData("19NOV2026:10:15:22", "2026-11-19T09:15:22")]
    [InlineData("19/Nov/2026:10:15:22 +0100", "2026-11-19T09:15:22")]
    [InlineData("19 / 11 / 2026", "2026-11-18T23:00:00")]
    [InlineData("19, November 2026", "2026-11-18T23:00:00")]
    [InlineData("19 November 2026 – 10:15", "2026-11-19T09:15:00")]
    [InlineData("10.15am on 19th November 2026", "2026-11-19T09:15:00")]
    [InlineData("19/11/2026 13:15 PM", "2026-11-19T12:15:00")]
    [InlineData("19/11/2026 12 noon", "2026-11-19T11:00:00")]
    [InlineData("{ts '2026-11-19 10:15:22'}", "2026-11-19T09:15:22")]
    [InlineData("=\"19/11/2026\"", "2026-11-18T23:00:00")]
    [InlineData("19.11.2026, 10:15 Uhr", "2026-11-19T09:15:00")]
    [InlineData("2026-Nov-20 10:15", "2026-11-20T09:15:00")]
    [InlineData("20112026 10:15", "2026-11-20T09:15:00")]
    [InlineData("20112026", "2026-11-19T23:00:00")]
    [InlineData("20/11/2026 10:15:22:123", "2026-11-20T09:15:22")]
    [InlineData("Today 10:15", "2026-11-21T09:15:00")]
    [InlineData("today, 10:15 am", "2026-11-21T09:15:00")]
    [InlineData("yesterday at 10:15pm", "2026-11-20T21:15:00")]
    [InlineData("2 hours ago", "2026-11-21T09:00:00")]
    [InlineData("3 days ago", "2026-11-18T11:00:00")]
    [InlineData("an hour ago", "2026-11-21T10:00:00")]
    [InlineData("just now", "2026-11-21T11:00:00")]
    [InlineData("Nov 19 8pm", "2026-11-19T19:00:00")]
    [InlineData("19-Nov", "2026-11-18T23:00:00")]
    [InlineData("19 Nov 10:15", "2026-11-19T09:15:00")]
    [InlineData("Dec 24", "2025-12-23T23:00:00")]
    [InlineData("19/11 10:15", "2026-11-19T09:15:00")]
    [InlineData("Fri, 20 November", "2026-11-19T23:00:00")]
    public void A_time_is_read_in_whatever_form_it_was_written(string written, string utc) =>
        Assert.Equal((true, DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)), Read(written) is { } draft ? (draft.TimeKnown, new DateTimeOffset(draft.ReportedAt!.Value.Ticks / 10_000_000 * 10_000_000, TimeSpan.Zero)) : default);

    [Theory]
    [InlineData("Yesterday")]
    [InlineData("today")]
    [InlineData("Nov-26")]
    [InlineData("99/99")]
    [InlineData("tomorrow 10:15")]
    [InlineData("31/02/2026")]
    [InlineData("1.2E+40")]
    public void What_names_no_time_stays_unread_and_the_receipt_stands_in(string written) => Assert.Equal((false, Received), Read(written) is { } draft ? (draft.TimeKnown, draft.ReportedAt!.Value) : default);

    [Fact]
    public void A_time_that_counts_from_the_receipt_says_so()
    {
        Assert.Contains(Read("Yesterday 22:15")!.Warnings, w => w.Code == "time.relative");
        Assert.DoesNotContain(Read("20/11/2026 22:15")!.Warnings, w => w.Code == "time.relative");
    }

    private static ComplaintDraft? Read(string written) =>
        (new TimeStage().Apply(new ComplaintDraft(1, 1, new SourceId("files"), "k", Received) { Given = new Given { Time = written } }) as Outcome.Kept)?.Draft;
}
