using Beejan.Sources;
using Beejan.Sources.Fields;
using Beejan.Sources.Files;
using Xunit;

namespace Beejan.Tests.Sources.Files;

/// <summary>Tables as other systems export them: no header, a title above it, their own names. The words are ours.</summary>
public sealed class TableShapesTests
{
    private const string Words = "my data finished in one hour, please give it back";

    [Theory]
    [InlineData("13/03/2024,08031234567,no network since morning\n14/03/2024,08031234568,line is down again\n")]
    [InlineData("ham,08031234567,no network in the whole of Ikeja since morning\nspam,08031234568,line is down again in Kano\n")]
    [InlineData("1;\"no network in the whole of Ikeja since morning\"\n2;\"line is down again in Kano\"\n")]
    [InlineData("no network in the whole of Ikeja since morning\nline is down again in Kano today\n")]
    public async Task A_table_without_a_header_does_not_lose_its_first_row(string table)
    {
        var drafts = (await Feed.Files().ReadAsync(table)).Select(p => Assert.IsType<Parsed.Ok>(p).Draft.Given).ToList();
        Assert.Equal(2, drafts.Count);
        Assert.StartsWith("no network", drafts[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("line is down again", drafts[1].Text, StringComparison.Ordinal);
        if (table.Contains("0803", StringComparison.Ordinal))
        {
            Assert.Equal(("08031234567", "08031234568"), (drafts[0].Phone, drafts[1].Phone));
        }
    }

    [Theory]
    [InlineData("Respondent,Please describe in your own words what went wrong\nA,my data finished in one hour\n")]
    [InlineData("v1,v2\nham,my data finished in one hour\n")]
    [InlineData("Sentiment label,What would you like us to know about the network\nx,my data finished in one hour\n")]
    [InlineData("quand,ce qui s'est passe\n25/12/2025,my data finished in one hour\n")]
    public async Task A_header_that_we_do_not_know_is_a_header_all_the_same(string table) =>
        Assert.Equal("my data finished in one hour", Assert.IsType<Parsed.Ok>(Assert.Single(await Feed.Files().ReadAsync(table))).Draft.Given.Text);

    [Theory]
    [InlineData("Complaint report March 2024\n\"\"\nPrepared by:,Bisi\n\nS/N,Date,Customer Name,Phone,Complaint\n1,13/03/2024,Ada Obi,08031234567,no network here\n2,14/03/2024,Musa Bello,08031234568,slow data here\n", "delivery.title ok ok")]
    [InlineData("Complaint report;;;\n;;;\nTicket No;Date;Phone;Complaint\n1;13/03/2024;08031234567;no network here\nTotal;1;;\n", "delivery.title ok delivery.trailer")]
    [InlineData("Complaint report\nTicket No\tDate\tComplaint\n", "delivery.title delivery.no-rows")]
    public async Task Lines_of_a_title_above_the_header_are_kept_and_are_no_rows(string table, string codes)
    {
        var source = Feed.Files();
        var records = await source.SplitAsync(table);
        Assert.Equal(codes, string.Join(' ', records.Select(r => source.Parse(r).Code())));
        // A call centre's log is read in the same way.
        Assert.Equal(codes, string.Join(' ', (await Feed.CallCenter().ReadAsync(table)).Select(p => p.Code())));
        Assert.StartsWith("Complaint report", System.Text.Encoding.UTF8.GetString(records[0].Payload.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Date received,Product,Issue,Sub-issue,Consumer complaint narrative,Company response to consumer,State,Complaint ID\n03/14/2024,Mobile,Billing dispute,,WORDS,Closed with a long explanation of what the house did about it,NY,3184000", "3184000 | 03/14/2024 | - | - | -")]
    [InlineData("Id,Created at,Updated at,Subject,Description,Requester,Requester email,Requester phone,Status\n10,2024-03-10T10:11:12Z,2024-03-12T10:11:12Z,Help,WORDS,Ada Obi,ada@example.org,08031234567,open", "10 | 2024-03-10T10:11:12Z | 08031234567 | Ada Obi | ada@example.org")]
    [InlineData("Ticket ID,Subject,Status,Created time,Resolved time,Description,Full name,Email,Phone\n11,Help,Open,2024-03-10 10:11:12,2024-03-14 10:11:12,WORDS,Ada Obi,ada@example.org,08031234567", "11 | 2024-03-10 10:11:12 | 08031234567 | Ada Obi | ada@example.org")]
    [InlineData("CaseNumber,CreatedDate,ClosedDate,Subject,Description,SuppliedName,SuppliedPhone,SuppliedEmail\n00010,2024-03-10T10:11:12.000+0000,,Help,WORDS,Ada Obi,08031234567,ada@example.org", "00010 | 2024-03-10T10:11:12.000+0000 | 08031234567 | Ada Obi | ada@example.org")]
    [InlineData("Issue key,Summary,Created,Description,Reporter\nCS-1,Help,12/Mar/24 2:05 PM,WORDS,Ada Obi", "CS-1 | 12/Mar/24 2:05 PM | - | Ada Obi | -")]
    [InlineData("Ticket ID,Customer Name,Customer Email,Product Purchased,Date of Purchase,Ticket Subject,Ticket Description,Resolution\n7,Ada Obi,ada@example.org,Router,2021-03-22,Network,WORDS,We sent a technician to the house of the customer and closed the case", "7 | - | - | Ada Obi | ada@example.org")]
    [InlineData("reviewId,userName,content,score,at,replyContent,repliedAt\ngp:1,Ada Obi,WORDS,1,2024-03-10 08:00:00,Dear customer we are sorry for all the trouble that you had with it,2024-03-20 08:00:00", "gp:1 | 2024-03-10 08:00:00 | - | - | -")]
    [InlineData("Timestamp,Your full name,Phone number (WhatsApp),Please describe your complaint in detail\n3/14/2024 14:05:21,Ada Obi,08031234567,WORDS", "- | 3/14/2024 14:05:21 | 08031234567 | Ada Obi | -")]
    public async Task Exports_of_other_systems_are_told_by_their_own_names(string table, string facts)
    {
        var source = Feed.Files();
        var record = Assert.Single(await source.SplitAsync(table.Replace("WORDS", $"\"{Words}\"", StringComparison.Ordinal) + "\n"));
        var given = Assert.IsType<Parsed.Ok>(source.Parse(record)).Draft.Given;
        Assert.Equal(Words, given.Text);
        var key = record.Key.StartsWith("sha-", StringComparison.Ordinal) ? null : record.Key;
        Assert.Equal(facts, string.Join(" | ", new[] { key, given.Time, given.Phone, given.Name, given.Email }.Select(f => f ?? "-")));
    }

    [Fact]
    public async Task A_column_called_issue_that_holds_codes_yields_to_one_with_sentences_and_says_what_they_are_about()
    {
        var given = (await Feed.Files().OneAsync($"Complaint,Story\nbilling,\"{Words}\"\n")).Given;
        Assert.Equal((Words, "billing"), (given.Text, given.Topic));
        // The house's answer is no complaint, however long.
        Assert.Equal("no network", (await Feed.Files().OneAsync($"Complaint,Resolution note\nno network,\"{Words} {Words}\"\n")).Given.Text);
    }

    [Theory]
    [InlineData("١٢/٠٣/٢٠٢٤")]
    [InlineData("1٢/03/2024")]
    [InlineData("१२-०३-२०२४")]
    public async Task A_date_in_digits_of_another_script_stops_nothing(string date) =>
        Assert.Equal(["ok", "ok"], (await Feed.Files().ReadAsync($"Date,Complaint\n{date},no network\n13/03/2024,slow data\n")).Select(p => p.Code()));

    [Fact]
    public async Task A_saved_mapping_says_whether_there_is_a_header()
    {
        const string Rows = "08031234567,no network since this very morning\n08031234568,ok\n";
        var numbered = new Mapping { Name = "bare", Columns = new Dictionary<string, Field> { ["column 1"] = Field.Phone, ["column 2"] = Field.Text } };
        Assert.Equal(2, (await Feed.Files(mapping: numbered).SplitAsync(Rows)).Count);
        Assert.Equal(2, (await Feed.Files(mapping: numbered).SplitAsync("x,ok\n08031234568,bad\n")).Count);
        var named = new Mapping { Name = "named", Columns = new Dictionary<string, Field> { ["08031234567"] = Field.Phone, ["no network since this very morning"] = Field.Text } };
        Assert.Single(await Feed.Files(mapping: named).SplitAsync(Rows));
    }
}
