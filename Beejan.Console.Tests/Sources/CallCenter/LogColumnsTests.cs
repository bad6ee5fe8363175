using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources.CallCenter;

/// <summary>Rows that are narrower than their header, and columns that look like words and are none.</summary>
public sealed class LogColumnsTests
{
    private const string Header = "Ticket,Date,Phone,Complaint,Agent,Remarks\n";

    [Fact]
    public async Task Rows_that_Excel_wrote_without_their_empty_last_cells_are_whole()
    {
        var read = await Feed.CallCenter().ReadAsync(Header + Rows(16, ",Ada,called back") + Rows(16, ",Ada"));
        Assert.All(read, parsed => Assert.Equal("ok", parsed.Code()));
        Assert.Equal("My network has been bad for 3 days", ((Parsed.Ok)read[19]).Draft.Given.Text);
    }

    [Fact]
    public async Task What_whole_rows_leave_empty_may_be_missing_in_others()
    {
        var read = await Feed.CallCenter().ReadAsync(Header + Rows(2, ",,") + Rows(1, "") + Rows(1, ",Ada,called back"));
        Assert.All(read, parsed => Assert.Equal("ok", parsed.Code()));
    }

    [Fact]
    public async Task A_row_that_lacks_what_others_have_lost_a_delimiter_and_nobody_knows_where()
    {
        var read = await Feed.CallCenter().ReadAsync(Header + Rows(20, ",Ada,called back") + Rows(3, " Ada,called back") + Rows(1, ",Ada"));
        Assert.Equal(["csv.columns", "csv.columns", "csv.columns", "csv.columns"], read.Skip(20).Select(Feed.Code));
        Assert.Contains("5 columns, its header 6", ((Parsed.Unreadable)read[20]).Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_case_was_closed_is_not_what_it_was_about()
    {
        const string Log = "Ticket,Opened,Closed,MSISDN,Category,Agent\nT1,2026-11-01 09:00:00,2026-11-01 09:30:00,08031234561,Network,Ada\nT2,2026-11-01 10:00:00,,08031234562,Billing,Bola\n";
        foreach (var source in (ISource[])[Feed.CallCenter(), Feed.Files()])
        {
            var read = await source.ReadAsync(Log);
            Assert.Equal(["Network", "Billing"], read.Select(parsed => Assert.IsType<Parsed.Ok>(parsed).Draft.Given.Text));
        }
    }

    [Fact]
    public async Task A_log_of_times_and_numbers_alone_asks_for_its_words()
    {
        var read = await Feed.CallCenter().ReadAsync("callStartTime,callEndTime,agentId,callDuration\n2026-07-02 10:21:05,2026-07-02 10:37:16,100,260\n2026-07-02 11:20:05,2026-07-02 11:25:16,103,600\n");
        Assert.All(read, parsed => Assert.Equal("csv.no-text-column", parsed.Code()));
    }

    [Theory]
    [InlineData("Branch", "Victoria Island Experience Centre Lagos")]
    [InlineData("Agency Name", "Lagos State Consumer Protection Agency")]
    [InlineData("Location Type", "Residential Building or private house")]
    public async Task A_place_or_a_part_of_the_house_is_not_what_a_call_was_about(string column, string value)
    {
        var read = await Feed.CallCenter().ReadAsync($"Call Id,Date,Phone,Topic,{column},Status\n1,2026-11-01 09:00,08031234561,Network,{value},Open\n2,2026-11-01 09:05,08031234562,SIM swap,{value},Open\n");
        Assert.Equal(["Network", "SIM swap"], read.Select(parsed => Assert.IsType<Parsed.Ok>(parsed).Draft.Given.Text));
    }

    private static string Rows(int count, string rest) => string.Concat(Enumerable.Range(0, count).Select(i => $"T{i}{rest.Length},2026-11-{1 + i:00} 09:00,080312300{i:00},My network has been bad for {i} days{rest}\n"));
}
