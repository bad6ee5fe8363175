using Beejan.Contracts;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources.Sms;

public sealed class SmsSourceTests
{
    [Theory]
    [InlineData("2026-01-01 09:07:21|08165560086|no network", null, "2026-01-01 09:07:21", "08165560086", "no network")]
    [InlineData("08165560086|01/01/2026 09:07|no network", null, "01/01/2026 09:07", "08165560086", "no network")]
    [InlineData("2026-01-01 09:07:21|08165560086|a|b|c", null, "2026-01-01 09:07:21", "08165560086", "a|b|c")]
    [InlineData("2026-01-01 09:07:21|+2348165560086|3344|no network", null, "2026-01-01 09:07:21", "+2348165560086", "no network")]
    [InlineData("1767262389|2348165560086|no network", null, "1767262389", "2348165560086", "no network")]
    [InlineData("SM1|2026-01-01 09:07:21|08165560086|no network", "SM1", "2026-01-01 09:07:21", "08165560086", "no network")]
    [InlineData("SM1|2026-01-01 09:07:21|0816 556 0086|BEEJAN|a|b", "SM1", "2026-01-01 09:07:21", "0816 556 0086", "a|b")]
    [InlineData("01/01/2026 09:07|no network|08165560086", null, "01/01/2026 09:07", "08165560086", "no network")]
    [InlineData("N/A|Private|08165560086", null, "N/A", "08165560086", "Private")]
    [InlineData("SM1|N/A|Private|111|no network", "SM1", "N/A", "Private", "no network")]
    [InlineData("N/A|08165560086|111|no network", null, "N/A", "08165560086", "no network")]
    public async Task A_text_line_is_read_by_its_number_of_fields(string line, string? key, string time, string phone, string text)
    {
        var draft = await Feed.Sms().OneAsync(line + "\n");
        Assert.Equal((time, phone, text, Channels.Sms), (draft.Given.Time, draft.Given.Phone, draft.Given.Text, draft.Channel));
        Assert.Equal(key ?? draft.Key, draft.Key);
        Assert.Equal(key is null, draft.Key.StartsWith("sha-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"id":"SJ1","from":"+2348031234567","to":"3344","text":"no network","date":"2026-01-01T07:20:15Z","linkId":null}""", "SJ1")]
    [InlineData("""{"from":"+2348031234567","text":"no network","linkId":"L1","date":"2025-11-12 10:30:00"}""", "L1")]
    [InlineData("""{"messageId":"M1","msisdn":2348031234567,"message":"no network","timestamp":1767262389}""", "M1")]
    [InlineData("ToCountry=NG&SmsMessageSid=SM6&SmsStatus=received&Body=no+network&To=%2B234111&MessageSid=SM6&From=%2B2348031234567", "SM6")]
    [InlineData("api_id=35&from=2348031234567&timestamp=2026-02-04+09%3A30%3A36&text=no+network&charset=ISO-8859-1&moMsgId=d2b", "d2b")]
    public async Task A_webhook_body_is_read_whoever_sends_it(string body, string key)
    {
        var draft = await Feed.Sms().OneAsync(body);
        Assert.Equal((key, "no network"), (draft.Key, draft.Given.Text));
        Assert.EndsWith("2348031234567", draft.Given.Phone, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timestamp|msisdn|text")]
    [InlineData("Message ID|Timestamp|From|Message")]
    public async Task A_line_that_names_the_columns_is_no_message(string header) =>
        Assert.Equal(["sms.header", "ok"], (await Feed.Sms().ReadAsync(header + "\n2026-01-01 09:07:21|08165560086|no network\n")).Select(p => p.Code()));

    [Theory]
    [InlineData("MessageSid=SM1&MessageStatus=delivered&To=%2B2348031234567")]
    [InlineData("""{"id":"A1","status":"Success","phoneNumber":"+2348031234567","networkCode":"62130"}""")]
    public async Task A_delivery_report_is_counted_and_dropped(string body) =>
        Assert.Equal("sms.delivery-report", Assert.IsType<Parsed.Ignored>(Assert.Single(await Feed.Sms().ReadAsync(body))).Reason.Code);

    [Theory]
    [InlineData("SM1 2026-01-01 08031234567 no network", "sms.columns")]
    [InlineData("2026-01-01|08031234567", "sms.columns")]
    [InlineData("SM1|2026-01-01|08031234567|111|", "text.missing")]
    [InlineData("""{"id":"1","from":"08031234567"}""", "text.missing")]
    [InlineData("SmsStatus=received&Body=&From=%2B2348031234567", "text.missing")]
    [InlineData("\"text\"", "sms.columns")]
    [InlineData("[1,2]", "sms.columns")]
    public async Task What_is_no_message_says_why(string body, string code) =>
        Assert.All(await Feed.Sms().ReadAsync(body), parsed => Assert.Equal(code, parsed.Code()));

    [Fact]
    public async Task Bodies_come_one_a_line_in_an_array_or_pretty_printed()
    {
        const string one = """{"id":"1","from":"08031234567","text":"a"}""", two = """{"id":"2","from":"08031234567","text":"b"}""";
        foreach (var body in new[] { $"{one}\n{two}", $"[{one}, {two}]", $"[\n  {one},\n  {two}\n]\n", one.Replace(",", ",\n  ", StringComparison.Ordinal) + "\n" + two.Replace(",", ",\n", StringComparison.Ordinal) })
        {
            Assert.Equal(["1", "2"], (await Feed.Sms().SplitAsync(body)).Select(record => record.Key));
        }
        Assert.Equal(["ok", "json.malformed", "ok"], (await Feed.Sms().ReadAsync($"{one}\n{{\"id\":\"x\"\n{two}")).Select(Feed.Code));
    }

    [Fact]
    public async Task A_delivery_key_stands_in_for_records_without_one()
    {
        var records = await Feed.Sms().SplitAsync("2026-01-01 10:00|08031234567|a\n2026-01-01 10:00|08031234567|b"u8.ToArray(), key: "idem-1");
        Assert.Equal(["idem-1", "idem-1#2"], records.Select(record => record.Key));
    }

    [Fact]
    public async Task Half_an_emoji_is_repaired_with_a_warning()
    {
        var draft = await Feed.Sms().OneAsync("""{"id":"1","from":"08031234567","text":"why \ud83d\n"}""");
        Assert.Equal("why \uFFFD\n", draft.Given.Text);
        Assert.Equal("encoding.repaired", Assert.Single(draft.Warnings).Code);
    }

    [Theory]
    [InlineData("1794837919", "1794837941")]
    [InlineData("1794837919123", "1794837941456")]
    [InlineData("2026-11-16 14:05:19", "2026-11-16 14:05:41")]
    public async Task Parts_of_one_message_share_a_key_however_their_times_are_written(string first, string second)
    {
        var keys = new List<string>();
        foreach (var (part, time) in ((int, string)[])[(1, first), (2, second)])
        {
            keys.Add(Assert.Single(await Feed.Sms().SplitAsync($$"""{"msisdn":"2348031234567","to":"2020","messageId":"M{{part}}","text":"part {{part}}","concat":"true","concat-ref":"78","concat-total":"2","concat-part":"{{part}}","timestamp":"{{time}}"}""")).Key!);
        }
        Assert.StartsWith("long-", keys[0], StringComparison.Ordinal);
        Assert.Equal(keys[0], keys[1]);
    }

    [Theory]
    [InlineData("""{"id":null,"senderAddress":"2348034661201","receiverAddress":"2020","message":"no network","created":1678794364855}""", "1678794364855")]
    [InlineData("backend=NIG&sender=%2B2348067554729&message=no+network&ts=1493735509&id=a-1&to=2020", "1493735509")]
    public async Task The_time_is_found_whatever_a_gateway_calls_it(string body, string time) => Assert.Equal(time, (await Feed.Sms().OneAsync(body)).Given.Time);

    [Fact]
    public async Task What_we_sent_without_words_is_no_complaint_whose_words_are_missing() =>
        Assert.Equal(["sms.outgoing"], (await Feed.Sms().ReadAsync("""{"id":"12345","from":"+2348031234567","text":"","direction":"out"}""")).Select(Feed.Code));
}
