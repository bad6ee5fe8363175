using System.Text;
using Beejan.Sources;
using Beejan.Sources.Fields;
using Beejan.Sources.Json;
using Xunit;

namespace Beejan.Tests.Sources;

/// <summary>What programs write that no standard has, and what stands beside the records of real deliveries.</summary>
public sealed class WrittenOtherwiseTests
{
    [Fact]
    public async Task The_id_of_a_thing_inside_an_element_is_not_the_records_key()
    {
        var records = await Feed.CallCenter().SplitAsync("""
            <calls><call><callRef>C1</callRef><product id="3">Data</product><notes>no network</notes></call>
            <call><callRef>C2</callRef><product id="3">Data</product><notes>slow data</notes></call>
            <call><id>7</id><product><id>3</id></product><notes>no sms</notes></call><call id="8"><notes>no call</notes></call></calls>
            """);
        Assert.Equal(["7", "8"], records.Skip(2).Select(r => r.Key));
        // Known by their bytes alone, and each by its own.
        Assert.Equal(2, records.Take(2).Select(r => r.Key).Where(key => key.StartsWith("sha-", StringComparison.Ordinal)).Distinct().Count());
    }

    [Fact]
    public async Task The_name_of_a_dumps_table_is_nobodys_and_that_of_a_record_is()
    {
        var dump = await Feed.Files().OneAsync("""<database><table name="complaints"><column name="phone">08031234567</column><column name="complaint">no network</column></table></database>""");
        Assert.Equal(("no network", "08031234567", null), (dump.Given.Text, dump.Given.Phone, dump.Given.Name));
        var named = await Feed.Files().OneAsync("""<list><complaint name="Ada Obi" phone="08031234567"><text>no network</text></complaint></list>""");
        Assert.Equal("Ada Obi", named.Given.Name);
    }

    [Theory]
    [InlineData("anonymous", "0", null, null)]
    [InlineData("no email", "Not available", null, null)]
    [InlineData("none provided", "0000000", null, null)]
    [InlineData("ada@example.ng", "ACC-10", "ada@example.ng", "ACC-10")]
    [InlineData("ada at example dot ng", "10", "ada at example dot ng", "10")]
    public async Task What_stands_for_anybody_is_no_identity(string email, string account, string? address, string? number)
    {
        var draft = await Feed.CallCenter().OneAsync($"Ticket,Email,Account Number,Complaint,Date\n1,{email},{account},no network,2026-01-02\n");
        Assert.Equal((address, number), (draft.Given.Email, draft.Given.Account));
    }

    [Theory]
    [InlineData("Created At (UTC)", "2026-01-02 23:30", "2026-01-02 23:30 UTC")]
    [InlineData("created_at_gmt", "2026-01-02T23:30:10.5", "2026-01-02T23:30:10.5 GMT")]
    [InlineData("Call Start [GMT+1]", "02/01/2026 11:30 PM", "02/01/2026 11:30 PM +01:00")]
    [InlineData("Timestamp (UTC-05:30)", "2026-01-02 23:30", "2026-01-02 23:30 -05:30")]
    [InlineData("Timestamp (WAT)", "2026-01-02 23:30Z", "2026-01-02 23:30Z")]
    [InlineData("Timestamp (UTC)", "2026-01-02", "2026-01-02")]
    [InlineData("Created At (mm/dd)", "2026-01-02 23:30", "2026-01-02 23:30")]
    public async Task A_zone_in_the_columns_name_is_the_zone_of_its_times(string column, string written, string told)
    {
        var draft = await Feed.CallCenter().OneAsync($"Ticket,{column},Phone,Complaint\n1,{written},08031234567,no network since morning\n");
        Assert.Equal(told, draft.Given.Time);
    }

    [Theory]
    [InlineData("""{"ticket":"1","createdAtUtc":"2026-01-02 23:30","complaint":"no network since morning"}""")]
    [InlineData("<calls><call id='1'><created_at_utc>2026-01-02 23:30</created_at_utc><complaint>no network since morning</complaint></call></calls>")]
    public async Task A_zone_in_the_name_of_a_member_or_an_element_is_that_of_its_time(string text) =>
        Assert.Equal("2026-01-02 23:30 UTC", (await Feed.Files().OneAsync(text)).Given.Time);

    [Fact]
    public async Task A_header_that_comes_again_is_passed_over_and_a_row_like_it_is_not()
    {
        var read = await Feed.CallCenter().ReadAsync("Ticket,Phone,Complaint\n1,08031234567,no network\nTICKET,phone,Complaint\n2,08031234568,Complaint\n");
        Assert.Equal(["ok", "delivery.names", "ok"], read.Select(Feed.Code));
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData("nan")]
    [InlineData("#N/A")]
    [InlineData("\\N")]
    public async Task What_a_program_writes_for_nothing_is_no_complaint(string nothing)
    {
        var rows = await Feed.CallCenter().ReadAsync($"Ticket,Phone,Complaint\n1,08031234567,{nothing}\n2,08031234568,no network\n");
        Assert.Equal(["message.no-words", "ok"], rows.Select(Feed.Code));
        // Whoever writes it to us may have meant it.
        Assert.Equal(["ok"], (await Feed.WebForm().ReadAsync("{\"id\":\"1\",\"message\":" + System.Text.Json.JsonSerializer.Serialize(nothing) + "}")).Select(Feed.Code));
    }

    [Fact]
    public async Task Sheets_of_lists_and_notes_beside_a_register_are_no_complaints_and_alone_they_are()
    {
        string[][] lists = [["Category", "State"], ["Network", "Lagos"], ["Billing", "Kano"]];
        (string, string[][]) register = ("Register", [["Ticket", "Phone", "Complaint"], ["T1", "08031234567", "no network in Yaba"]]);
        var source = Feed.Files();
        var records = await source.SplitAsync(Files.Workbooks.Make(("Lists", lists), register));
        Assert.Equal(["workbook.kept", "sheet.beside", "sheet.beside", "ok"], records.Select(r => source.Parse(r).Code()));

        string[][] words = [["Complaint"], .. Enumerable.Range(0, 201).Select(i => (string[])[$"no network in my street {i}"])];
        records = await source.SplitAsync(Files.Workbooks.Make(("More", words), register));
        Assert.Equal(202, records.Count(r => source.Parse(r).Code() == "ok"));
        records = await source.SplitAsync(Files.Workbooks.Make(("Words", words[..3])));
        Assert.Equal(2, records.Count(r => source.Parse(r).Code() == "ok"));
    }

    [Fact]
    public async Task A_subject_speaks_where_nothing_else_does_but_a_kind_does_not()
    {
        const string Rows = "Case Number,Phone,Subject,Description\n1,08031234567,You charged me twice for one bundle,\n2,08031234568,Billing,\n3,,No network,\n";
        Assert.Equal(["ok", "text.missing", "text.missing"], (await Feed.CallCenter().ReadAsync(Rows)).Select(Feed.Code));
        var xml = await Feed.CallCenter().OneAsync("<t><ticket><id>1</id><phone>08031234567</phone><short_description>No network in Yaba</short_description><description/></ticket></t>");
        Assert.Equal("No network in Yaba", xml.Given.Text);
        Assert.Equal("No network", (await Feed.WebForm().OneAsync("""{"id":"1","phone":"08031234567","subject":"No network","message":""}""")).Given.Text);
    }

    [Fact]
    public async Task JSON_as_Python_and_streams_write_it_is_read()
    {
        var draft = await Feed.Files().OneAsync("""[{"id":"1","phone":NaN,"csat":-Infinity,"complaint":"NaN of my data, \"NaN\"",},]""");
        Assert.Equal(("1", null, "NaN of my data, \"NaN\""), (draft.Key, draft.Given.Phone, draft.Given.Text));
        foreach (var source in (ISource[])[Feed.Files(), Feed.WebForm()])
        {
            var records = await source.SplitAsync("""{"id":"1","complaint":"no } network"}{"id":"2","complaint":"slow"} {"id":"3","complaint":"down"}""");
            Assert.Equal(["1", "2", "3"], records.Select(r => r.Key));
            Assert.All(records, r => Assert.Equal("ok", source.Parse(r).Code()));
        }
        Assert.Null(JsonStrings.WithoutNaN("""{"a":"NaN","b":1}"""u8));
        Assert.Equal("""{"a":"" }""", Encoding.UTF8.GetString(JsonStrings.WithoutNaN("""{"a":NaN}"""u8)!));
    }

    [Fact]
    public async Task A_text_in_runs_is_one_text()
    {
        var draft = await Feed.Files().OneAsync("""{"messages":[{"id":5,"date":"2026-11-20T10:00:00","text":["My line ",{"type":"phone","text":"08031234567"}," has ",{"type":"bold","text":"no network"},7]}]}""");
        Assert.Equal("My line 08031234567 has no network", draft.Given.Text);
        Assert.Equal("one\ntwo", (await Feed.Files().OneAsync("""{"id":5,"notes":["one","two"]}""")).Given.Text);
        // Answers are no part of what the customer said.
        Assert.Equal("No network", (await Feed.Files().OneAsync("""{"id":5,"summary":"No network","comments":[{"text":"We are sorry"}]}""")).Given.Text);
    }

    [Theory]
    [InlineData("complaint[body]=no+network&complaint%5Bphone%5D=08031234567")]
    [InlineData("fields[message][id]=m&fields[message][value]=no+network&fields[phone][value]=08031234567")]
    public void Names_in_brackets_mean_what_their_last_part_says(string form)
    {
        var values = new FieldValues();
        FormFields.Read(Encoding.UTF8.GetBytes(form), new FieldTable(FormNames.BuiltIn, new Dictionary<string, string[]>()), values);
        Assert.Equal(("no network", "08031234567"), (values[Field.Text], values[Field.Phone]));
    }
}
