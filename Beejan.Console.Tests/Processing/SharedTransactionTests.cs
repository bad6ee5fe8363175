using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Merging;
using Beejan.Governance.Privacy;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Processing;

/// <summary>
/// Pages of several hundred records that are written in one transaction, or in many: few people say few things on two channels, so that nearly
/// every page repeats the last.
/// </summary>
public sealed class SharedTransactionTests
{
    private const int Records = 1200;

    private static readonly string[] Texts =
    [
        "There has been no network at my house in Ikeja since early this morning", "There has been no netwrok at my house in Ikeja since erly this morning please",
        "You took 500 naira from my airtime for nothing at all, return it now", "no network", "The agent cut the call when I asked for my refund the second time",
    ];

    [Theory]
    [InlineData(1, 7, false)]
    [InlineData(2, 7, false)]
    [InlineData(3, 4000, false)]
    [InlineData(1, 7, true)]
    [InlineData(3, 4000, true)]
    public async Task Pages_end_as_one_page_does_whatever_transaction_they_are_in(int seed, int together, bool postgres)
    {
        await using var house = await HouseAsync(postgres, together, null);
        await JudgeAsync(house, seed);

        Assert.Equal(await WholeAsync(seed), await KeptAsync(house));
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_page_that_is_ready_joins_the_transaction_of_the_one_before()
    {
        var joined = 0;
        await using var house = await HouseAsync(false, 4000, async database =>
        {
            // Time enough for the pages behind to be ready.
            await Task.Delay(500);
            joined += await CountAsync(database) > await OutsideAsync(() => CountAsync(database)) ? 1 : 0;
        });
        await JudgeAsync(house, 4);

        Assert.True(joined > 0, "each page had a transaction of its own");
    }

    [Fact]
    public async Task Whoever_waits_to_write_comes_before_the_next_page()
    {
        Task<int>? other = null;
        await using var house = await HouseAsync(false, 4000, async database =>
        {
            other ??= OutsideAsync(() => database.WriteAsync((db, stop) => db.Set<ComplaintRow>().CountAsync(stop), default));
            await Until.TrueAsync(() => Task.FromResult(database.IsAwaited || other.IsCompleted));
        });
        await JudgeAsync(house, 5);

        Assert.InRange(await other!, 1, (await KeptAsync(house)).Count - 100);
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_takes_its_transaction_back_and_the_next_run_does_the_rest()
    {
        var fails = new Failing();
        await using var house = await RawZoneHouse.OpenAsync(false, services => services.AddSingleton<IMessagingChoices>(fails));
        await house.RawZone.LandAsync(Dirty(6), false, default);
        var work = house.Services.GetRequiredService<ProcessingWork>();
        await Assert.ThrowsAsync<IOException>(() => work.RunAsync(RunId.New(), default));
        fails.At = int.MaxValue;
        await work.RunAsync(RunId.New(), default);

        Assert.Equal(await WholeAsync(6), await KeptAsync(house));
        Assert.Empty(await house.FaultsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_record_that_the_database_refuses_is_a_dead_letter_and_all_others_are_served(bool postgres)
    {
        await using var house = await HouseAsync(postgres, 4000, null);
        var database = house.Services.GetRequiredService<IDatabase>();
        List<string> refused = ["k3", "k611", "k612", "k1199"];
        var those = string.Join(", ", refused.Select(k => $"'{k}'"));
        await database.WriteAsync((db, ct) => db.Database.ExecuteSqlRawAsync(postgres
            ? $"ALTER TABLE complaints ADD CONSTRAINT refusal CHECK (source_key NOT IN ({those}))"
            : $"CREATE TRIGGER refusal BEFORE INSERT ON complaints WHEN NEW.source_key IN ({those}) BEGIN SELECT RAISE(ABORT, 'refused'); END", ct), default);
        await house.RawZone.LandAsync([.. Enumerable.Range(0, Records).Select(i => RawZoneHouse.Record(
            $"k{i}", $$"""{"id":"k{{i}}","from":"080{{31_000_000 + i}}","text":"no network at house {{i}}","date":"2026-11-01 12:00:00"}"""))], false, default);

        var report = await house.Services.GetRequiredService<ProcessingWork>().RunAsync(RunId.New(), default);

        Assert.Equal((Records - refused.Count, refused.Count), (report.Written, report.Rejected));
        Assert.Equal(Enumerable.Range(0, Records).Select(i => $"k{i}").Except(refused).Order(StringComparer.Ordinal), await KeptAsync(house));
        var letters = await database.ReadAsync((db, ct) => db.Set<LedgerRow>().Where(r => r.Fate == Fate.Rejected).OrderBy(r => r.RawId).ToListAsync(ct), default);
        Assert.Equal(refused.Select(k => (k, "write", "write.failed")), letters.Select(r => (r.Key, r.Stage!, r.ReasonCode!)));
        Assert.All(letters, r => Assert.Contains(postgres ? "PostgresException 23514 in CuratedPages.Write" : "SqliteException 19 in CuratedPages.Write", r.ReasonMessage, StringComparison.Ordinal));
        Assert.Empty(await house.FaultsAsync());
    }

    /// <summary>What is kept of this seed's records by one page in one transaction.</summary>
    private static async Task<List<string>> WholeAsync(int seed)
    {
        await using var house = await HouseAsync(false, 4000, null);
        await house.RawZone.LandAsync(Dirty(seed), false, default);
        var refinery = house.Services.GetRequiredService<Refinery>();
        var verdicts = await refinery.PrepareAsync(await house.UnansweredAsync(Records), default);
        await refinery.FinishAsync(verdicts, default);
        List<string> kept = [.. verdicts.Where(v => v.Complaint is not null).Select(v => v.Stored.Raw.Key).Order(StringComparer.Ordinal)];
        Assert.InRange(kept.Count, 100, Records - 100);
        return kept;
    }

    private static Task<RawZoneHouse> HouseAsync(bool postgres, int together, Func<IDatabase, Task>? onLookUp) => RawZoneHouse.OpenAsync(postgres, services =>
    {
        var real = services.Single(s => s.ServiceType == typeof(ISayings));
        services.Remove(real);
        services.AddSingleton<ISayings>(p => new Watched(
            (ISayings)ActivatorUtilities.CreateInstance(p, real.ImplementationType!), () => onLookUp?.Invoke(p.GetRequiredService<IDatabase>()) ?? Task.CompletedTask));
    }, ("Beejan:Processing:BatchSize", together.ToString(CultureInfo.InvariantCulture)));

    private static async Task JudgeAsync(RawZoneHouse house, int seed)
    {
        await house.RawZone.LandAsync(Dirty(seed), false, default);
        await house.Services.GetRequiredService<ProcessingWork>().RunAsync(RunId.New(), default);
    }

    private static async Task<List<string>> KeptAsync(RawZoneHouse house) =>
        [.. (await house.Services.GetRequiredService<IComplaints>().PageAsync(new ComplaintFilter(), 0, Records, default)).Select(c => c.SourceKey).Order(StringComparer.Ordinal)];

    private static Task<int> CountAsync(IDatabase database) => database.ReadAsync((db, stop) => db.Set<ComplaintRow>().CountAsync(stop), default);

    /// <summary>As somebody who has no part in the transaction.</summary>
    private static Task<int> OutsideAsync(Func<Task<int>> ask)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(ask);
        }
    }

    private static List<RawRecord> Dirty(int seed)
    {
        var random = new Random(seed);
        var noon = new DateTime(2026, 11, 1, 12, 0, 0);
        return [.. Enumerable.Range(0, Records).Select(i =>
        {
            var (phone, text, at) = ($"080312345{random.Next(40):D2}", Texts[random.Next(Texts.Length)], noon.AddHours(5 * random.Next(40)));
            var time = at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var body = random.Next(2) == 0
                ? (Source: "sms", Json: $$"""{"id":"k{{i}}","from":"{{phone}}","text":"{{text}}","date":"{{time}}"}""")
                : (Source: "web-form", Json: $$"""{"submissionId":"k{{i}}","phone":"{{phone}}","name":"Sade Okoro","message":"{{text}}","submittedAt":"{{time}}"}""");
            return RawZoneHouse.Record($"k{i}", body.Json, body.Source);
        })];
    }

    /// <summary>Tells of each look-up of a page.</summary>
    private sealed class Watched(ISayings real, Func<Task> onLookUp) : ISayings
    {
        public async Task<Known> FindAsync(IReadOnlyList<Around> near, Spans spans, IReadOnlyList<long> ids, IReadOnlyList<long> judgedBefore, CancellationToken ct)
        {
            await onLookUp();
            return await real.FindAsync(near, spans, ids, judgedBefore, ct);
        }
    }

    /// <summary>Cannot be written from the third page on.</summary>
    private sealed class Failing : IMessagingChoices
    {
        private int _pages;

        public int At { get; set; } = 3;

        public void Write(BeejanDbContext db, IReadOnlyList<MessagingChoiceRow> choices)
        {
            if (++_pages >= At)
            {
                throw new IOException("cannot be written");
            }
        }

        public Task<MessagingChoiceRow?> FindAsync(long customerId, CancellationToken ct) => Task.FromResult<MessagingChoiceRow?>(null);
    }
}
