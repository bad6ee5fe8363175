using System.Text;
using Beejan.Contracts;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources.CallCenter;

public sealed class CallCenterXmlTests
{
    private const string One = """<Call id="C1"><Caller msisdn="0803 123 4567"><Name>Ada &amp; Bola</Name></Caller><Start>2026-01-01T10:00:00</Start><Location state="Lagos" lga="Ikeja"/><Agent><Name>Uche</Name></Agent><Notes>No <b>network</b> at all</Notes></Call>""";
    private const string Two = """<Call id="C2"><Caller msisdn="0803 123 4568"/><Notes><![CDATA[slow < data]]></Notes></Call>""";

    [Fact]
    public async Task Elements_and_attributes_are_recognised_by_their_names()
    {
        var source = Feed.CallCenter();
        var records = await source.SplitAsync($"<?xml version=\"1.0\"?>\n<!-- log -->\n<CallLog version=\"2\">\n  {One}\n  {Two}\n</CallLog>\n");
        Assert.Equal([One, Two], records.Select(record => Encoding.UTF8.GetString(record.Payload.Span)));
        Assert.Equal(["C1", "C2"], records.Select(record => record.Key));
        Assert.Equal("feed#1 line 4 column 3", records[0].Origin);
        var draft = Assert.IsType<Parsed.Ok>(source.Parse(records[0])).Draft;
        Assert.Equal(("0803 123 4567", "Ada & Bola", "2026-01-01T10:00:00", "Lagos", "Ikeja"), (draft.Given.Phone, draft.Given.Name, draft.Given.Time, draft.Given.State, draft.Given.Lga));
        Assert.Equal(("No network at all", Channels.Phone), (draft.Given.Text, draft.Channel));
        Assert.Equal("slow < data", Assert.IsType<Parsed.Ok>(source.Parse(records[1])).Draft.Given.Text);
    }

    [Theory]
    [InlineData("<export><calls><call><ticket_no>7</ticket_no><complaint>no data</complaint></call></calls></export>")]
    [InlineData("<call><ticket_no>7</ticket_no><complaint>no data</complaint></call>")]
    [InlineData("<x:rows xmlns:x='urn:a'><x:row ticket='7' complaint='no data'/></x:rows>")]
    [InlineData("<resultset><row><field name=\"Ticket No\">7</field><field name=\"Complaint\">no data</field></row></resultset>")]
    [InlineData("<t><Table1><Ticket>7</Ticket><Complaint>no data</Complaint></Table1></t>")]
    public async Task Whatever_the_elements_around_are_called_the_record_is_found(string xml)
    {
        var draft = await Feed.CallCenter().OneAsync(xml);
        Assert.Equal(("7", "no data"), (draft.Key, draft.Given.Text));
    }

    [Theory]
    [InlineData("<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>")]
    [InlineData("<!DOCTYPE l SYSTEM \"file:///etc/passwd\">")]
    public async Task A_document_type_is_refused_and_nothing_of_it_is_read(string declaration)
    {
        var read = await Feed.CallCenter().ReadAsync($"<?xml version=\"1.0\"?>{declaration}<l><call><notes>&b;</notes></call></l>");
        Assert.All(read, parsed => Assert.Equal("xml.doctype", parsed.Code()));
        var inside = await Feed.CallCenter().ReadAsync($"<l>{One}<call><notes>{declaration}&b;</notes></call>{Two}</l>");
        Assert.Equal(["ok", "xml.malformed", "ok"], inside.Select(Feed.Code));
    }

    [Fact]
    public async Task A_file_that_is_cut_gives_what_stands_before_the_cut_and_says_so()
    {
        var whole = $"<CallLog>\n{One}\n{Two}\n</CallLog>";
        for (var length = 12; length < whole.Length; length++)
        {
            var read = (await Feed.CallCenter().ReadAsync(whole[..length])).Select(Feed.Code).ToList();
            var complete = length >= whole.IndexOf(Two, StringComparison.Ordinal) + Two.Length ? 2 : length >= One.Length + 10 ? 1 : 0;
            Assert.Equal(complete, read.Count(code => code == "ok"));
            Assert.Equal(1, read.Count(code => code == "xml.truncated"));
            Assert.Equal(complete + 1, read.Count);
        }
    }

    [Fact]
    public async Task A_faulty_record_costs_itself_and_names_line_and_column()
    {
        var read = await Feed.CallCenter().ReadAsync($"<CallLog>\n{One}\n<Call id=\"X\">\n  <Notes>AT&T is down</Notes></Call>\n<Call id=\"Y\"><Notes>never closed\n{Two}\n<Call id=\"Z\"><Notes></Notes></Call></CallLog>");
        Assert.Equal(["ok", "xml.malformed", "xml.malformed", "ok", "text.missing"], read.Select(Feed.Code));
        Assert.Matches("line 4, column 1[0-9] of the file", Assert.IsType<Parsed.Unreadable>(read[1]).Reason.Message);
    }

    [Theory, InlineData("utf-16"), InlineData("utf-16BE"), InlineData("windows-1252"), InlineData("iso-8859-1"), InlineData("koi8-r"), InlineData("utf-8")]
    public async Task The_declared_encoding_is_read(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var text = name == "koi8-r" ? "нет сети" : "naïve é";
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?><l>\n<call><id>1</id><notes>{text}</notes></call>\n<call><id>2</id><notes>b</notes></call></l>")];
        var source = Feed.CallCenter();
        var records = await source.SplitAsync(file);
        Assert.Equal(["1", "2"], records.Select(record => record.Key));
        Assert.Equal(text, Assert.IsType<Parsed.Ok>(source.Parse(records[0])).Draft.Given.Text);
        Assert.Equal(records.Select(Show), (await source.SplitAsync(file, 7)).Select(Show));
    }

    [Theory]
    [InlineData("<l count=\"2\">{0}{1}</l>", "ok ok")]
    [InlineData("<l count=\"3\">{0}{1}</l>", "ok ok delivery.row-count")]
    [InlineData("<l>{0}{1}<trailer rows=\"2\"/></l>", "ok ok xml.no-record")]
    [InlineData("<l>{0}{1}<RecordCount>5</RecordCount></l>", "ok ok xml.no-record delivery.row-count")]
    public async Task The_count_a_file_gives_is_checked(string form, string codes) =>
        Assert.Equal(codes, string.Join(' ', (await Feed.CallCenter().ReadAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, One, Two))).Select(Feed.Code)));

    [Fact]
    public async Task A_runaway_record_comes_in_bounded_pieces_and_the_next_is_read()
    {
        var source = Feed.CallCenter(new() { MaxRecordBytes = 4096 });
        var records = await source.SplitAsync($"<l>{One}<Call><Notes>{new string('x', 50_000)}</Notes></Call>{Two}</l>");
        Assert.All(records, record => Assert.True(record.Payload.Length <= 4096));
        var codes = records.Select(record => source.Parse(record).Code()).ToList();
        Assert.Equal(("ok", "ok"), (codes[0], codes[^1]));
        Assert.Equal("record.too-long", Assert.Single(codes[1..^1].Distinct()));
    }

    [Theory]
    [InlineData("TRAILER|2", "ok ok delivery.trailer")]
    [InlineData("TRAILER|3", "ok ok delivery.row-count")]
    [InlineData("Total records: 2", "ok ok delivery.trailer")]
    [InlineData("\"Row count\"|\"2\"||", "ok ok delivery.trailer")]
    [InlineData("total|2|so much", "ok ok ok")]
    [InlineData("T|2\n5|b|more", "ok ok csv.columns ok")]
    public async Task A_last_row_that_counts_the_others_is_checked(string trailer, string codes) =>
        Assert.Equal(codes, string.Join(' ', (await Feed.CallCenter().ReadAsync($"id|state|notes\n1|a|no data\n2|b|no data\n{trailer}\n")).Select(Feed.Code)));

    private static string Show(RawRecord r) => $"{r.Origin} {r.Key} {r.ContentType} {r.Context} {Convert.ToHexString(r.Payload.Span)}";

    [Theory]
    [InlineData("<a><!--")]
    [InlineData("<a><![CDATA[")]
    [InlineData("<a><a>x</a><!--")]
    public async Task A_file_of_nothing_but_beginnings_is_not_looked_through_again_for_each(string beginning)
    {
        const int limit = 8 * 1024;
        var xml = string.Concat(Enumerable.Repeat(beginning, 100_000));
        var source = Feed.CallCenter(new() { MaxRecordBytes = limit });
        var records = await source.SplitAsync(xml);
        // Each of these took a look of a whole record's limit.
        Assert.InRange(records.Count(r => source.Parse(r).Code() == "record.too-long"), 1, xml.Length / (limit / 64) + 100);
        AssertWhole(xml, records);
    }

    [Theory]
    [InlineData("<a>")]
    [InlineData("<a b=\"")]
    public async Task A_file_of_nothing_but_broken_tags_comes_to_an_end_and_none_of_it_is_lost(string beginning)
    {
        var xml = string.Concat(Enumerable.Repeat(beginning, 100_000));
        AssertWhole(xml, await Feed.CallCenter().SplitAsync(xml));
    }

    /// <summary>All but the tag that is taken for the one around the records.</summary>
    private static void AssertWhole(string xml, List<RawRecord> records) => Assert.InRange(records.Sum(r => r.Payload.Length), xml.Length - "<a>".Length, xml.Length);

    [Fact]
    public async Task A_runaway_record_in_an_honest_file_costs_only_itself()
    {
        var calls = string.Concat(Enumerable.Range(0, 500).Select(i => $"<Call id=\"H{i}\"><Notes>no network {(i == 250 ? new string('x', 9000) : "")}</Notes></Call>\n"));
        var source = Feed.CallCenter(new() { MaxRecordBytes = 8 * 1024 });
        var records = await source.SplitAsync($"<CallLog>\n{calls}</CallLog>\n");
        Assert.Equal(499, records.Count(r => source.Parse(r) is Parsed.Ok));
    }
}
