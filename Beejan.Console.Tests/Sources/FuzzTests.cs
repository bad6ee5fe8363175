using System.Diagnostics;
using System.Globalization;
using System.Text;
using Beejan.Contracts;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Sources;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
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

    [Fact]
    public async Task No_source_throws_hangs_or_loses_a_record_whatever_is_broken_in_its_samples()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var sources = house.Services.GetServices<ISource>().ToList();
        var refinery = house.Services.GetRequiredService<Refinery>();
        var corpus = Breakage.Corpus();
        Assert.True(sources.Count >= 4 && corpus.Count >= 10, $"{sources.Count} sources, {corpus.Count} samples");
        var budget = Stopwatch.StartNew();
        var seed = First;
        for (; seed < First + sources.Count || budget.Elapsed.TotalSeconds < Seconds; seed++)
        {
            var random = new Random(seed);
            var (name, sample) = corpus[random.Next(corpus.Count)];
            var bytes = Breakage.Of(sample, corpus[random.Next(corpus.Count)].Bytes, random);
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

    /// <summary>What is judged so far is a dead letter or a complaint; here the database has its say.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_becomes_of_a_broken_sample_can_be_written(bool postgres)
    {
        const int together = 20;
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var sources = house.Services.GetServices<ISource>().ToList();
        var work = house.Services.GetRequiredService<ProcessingWork>();
        var corpus = Breakage.Corpus();
        var budget = Stopwatch.StartNew();
        var seed = First;
        for (; seed < First + together || budget.Elapsed.TotalSeconds < Seconds / 2; seed++)
        {
            var random = new Random(seed);
            var bytes = Breakage.Of(corpus[random.Next(corpus.Count)].Bytes, corpus[random.Next(corpus.Count)].Bytes, random);
            var records = await sources[seed % sources.Count].SplitAsync(bytes);
            await house.RawZone.LandAsync(records, false, default);
            if ((seed - First) % together == together - 1)
            {
                await work.RunAsync(RunId.New(), default);
                var bugs = await house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<LedgerRow>()
                    .Where(r => r.ReasonCode == "write.failed" || r.ReasonCode == "stage.exception").Select(r => $"{r.Source} {r.Key}: {r.Stage} {r.ReasonMessage}").ToListAsync(ct), default);
                Assert.True(bugs.Count == 0, $"of seeds {seed - together + 1} to {seed}: {string.Join("; ", bugs)}");
            }
        }
        Assert.Empty(await house.FaultsAsync());
        output.WriteLine($"{seed - First} broken samples");
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

    private static string Show(RawRecord r) => $"{r.Origin} {r.Key} {r.ContentType} {r.Context} {Convert.ToHexString(r.Payload.Span)}";
}
