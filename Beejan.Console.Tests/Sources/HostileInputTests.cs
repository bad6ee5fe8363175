using System.Text;
using Beejan.Sources;
using Beejan.Sources.Fields;
using Xunit;

namespace Beejan.Tests.Sources;

public sealed class HostileInputTests
{
    public static TheoryData<string> Sources => ["call-center", "sms", "social", "web-form"];

    [Theory, MemberData(nameof(Sources))]
    public async Task An_empty_delivery_is_one_record_that_says_so(string id)
    {
        var source = Of(id);
        var record = Assert.Single(await source.SplitAsync(""));
        Assert.True(record.Payload.IsEmpty);
        Assert.Equal("delivery.empty", source.Parse(record).Code());
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task Foreign_formats_are_told_by_name(string id)
    {
        var source = Of(id);
        Assert.Equal(["format.zip"], await CodesAsync(source, [0x50, 0x4B, 3, 4, 20, 0, 6, 0, 8, 0]));
        Assert.Equal(["format.pdf"], await CodesAsync(source, Encoding.ASCII.GetBytes("%PDF-1.7\n%abc\n1 0 obj\n")));
        if (id is "social" or "web-form" or "email")
        {
            Assert.Equal(["format.xml"], await CodesAsync(source, Encoding.ASCII.GetBytes("\n<?xml version=\"1.0\"?>\n<CallLog>\n<Call/>\n</CallLog>\n")));
        }
        var noise = new byte[4096];
        new Random(1).NextBytes(noise);
        Assert.Equal(["format.binary"], await CodesAsync(source, noise));
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task A_line_of_twenty_megabytes_comes_in_bounded_pieces_and_the_next_one_is_read(string id)
    {
        var source = Of(id);
        var (head, good) = id switch
        {
            "call-center" => ("id,complaint\n", "9,no network"),
            "sms" => ("", "SM9|2026-01-01 10:00|08031234567|no network"),
            "social" => ("", """{"data":{"id":"9","text":"no network"}}"""),
            _ => ("", "submissionId=9&message=no+network"),
        };
        var records = await source.SplitAsync(Encoding.ASCII.GetBytes($"{head}{new string('x', 20_000_000)}\n{good}\n"));
        Assert.All(records, record => Assert.True(record.Payload.Length <= 1024 * 1024));
        Assert.Equal(20_000_000 + good.Length, records.Sum(record => record.Payload.Length));
        Assert.Equal(["record.too-long", "ok"], records.Select(record => source.Parse(record).Code()).Distinct());
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task Naughty_strings_go_through_as_they_are(string id)
    {
        var source = Of(id);
        var lines = (await File.ReadAllLinesAsync(Path.Combine("Samples", "naughty-strings", "blns.txt")))
            .Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        var delivery = id switch
        {
            "call-center" => "id,complaint\r\n" + string.Concat(lines.Select((line, i) => $"{i},\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n")),
            "sms" => string.Concat(lines.Select((line, i) => $"SM{i}|2026-01-01 10:00:00|08031234567|BEEJAN|{line}\n")),
            "social" => string.Concat(lines.Select((line, i) => $$$"""{"data":{"id":"{{{i}}}","text":{{{System.Text.Json.JsonSerializer.Serialize(line)}}}}}""" + "\n")),
            _ => string.Concat(lines.Select((line, i) => $"submissionId={i}&message={Uri.EscapeDataString(line)}\n")),
        };
        var read = await source.ReadAsync(delivery);
        Assert.True(lines.Count > 400);
        // In a table "NULL" is the program that wrote it; whoever sends it to us may have meant it.
        var nothing = lines.Where(line => id == "call-center" && FieldValues.IsNothing(line)).ToList();
        Assert.Equal(lines.Except(nothing), read.OfType<Parsed.Ok>().Select(parsed => parsed.Draft.Given.Text).Distinct());
        Assert.All(read.Where(parsed => parsed is not Parsed.Ok), parsed => Assert.Equal("message.no-words", parsed.Code()));
        Assert.Equal(lines.Count(nothing.Contains), read.Count(parsed => parsed is not Parsed.Ok));
    }

    [Theory]
    [InlineData("web-form", "{\"text\":\"no netw", "json.malformed", "Send the whole document, in UTF-8")]
    [InlineData("social", "[1]", "json.not-object", "send each complaint as an object")]
    [InlineData("web-form", "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "json.too-deep", "send it flatter")]
    [InlineData("call-center", "id,complaint\n1,no \0 network\n", "csv.binary", "export the file again as text")]
    [InlineData("sms", "\u0089PNG\r\n\u001a\n", "format.binary", "send it in one of the forms of its source")]
    public async Task What_cannot_be_read_says_what_to_do_about_it(string id, string sent, string code, string cure)
    {
        var source = Of(id);
        var records = await source.SplitAsync(Encoding.Latin1.GetBytes(sent));
        var reasons = records.Select(r => source.Parse(r)).OfType<Parsed.Unreadable>().Select(u => u.Reason).ToList();
        Assert.Contains(cure, Assert.Single(reasons, r => r.Code == code).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("sms"), InlineData("social"), InlineData("web-form")]
    public async Task Json_that_is_cut_or_nests_without_end_says_where(string id)
    {
        var source = Of(id);
        var cut = Assert.IsType<Parsed.Unreadable>(Assert.Single(await source.ReadAsync("""{"id":"1","text":"no netw"""))).Reason;
        Assert.Equal("json.malformed", cut.Code);
        Assert.Contains("of 25", cut.Message, StringComparison.Ordinal);
        Assert.Equal("json.too-deep", Assert.Single(await source.ReadAsync("{\"a\":" + new string('[', 100_000))).Code());
        Assert.Equal("json.too-deep", Assert.Single(await source.ReadAsync(string.Concat(Enumerable.Repeat("{\"text\":", 5_000)))).Code());
    }

    [Theory, InlineData("sms"), InlineData("social"), InlineData("web-form")]
    public async Task Json_in_utf_16_says_so(string id) =>
        Assert.Equal(["format.utf-16"], await CodesAsync(Of(id), [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("""{"id":"1","text":"no network"}""")]));

    [Theory, MemberData(nameof(Sources))]
    public async Task Reasons_never_repeat_what_the_customer_wrote(string id)
    {
        const string secret = "08031234567";
        var source = Of(id);
        foreach (var text in new[] { secret, $"{secret},{secret}\n{secret},{secret}", $"{{\"from\":\"{secret}\"", $"{{\"x\":\"{secret}\"}}", $"phone={secret}", $"|{secret}|" })
        {
            foreach (var parsed in await source.ReadAsync(text))
            {
                Assert.DoesNotContain(secret, parsed.ToString(), StringComparison.Ordinal);
            }
        }
    }

    private static async Task<List<string>> CodesAsync(ISource source, byte[] bytes) =>
        [.. (await source.SplitAsync(bytes)).Select(record => source.Parse(record).Code())];

    private static ISource Of(string id) => Feed.All(1024 * 1024).Single(source => source.Id.Value == id);
}
