using Xunit;

namespace Beejan.Tests.Sources.Sms;

/// <summary>Messages in tables, as gateways and phones export them. The words are ours.</summary>
public sealed class SmsTableTests
{
    private const string Many = Row + Row + Row + Row + Row + Row + Row + Row;
    private const string Row = "08031234569;2024-03-13 10:11:12;180;where is my money\n";

    [Theory]
    [InlineData("id,from,to,body,date_sent,direction\nSM1,+2348031234567,180,\"no network, since morning\",2024-03-13 10:11:12,inbound\nSM2,180,+2348031234567,we are on it,2024-03-13 10:12:12,outbound-api\n", "ok sms.outgoing")]
    [InlineData("MSISDN;Received Time;Message\n2348031234567;13/03/2024 10:11;no network, since morning\n", "ok")]
    [InlineData("13/03/2024 10:11,08031234567,\"no network, since morning\"\n14/03/2024 10:12,08031234568,STOP\n15/03/2024 10:12,08031234569,where is my money\n", "ok opt-out ok")]
    [InlineData("08031234567;2024-03-13 10:11:12;180;no network, since morning\n08031234568;2024-03-13 10:11:13;180;slow; very slow\n" + Many, "ok csv.columns ok ok ok ok ok ok ok ok")]
    [InlineData("2024-03-13 10:11:12\t08031234567\tno network, since morning\n", "ok")]
    public async Task A_table_of_messages_is_read_by_its_columns(string table, string codes)
    {
        var read = await Feed.Sms().ReadAsync(table);
        Assert.Equal(codes, string.Join(' ', read.Select(p => p.Code() is var code && code.Contains("opt", StringComparison.Ordinal) ? "opt-out" : code)));
        var given = Assert.IsType<Beejan.Sources.Parsed.Ok>(read[0]).Draft.Given;
        Assert.Equal("no network, since morning", given.Text);
        Assert.EndsWith("8031234567", given.Phone, StringComparison.Ordinal);
        Assert.Contains("2024", given.Time, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-03-13 10:11:12|2348031234567|no network, no light, no water\n2024-03-13 10:11:13|2348031234568|slow, very slow, dead\n", "ok ok")]
    [InlineData("no network, no light, no water\nslow, very slow, dead\n", "sms.columns sms.columns")]
    [InlineData("hello, my number is, 08031234567\nplease, call, 08031234568\n", "sms.columns sms.columns")]
    public async Task Commas_within_messages_make_no_table(string lines, string codes) =>
        Assert.Equal(codes, string.Join(' ', (await Feed.Sms().ReadAsync(lines)).Select(p => p.Code())));
}
