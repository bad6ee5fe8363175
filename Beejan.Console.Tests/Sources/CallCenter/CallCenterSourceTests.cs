using System.Text;
using Beejan.Contracts;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources.CallCenter;

public sealed class CallCenterSourceTests
{
    [Theory, InlineData(','), InlineData(';'), InlineData('\t'), InlineData('|')]
    public async Task A_delimiter_is_told_from_the_rows(char delimiter)
    {
        var draft = await Feed.CallCenter().OneAsync($"Ticket #,Date,Time,MSISDN,State,LGA,Complaint\r\n17,18-04-26,9:55:47 AM,0803 123 4567,Lagos,Ikeja,\"No network, since 2pm; \tor | so\"\r\n".Replace(',', delimiter).Replace($"network{delimiter}", "network,", StringComparison.Ordinal));
        Assert.Equal("17", draft.Key);
        Assert.Equal("18-04-26 9:55:47 AM", draft.Given.Time);
        Assert.Equal("dd-MM-yy", draft.Given.TimeOrder);
        Assert.Equal("0803 123 4567", draft.Given.Phone);
        Assert.Equal(("Lagos", "Ikeja"), (draft.Given.State, draft.Given.Lga));
        Assert.StartsWith("No network, since 2pm; ", draft.Given.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("25/12/2026", "01/02/2026", "dd/MM/yyyy")]
    [InlineData("12/25/2026", "01/02/2026", "MM/dd/yyyy")]
    [InlineData("01/02/2026", "03/04/2026", null)]
    [InlineData("25/12/2026", "12/25/2026", null)]
    [InlineData("2026-12-25", "2026-01-02", null)]
    public async Task Day_and_month_are_told_by_the_file_as_a_whole(string first, string second, string? order)
    {
        var read = await Feed.CallCenter().ReadAsync($"id,date,notes\n1,{first},a\n2,{second},b\n");
        Assert.All(read, parsed => Assert.Equal(order, ((Parsed.Ok)parsed).Draft.Given.TimeOrder));
    }

    [Fact]
    public async Task All_rows_of_a_file_share_one_context()
    {
        var records = await Feed.CallCenter().SplitAsync("id,notes\n1,a\n2,b\n3,c\n");
        Assert.All(records, record => Assert.Same(records[0].Context, record.Context));
        Assert.Equal(["feed#1 line 2", "feed#2 line 3", "feed#3 line 4"], records.Select(record => record.Origin));
        Assert.Equal("2,b", Encoding.UTF8.GetString(records[1].Payload.Span));
    }

    [Fact]
    public async Task Faulty_rows_are_told_apart_and_cost_only_themselves()
    {
        var read = await Feed.CallCenter().ReadAsync("id,state,notes\n1,Lagos,no network\n2,Kano\n3,Kano,x,y\n4,Kano,\n5,\0\u0001,garbage\n6,Oyo,slow data,,\n7,Edo,no airtime\n");
        Assert.Equal(["ok", "csv.columns", "csv.columns", "text.missing", "csv.binary", "ok", "ok"], read.Select(Feed.Code));
        Assert.Contains("2 columns, its header 3", ((Parsed.Unreadable)read[1]).Reason.Message, StringComparison.Ordinal);
        Assert.Equal("notes", ((Parsed.Unreadable)read[3]).Reason.Field);
    }

    [Fact]
    public async Task A_quote_that_nothing_closes_costs_its_line_and_no_other()
    {
        var rows = string.Concat(Enumerable.Range(0, 50).Select(i => i == 7 ? "7,\"call dropped, never closed\n" : $"{i},\"row {i}, quoted\"\n"));
        var read = await Feed.CallCenter().ReadAsync("id,notes\n" + rows);
        Assert.Equal(50, read.Count);
        Assert.Equal("csv.unclosed-quote", read[7].Code());
        Assert.Equal(49, read.Count(parsed => parsed.Code() == "ok"));
        var atEnd = await Feed.CallCenter().ReadAsync("id,notes\n1,a\n2,\"open\n3,c\n4,d");
        Assert.Equal(["ok", "csv.unclosed-quote", "ok", "ok"], atEnd.Select(Feed.Code));
    }

    [Theory]
    [InlineData("1,\"\"no network\"\"", "ok")]
    [InlineData("1,\"\"\"x\"\"y\"", "ok")]
    [InlineData("1,\"x\"\"", "csv.unclosed-quote")]
    public async Task A_file_of_broken_quotes_is_cut_line_by_line_in_reasonable_time(string row, string code)
    {
        // For a walk to the end of the file from each row, not for a slow machine.
        var read = await Task.Run(() => Feed.CallCenter().ReadAsync("id,notes\n" + string.Concat(Enumerable.Repeat(row + "\n", 20_000)))).WaitAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(20_000, read.Count);
        Assert.All(read, parsed => Assert.Equal(code, parsed.Code()));
    }

    [Fact]
    public async Task Quotes_of_a_file_that_does_not_quote_are_characters()
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(i => i % 5 == 0 ? $"ham\t\"so he says {i}\n" : $"ham\ttext {i}\n"));
        var read = await Feed.CallCenter().ReadAsync("Label\tSMS\n" + rows);
        Assert.Equal(20, read.Count);
        Assert.Equal("\"so he says 5", ((Parsed.Ok)read[5]).Draft.Given.Text);
    }

    [Fact]
    public async Task A_row_that_is_not_utf_8_is_read_as_windows_1252_with_a_warning()
    {
        byte[] file = [.. "id,notes\n1,"u8, 0x93, .. "na"u8, 0xEF, .. "ve"u8, 0x94, .. "\n2,ọrọ\n"u8];
        var source = Feed.CallCenter();
        var drafts = (await source.SplitAsync(file)).Select(record => ((Parsed.Ok)source.Parse(record)).Draft).ToList();
        Assert.Equal("“naïve”", drafts[0].Given.Text);
        Assert.Equal("encoding.repaired", Assert.Single(drafts[0].Warnings).Code);
        Assert.Equal("ọrọ", drafts[1].Given.Text);
        Assert.Empty(drafts[1].Warnings);
    }

    [Theory, InlineData("utf-16"), InlineData("utf-16BE"), InlineData("utf-8")]
    public async Task A_file_with_a_byte_order_mark_keeps_its_bytes(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var source = Feed.CallCenter();
        var records = await source.SplitAsync([.. encoding.GetPreamble(), .. encoding.GetBytes("id,notes\r\n1,\"kò sí\r\nnetwork\"\r\n2,b\r\n")]);
        Assert.Equal(2, records.Count);
        Assert.Equal(encoding.GetBytes("1,\"kò sí\r\nnetwork\""), records[0].Payload.ToArray());
        Assert.Equal(["1", "2"], records.Select(record => record.Key));
        Assert.Equal("kò sí\r\nnetwork", Assert.IsType<Parsed.Ok>(source.Parse(records[0])).Draft.Given.Text);
    }

    [Theory]
    [InlineData("site,lon,state", "site, lon, state")]
    [InlineData("Ngozi,Obi,08031234567,state", "(column 1), (column 2), (column 3), state")]
    public async Task A_file_without_words_names_the_columns_it_has_and_no_customer(string header, string seen)
    {
        var reason = Assert.IsType<Parsed.Unreadable>(Assert.Single(await Feed.CallCenter().ReadAsync($"{header}\n{header}\n"))).Reason;
        Assert.Equal("csv.no-text-column", reason.Code);
        Assert.Contains($"Columns seen: {seen}.", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configured_columns_come_before_the_built_in_ones()
    {
        var source = Feed.CallCenter(new() { Columns = new() { ["Text"] = ["What happened"], ["Key"] = ["Nr."] } });
        var draft = await source.OneAsync("Nr.,notes,What Happened\n5,internal,no network\n");
        Assert.Equal(("5", "no network"), (draft.Key, draft.Given.Text));
    }

    [Fact]
    public async Task A_log_without_free_text_is_read_by_its_topic()
    {
        var draft = await Feed.CallCenter().OneAsync("Call Id,Date,Time,Topic\nID1,13/01/2026,09:12:58,Payment related\n");
        Assert.Equal(("Payment related", "Payment related", "13/01/2026 09:12:58"), (draft.Given.Text, draft.Given.Topic, draft.Given.Time));
    }

    [Theory]
    [InlineData("id,notes\n", "delivery.no-rows")]
    [InlineData("one line of anything", "csv.no-text-column")]
    [InlineData("[{\"id\":1}]", "format.json")]
    public async Task A_file_without_rows_is_still_one_record(string file, string code) =>
        Assert.Equal(code, Assert.Single(await Feed.CallCenter().ReadAsync(file)).Code());

    [Theory]
    [InlineData("Internet", Channels.Web)]
    [InlineData("Customer Care Call", Channels.Phone)]
    [InlineData("Twitter for Android", Channels.Social)]
    [InlineData("", Channels.Phone)]
    public async Task The_channel_follows_the_received_via_column(string via, string channel) =>
        Assert.Equal(channel, (await Feed.CallCenter().OneAsync($"id,notes,Received Via\n1,x,{via}\n")).Channel);

    [Fact]
    public async Task Excels_separator_line_is_no_row()
    {
        var draft = await Feed.CallCenter().OneAsync("sep=;\r\nid;notes\r\n1;a, b\r\n");
        Assert.Equal("a, b", draft.Given.Text);
    }
}
