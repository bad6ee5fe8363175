using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Merging;
using Beejan.Processing;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Processing;

/// <summary>Pages that are looked up while the page before them is written: few people say few things on two channels, so that nearly every page repeats the last.</summary>
public sealed class LookingAheadTests
{
    private const int Records = 240;

    private static readonly string[] Texts =
    [
        "There has been no network at my house in Ikeja since early this morning", "There has been no netwrok at my house in Ikeja since erly this morning please",
        "You took 500 naira from my airtime for nothing at all, return it now", "no network", "The agent cut the call when I asked for my refund the second time",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Small_pages_judged_ahead_of_the_page_before_end_as_one_page_does(int seed)
    {
        var whole = await JudgedAsync(seed, 1000, disturb: false);
        var ahead = await JudgedAsync(seed, 7, disturb: false);

        Assert.Equal(0, whole.Ahead);
        Assert.True(ahead.Ahead > 10, $"only {ahead.Ahead} pages were looked up ahead");
        Assert.InRange(whole.Kept.Count, 20, Records - 20);
        Assert.Equal(whole.Kept, ahead.Kept);
    }

    [Fact]
    public async Task Whoever_writes_between_two_pages_has_the_later_one_looked_up_again()
    {
        var whole = await JudgedAsync(4, 1000, disturb: false);
        var disturbed = await JudgedAsync(4, 7, disturb: true);

        Assert.True(disturbed.Again > 5, $"only {disturbed.Again} pages were looked up again");
        Assert.Equal(whole.Kept, disturbed.Kept);
    }

    private static async Task<(List<string> Kept, int Ahead, int Again)> JudgedAsync(int seed, int page, bool disturb)
    {
        Watched? watched = null;
        await using var house = await RawZoneHouse.OpenAsync(postgres: false, services =>
        {
            var real = services.Single(s => s.ServiceType == typeof(ISayings));
            services.Remove(real);
            services.AddSingleton<ISayings>(p => watched = new Watched((ISayings)ActivatorUtilities.CreateInstance(p, real.ImplementationType!), p.GetRequiredService<IDatabase>(), disturb));
        }, ("Beejan:Processing:BatchSize", page.ToString(CultureInfo.InvariantCulture)));
        await house.RawZone.LandAsync(Dirty(seed), false, default);
        await house.Services.GetRequiredService<ProcessingWork>().RunAsync(RunId.New(), default);
        Assert.Empty(await house.FaultsAsync());
        var kept = await house.Services.GetRequiredService<IComplaints>().PageAsync(new ComplaintFilter(), 0, Records, default);
        return ([.. kept.Select(c => c.SourceKey).Order(StringComparer.Ordinal)], watched!.Ahead, watched.Again);
    }

    private static List<RawRecord> Dirty(int seed)
    {
        var random = new Random(seed);
        var noon = new DateTime(2026, 11, 20, 12, 0, 0);
        return [.. Enumerable.Range(0, Records).Select(i =>
        {
            var (phone, text, at) = ($"0803123450{random.Next(8)}", Texts[random.Next(Texts.Length)], noon.AddHours(5 * random.Next(20)));
            var time = at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var body = random.Next(2) == 0
                ? (Source: "sms", Json: $$"""{"id":"k{{i}}","from":"{{phone}}","text":"{{text}}","date":"{{time}}"}""")
                : (Source: "web-form", Json: $$"""{"submissionId":"k{{i}}","phone":"{{phone}}","name":"Sade Okoro","message":"{{text}}","submittedAt":"{{time}}"}""");
            return RawZoneHouse.Record($"k{i}", body.Json, body.Source);
        })];
    }

    /// <summary>Counts look-ups that go along with a page in writing, and writes something else after each of them when it is to disturb.</summary>
    private sealed class Watched(ISayings real, IDatabase database, bool disturb) : ISayings
    {
        private bool _lastWasAhead;

        public int Ahead { get; private set; }

        /// <summary>Looked up ahead and then once more, inside the transaction.</summary>
        public int Again { get; private set; }

        public async Task<Known> FindAsync(IReadOnlyList<Around> near, Spans spans, IReadOnlyList<long> ids, IReadOnlyList<long> judgedBefore, CancellationToken ct)
        {
            var found = await real.FindAsync(near, spans, ids, judgedBefore, ct);
            var isAhead = Unwritten.Now is not null;
            (Ahead, Again) = (Ahead + (isAhead ? 1 : 0), Again + (!isAhead && _lastWasAhead ? 1 : 0));
            _lastWasAhead = isAhead;
            if (isAhead && disturb)
            {
                await database.WriteAsync((db, stop) => db.Prepare("UPDATE raw_ids SET next = next").ExecuteNonQueryAsync(stop), ct);
            }
            return found;
        }
    }
}
