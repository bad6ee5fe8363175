using System.Text;
using Beejan.Contracts;
using Xunit;

namespace Beejan.Tests.Sources;

/// <summary>Whatever arrives: nothing throws, each byte is in one record or is a separator, and chunking does not show.</summary>
public sealed class AccountingTests
{
    private const int Limit = 1024;
    private static readonly string[] Scraps =
    [
        "\"", "\"\"", "\n", "\r\n", ",", ";", "|", "\t", "{", "}", "[", "]", ":", "\\", " ", "id", "text", "complaint", "\"id\":\"1\"", "{\"text\":\"x\"}",
        "{\"data\":{\"id\":\"5\",\"text\":\"no network\"}}", "a=b&c=%4", "SM1|2026-01-01|08031234567|hi", "ọ̀rọ̀", "😡", "\0", "\u0001", "0", "-1e9",
    ];

    [Fact]
    public async Task Arbitrary_bytes_are_cut_the_same_in_any_chunks_and_parsed_without_exception()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 400; round++)
        {
            var bytes = Mess(random);
            foreach (var source in Feed.All(Limit))
            {
                var whole = await source.SplitAsync(bytes);
                var torn = await source.SplitAsync(bytes, 1 + random.Next(97));
                Assert.Equal(whole.Select(Show), torn.Select(Show));
                Assert.NotEmpty(whole);
                Assert.All(whole, record => Assert.NotEqual("", Feed.Code(source.Parse(record))));
            }
        }
    }

    [Fact]
    public async Task Every_byte_of_lines_and_rows_is_in_a_record_or_separates()
    {
        var random = new Random(42);
        var header = Encoding.UTF8.GetBytes("id,complaint\n");
        for (var round = 0; round < 400; round++)
        {
            // A first letter keeps the formats that are cut as a whole (JSON pages, archives) out of this one.
            byte[] body = [(byte)'x', .. Mess(random)];
            Account(body, await Feed.Sms(new() { MaxRecordBytes = Limit }).SplitAsync(body), 0);
            Account(body, await Feed.WebForm(new() { MaxRecordBytes = Limit }).SplitAsync(body), 0);
            Account(body, await Feed.Social(new() { MaxDocumentBytes = Limit }).SplitAsync(body), 0);
            byte[] file = [.. header, .. body];
            Account(file, await Feed.CallCenter(new() { MaxRecordBytes = Limit }).SplitAsync(file), header.Length);
        }
    }

    /// <summary>Payloads stand in the bytes in order; between them are line ends only.</summary>
    private static void Account(byte[] bytes, List<RawRecord> records, int from)
    {
        from = records is [{ Context: { } context }, ..] && context.Contains("format.", StringComparison.Ordinal) ? 0 : from;
        foreach (var record in records.Where(r => !r.Payload.IsEmpty))
        {
            var payload = record.Payload.Span;
            while (!bytes.AsSpan(from).StartsWith(payload))
            {
                Assert.True(from < bytes.Length && bytes[from] is (byte)'\n' or (byte)'\r', $"byte {from} is in no record");
                from++;
            }
            from += payload.Length;
        }
        Assert.True(bytes.AsSpan(from).IndexOfAnyExcept("\r\n"u8) < 0, $"bytes from {from} on are in no record");
    }

    private static byte[] Mess(Random random)
    {
        using var mess = new MemoryStream();
        var scraps = random.Next(1, 300);
        for (var i = 0; i < scraps; i++)
        {
            var kind = random.Next(20);
            mess.Write(kind switch
            {
                0 => [(byte)random.Next(256)],
                1 => Encoding.UTF8.GetBytes(new string('y', random.Next(600))),
                2 => Encoding.Unicode.GetBytes(Scraps[random.Next(Scraps.Length)]),
                _ => Encoding.UTF8.GetBytes(Scraps[random.Next(Scraps.Length)]),
            });
        }
        return mess.ToArray();
    }

    private static string Show(RawRecord r) => $"{r.Origin} {r.Key} {r.ContentType} {r.Context} {Convert.ToHexString(r.Payload.Span)}";
}
