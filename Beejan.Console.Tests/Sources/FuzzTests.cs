using System.Diagnostics;
using System.Globalization;
using System.Text;
using Beejan.Contracts;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Sources;
using Beejan.Tests.RawZone;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Beejan.Tests.Sources;

/// <summary>
/// Every registered source reads every shipped sample, broken in seeded random ways: nothing throws, nothing hangs, each record has an answer,
/// and how the bytes arrive does not show. A failure names its seed.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>25 by default; <c>BEEJAN_TEST_FUZZ_SECONDS=3600</c> for an hour by hand.</summary>
    private static readonly int Seconds = int.Parse(Environment.GetEnvironmentVariable("BEEJAN_TEST_FUZZ_SECONDS") ?? "25", CultureInfo.InvariantCulture);

    /// <summary>The first seed; a failure is met again with <c>BEEJAN_TEST_FUZZ_SEED</c> set to the one it names.</summary>
    private static readonly int First = int.Parse(Environment.GetEnvironmentVariable("BEEJAN_TEST_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);

    private static readonly byte[][] Scraps =
    [
        "\""u8.ToArray(), "\"\""u8.ToArray(), "\r\n"u8.ToArray(), "\n\n"u8.ToArray(), ","u8.ToArray(), ";"u8.ToArray(), "\t"u8.ToArray(), "{"u8.ToArray(), "]}"u8.ToArray(), "\\u0000"u8.ToArray(),
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>"u8.ToArray(), "<![CDATA["u8.ToArray(), "&b;"u8.ToArray(), "%"u8.ToArray(), "=?utf-8?Q?=E2=?="u8.ToArray(), "\nFrom "u8.ToArray(),
        "Content-Type: multipart/mixed; boundary=\"\"\n"u8.ToArray(), "99999999999999999999"u8.ToArray(), "-1e309"u8.ToArray(), "31/02/2026 25:61"u8.ToArray(),
        [0], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC3], [0xED, 0xA0, 0x80], Encoding.UTF8.GetBytes("ọ̀rọ̀ 😡 \u202E \u0000"),
    ];

    [Fact]
    public async Task No_source_throws_hangs_or_loses_a_record_whatever_is_broken_in_its_samples()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var sources = house.Services.GetServices<ISource>().ToList();
        var refinery = house.Services.GetRequiredService<Refinery>();
        var corpus = Corpus();
        Assert.True(sources.Count >= 4 && corpus.Count >= 10, $"{sources.Count} sources, {corpus.Count} samples");
        var budget = Stopwatch.StartNew();
        var seed = First;
        for (; seed < First + sources.Count || budget.Elapsed.TotalSeconds < Seconds; seed++)
        {
            var random = new Random(seed);
            var (name, sample) = corpus[random.Next(corpus.Count)];
            var bytes = Break(sample, corpus[random.Next(corpus.Count)].Bytes, random);
            // Each in its turn, so that none is left out.
            var source = sources[seed % sources.Count];
            var chunk = 1 + random.Next(200);
            var reading = Task.Run(() => ReadAsync(source, bytes, chunk, refinery));
            try
            {
                // For what never ends, not for what is slow.
                await reading.WaitAsync(TimeSpan.FromMinutes(3));
            }
            catch (Exception e)
            {
                Assert.Fail($"{source.Id} with {name} broken by seed {seed}: {(e is TimeoutException ? "it hangs" : e.ToString())}");
            }
        }
        output.WriteLine($"{seed - First} broken samples, {sources.Count} sources");
    }

    private static async Task ReadAsync(ISource source, byte[] bytes, int chunk, Refinery refinery)
    {
        var whole = await source.SplitAsync(bytes);
        var torn = await source.SplitAsync(bytes, chunk);
        Assert.Equal(whole.Select(Show), torn.Select(Show));
        Assert.NotEmpty(whole);
        Assert.All(whole, r => Assert.NotEqual("", r.Key));
        Assert.True(whole.All(r => source.Parse(r).Code().Length > 0), "an answer has no code");
        var page = whole.Select((record, i) => new StoredRecord(i + 1, i + 1, true, Feed.Received, record)).ToList();
        var verdicts = await refinery.PrepareAsync(page, default);
        await refinery.FinishAsync(verdicts, default);
        foreach (var verdict in verdicts)
        {
            Assert.True(verdict.Answer is not null ^ verdict.Complaint is not null, $"record {verdict.Stored.Raw.Origin} has no answer, or two");
            Assert.True(verdict.Answer?.Reason?.Code != "stage.exception", $"record {verdict.Stored.Raw.Origin}: {verdict.Answer?.Stage} {verdict.Answer?.Reason?.Message} {Encoding.UTF8.GetString(verdict.Stored.Raw.Payload.Span)}");
        }
    }

    private static List<(string Name, byte[] Bytes)> Corpus() =>
    [
        .. new[] { "Golden", "Samples" }.Select(f => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, f)))
            .SelectMany(f => f.EnumerateFiles("*", SearchOption.AllDirectories)).Where(f => f.Length is > 0 and < 200_000)
            .OrderBy(f => f.FullName, StringComparer.Ordinal).Select(f => (f.Name, File.ReadAllBytes(f.FullName))),
    ];

    /// <summary>Some of: bits flipped, bytes cut out, doubled, moved, a scrap or a piece of another sample put in, the end cut off, another encoding.</summary>
    private static byte[] Break(byte[] sample, byte[] other, Random random)
    {
        var bytes = new List<byte>(sample);
        for (var blows = random.Next(1, 8); blows > 0 && bytes.Count > 0; blows--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(bytes.Count - at, 1 + random.Next(random.Next(2) == 0 ? 8 : 400));
            switch (random.Next(8))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.InsertRange(at, Scraps[random.Next(Scraps.Length)]); break;
                case 5: bytes.InsertRange(at, other.AsSpan(random.Next(other.Length)).ToArray().Take(length)); break;
                case 6 when random.Next(3) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
                case 7 when random.Next(6) == 0: bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Convert(Encoding.UTF8, Encoding.Unicode, [.. bytes])]; break;
            }
        }
        return [.. bytes];
    }

    private static string Show(RawRecord r) => $"{r.Origin} {r.Key} {r.ContentType} {r.Context} {Convert.ToHexString(r.Payload.Span)}";
}
