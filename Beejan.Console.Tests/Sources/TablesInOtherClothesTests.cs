using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources;

/// <summary>Tables that come as something else than CSV or a workbook of Excel, as call-centre software, report servers and scripts give them out.</summary>
public sealed class TablesInOtherClothesTests
{
    private const string Page = """
        <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><style>td {mso-number-format:"\@";}</style>
        <!--[if gte mso 9]><xml><x:Name><table><tr><td>a</td><td>b</td></tr></table></x:Name></xml><![endif]--><script>var x="<td>";</script></head>
        <body><table width="100%"><tr><td><img src="logo.png"></td><td>Customer Care</td></tr><tr><td colspan="2">
        <table border=1><caption>Log &amp; follow-up</caption>
        <tr><th colspan=6>Daily report 20/11/2026</th></tr>
        <tr><th>Ticket No</th><th>Call Date</th><th>Call Time</th><th>Caller No.</th><th>Complaint</th><th>State</th></tr>
        <tr><td>TK-1</td><td rowspan=2>20/11/2026</td><td>08:15</td><td>08031234567</td><td>My data finished in 2 hours &amp; I didn&#39;t
          use it</td><td>Lagos</td></tr>
        <tr><td>TK-2<td>08:22<td>'08129876543<td title="a > b">No network<br>since morning<td>Enugu
        <tr class=odd><td>TK-3</td><td>20/11/2026</td><td>09:40</td><td></td><td>Card of &#8358;500 not loading, &lt;code error&gt;</td><td>&nbsp;</td></tr>
        <tr><td colspan=5>Total</td><td>3</td></tr>
        </table></td></tr></table></body></html>
        """;

    [Fact]
    public async Task A_table_of_a_web_page_is_read_row_by_row_whatever_is_not_closed_and_stands_around_it()
    {
        var read = await Feed.Files().ReadAsync(Page);
        Assert.Equal(["workbook.kept", "ok", "ok", "ok", "row.total"], read.Select(Feed.Code));
        var drafts = read.OfType<Parsed.Ok>().Select(p => p.Draft).ToList();
        Assert.Equal(["TK-1", "TK-2", "TK-3"], drafts.Select(d => d.Key));
        Assert.Equal(["My data finished in 2 hours & I didn't use it", "No network\nsince morning", "Card of ₦500 not loading, <code error>"], drafts.Select(d => d.Given.Text));
        Assert.Equal(["20/11/2026 08:15", "20/11/2026 08:22", "20/11/2026 09:40"], drafts.Select(d => d.Given.Time));
        Assert.Equal(["Lagos", "Enugu", null], drafts.Select(d => d.Given.State));
    }

    [Fact]
    public async Task A_workbook_in_one_XML_document_is_read_with_its_places_dates_and_merged_cells()
    {
        const string Book = """
            <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
            <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
            <Worksheet ss:Name="Complaints"><Table>
            <Row><Cell><Data ss:Type="String">Ref No</Data></Cell><Cell><Data ss:Type="String">Date Received</Data></Cell><Cell><Data ss:Type="String">MSISDN</Data></Cell><Cell><Data ss:Type="String">State</Data></Cell><Cell><Data ss:Type="String">Details of Complaint</Data></Cell></Row>
            <Row><Cell><Data ss:Type="Number">501</Data></Cell><Cell><Data ss:Type="DateTime">2026-11-19T13:45:00.000</Data></Cell><Cell><Data ss:Type="Number">2348031234567</Data></Cell><Cell><Data ss:Type="String">Rivers</Data></Cell><Cell><Data ss:Type="String">Internet is slow&#10;since Monday</Data><Comment><Data>called back</Data></Comment></Cell></Row>
            <Row ss:Index="7"><Cell><Data ss:Type="Number">502</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">Oyo</Data></Cell><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>SIM</B><Font> swap without my consent</Font></ss:Data></Cell></Row>
            <Row><Cell ss:MergeAcross="3"><Data ss:Type="String">Total</Data></Cell><Cell><Data ss:Type="Number">2</Data></Cell></Row>
            </Table></Worksheet></Workbook>
            """;
        var read = await Feed.Files().ReadAsync(Book);
        Assert.Equal(["workbook.kept", "ok", "ok", "row.total"], read.Select(Feed.Code));
        var drafts = read.OfType<Parsed.Ok>().Select(p => p.Draft).ToList();
        Assert.Equal([("501", "2026-11-19 13:45:00", "2348031234567", "Rivers"), ("502", null, null, "Oyo")], drafts.Select(d => (d.Key, d.Given.Time, d.Given.Phone, d.Given.State)));
        Assert.Equal(["Internet is slow\nsince Monday", "SIM swap without my consent"], drafts.Select(d => d.Given.Text));
    }

    [Fact]
    public async Task A_workbook_in_XML_that_is_cut_gives_what_stands_before_and_says_so()
    {
        const string Cut = """<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row><Cell><Data ss:Type="String">Phone</Data></Cell><Cell><Data ss:Type="String">Complaint</Data></Cell></Row><Row><Cell><Data ss:Type="String">08031234567</Data></Cell><Cell><Data ss:Type="String">no network in Jos</Data></Cell></Row><Row><Cell><Da""";
        Assert.Equal(["workbook.kept", "workbook.broken"], (await Feed.Files().ReadAsync("<?xml version=\"1.0\"?>" + Cut)).Select(Feed.Code).Where(c => c != "ok"));
    }

    [Theory]
    [InlineData("""[["id","created","msisdn","complaint"],[1,"2026-11-20 10:00","08031234567","Data not working"],[2,"2026-11-20 11:00",null,"Calls drop every time"]]""")]
    [InlineData("""{"columns":["id","created","msisdn","complaint"],"data":[[1,"2026-11-20 10:00","08031234567","Data not working"],[2,"2026-11-20 11:00",null,"Calls drop every time"]]}""")]
    [InlineData("""{"id":{"0":1,"1":2},"created":{"0":"2026-11-20 10:00","1":"2026-11-20 11:00"},"msisdn":{"0":"08031234567","1":null},"complaint":{"0":"Data not working","1":"Calls drop every time"}}""")]
    [InlineData("ID   CREATED          MSISDN        COMPLAINT\n---- ---------------- ------------- ---------------------\n1    2026-11-20 10:00 08031234567   Data not working\n2    2026-11-20 11:00               Calls drop every time\n----\nTotal: 2\n")]
    [InlineData(" id  | created | msisdn | complaint\n----+---------+--------+---------\n 1 | 2026-11-20 10:00 | 08031234567 | Data not working\n 2 | 2026-11-20 11:00 |  | Calls drop every time\n")]
    public async Task A_table_written_by_a_program_is_read_as_the_table_it_is(string file)
    {
        var drafts = (await Feed.Files().ReadAsync(file)).OfType<Parsed.Ok>().Select(p => p.Draft).ToList();
        Assert.Equal([("1", "2026-11-20 10:00", "08031234567", "Data not working"), ("2", "2026-11-20 11:00", null, "Calls drop every time")],
            drafts.Select(d => (d.Key.Trim(), d.Given.Time?.Trim(), d.Given.Phone?.Trim(), d.Given.Text!.Trim())));
    }

    [Fact]
    public async Task A_row_that_sums_up_and_a_rating_without_words_are_counted_and_are_no_complaints()
    {
        Assert.Equal(["ok", "row.total"], (await Feed.Files().ReadAsync("S/N,Phone,Complaint,Remark\n1,08031234567,Network,Poor network coverage in his area\n,,Total,1\n")).Select(Feed.Code));
        Assert.Equal(["ok", "message.no-words"], (await Feed.Files().ReadAsync("Star Rating,Review Text\n1,The app keeps crashing when I buy data\n5,\n")).Select(Feed.Code));
        Assert.Equal(["ok", "message.deleted"], (await Feed.Files().ReadAsync("id,author,body\n1,ada,Data finishes too quick every week\n2,obi,[removed]\n")).Select(Feed.Code));
    }

    [Fact]
    public async Task A_column_of_remarks_is_the_complaint_where_the_one_called_so_holds_single_words()
    {
        var read = await Feed.Files().ReadAsync("Phone No,Nature of Complaint,Remark\n08031234567,Network,Bad network for 3 days\n08031234568,Billing,Billed twice for 1GB\n,Total,2\n");
        Assert.Equal(["Bad network for 3 days", "Billed twice for 1GB"], read.OfType<Parsed.Ok>().Select(p => p.Draft.Given.Text));
    }

    [Fact]
    public async Task E_mail_and_the_wrong_format_are_told_which_source_reads_them()
    {
        var mail = Assert.IsType<Parsed.Unreadable>(Assert.Single(await Feed.Files().ReadAsync("From a@b Thu Nov 20 08:00:00 2026\nFrom: Ada <ada@example.com>\nSubject: No network\nDate: Thu, 20 Nov 2026 08:00:00 +0100\n\nNo network at Ketu.\n"))).Reason;
        Assert.Equal("format.mail", mail.Code);
        Assert.Contains("'email'", mail.Message, StringComparison.Ordinal);
    }
}
