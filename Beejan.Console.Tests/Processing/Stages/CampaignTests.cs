using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Processing.Stages;

/// <summary>Posts of a few wordings by many accounts, times around the windows' edges, through the real pipeline in any order.</summary>
public sealed class CampaignTests
{
    private const string Long =
        "Everybody in Surulere has had no network since Friday evening, when will you repair the mast? The market women cannot take a single payment, and nobody answers us on 300.";

    private const string Other =
        "BeejanCare please give us back our data bundles, the network in Yaba has been down since Monday and nobody at your office picks up the phone when we call";

    private static readonly string[] Texts = [Long, Other, "no network in Ikeja", "data is too slow"];
    private static readonly DateTimeOffset Noon = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task The_same_posts_give_the_same_work_items_and_counts_whatever_their_order_the_pages_and_restarts(int seed)
    {
        var random = new Random(seed);
        var posts = Enumerable.Range(0, 60).Select(i => Any(random, i)).ToArray();
        var expected = Wanted(posts);
        Assert.InRange(expected.Count, 15, 45);
        Assert.Contains(expected, e => e.Echoes > 1);
        foreach (var (page, portions) in new[] { (1000, 1), (7, 4), (3, 12) })
        {
            random.Shuffle(posts);
            Assert.Equal(expected, await JudgedAsync(posts, page, portions));
        }
        Assert.Equal(expected, await JudgedAsync([.. posts.OrderByDescending(p => p.At)], 5, 6));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_late_first_post_takes_the_whole_campaign_over_as_it_stands_in_lists_ledger_and_figures(bool postgres)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await JudgeAsync(house, [new("2", Long, Noon, false), new("3", Long, Noon.AddHours(2), true), new("4", Long, Noon.AddHours(23), false), new("5", Long, Noon.AddHours(71), true)]);
        Assert.Equal([new("2", 3)], await ServedAsync(house));

        await JudgeAsync(house, [new("1", Long, Noon.AddHours(-2), false)]);

        // A copy 25 hours after it is a matter of its own; a share 73 hours after it is counted on that copy.
        Assert.Equal([new("1", 2), new("4", 1)], await ServedAsync(house));
        var database = house.Services.GetRequiredService<IDatabase>();
        var ledger = await database.ReadAsync((db, ct) => db.Set<LedgerRow>().ToDictionaryAsync(r => r.Key, ct), default);
        Assert.Equal((Fate.Dropped, EchoCodes.Copy, ledger["1"].RawId), (ledger["2"].Fate, ledger["2"].ReasonCode, ledger["2"].DuplicateOf));
        Assert.Equal((Fate.Dropped, EchoCodes.Share, ledger["1"].RawId), (ledger["3"].Fate, ledger["3"].ReasonCode, ledger["3"].DuplicateOf));
        Assert.Equal((Fate.Dropped, EchoCodes.Share, ledger["4"].RawId), (ledger["5"].Fate, ledger["5"].ReasonCode, ledger["5"].DuplicateOf));
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task What_a_person_has_taken_up_stays_and_counts_the_late_first_post()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await JudgeAsync(house, [new("2", Long, Noon, false), new("3", Long, Noon.AddHours(2), true)]);
        await house.Services.GetRequiredService<IDatabase>().WriteAsync(async (db, ct) =>
        {
            var id = await db.Set<ComplaintRow>().Select(c => c.Id).SingleAsync(ct);
            return await house.Services.GetRequiredService<ICurated>().DecideAsync(db, id, r => r.FirstContactAt = Noon, ct);
        }, default);

        await JudgeAsync(house, [new("1", Long, Noon.AddHours(-2), false)]);

        Assert.Equal([new("2", 2)], await ServedAsync(house));
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_retweet_is_counted_on_the_earliest_post_of_its_words_although_that_one_arrives_last()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await JudgeAsync(house, [new("2", Texts[2], Noon, false), new("3", Texts[2], Noon.AddHours(2), true)]);
        Assert.Equal([new("2", 1)], await ServedAsync(house));

        await JudgeAsync(house, [new("1", Texts[2], Noon.AddHours(-2), false)]);

        Assert.Equal([new("1", 1), new("2", 0)], await ServedAsync(house));
    }

    [Fact]
    public async Task A_post_counts_once_whatever_its_versions_and_no_longer_when_its_words_are_others()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await JudgeAsync(house, [new("1", Long, Noon, false), new("2", Long, Noon.AddHours(1), false), new("2", Long + " https://t.co/abc", Noon.AddHours(1), false)]);
        Assert.Equal([new("1", 1)], await ServedAsync(house));
        await JudgeAsync(house, [new("2", Long + " #repair", Noon.AddHours(1), false)]);
        Assert.Equal([new("1", 0), new("2", 0)], await ServedAsync(house));
        Assert.Empty(await house.FaultsAsync());
    }

    /// <summary>The definition itself, over all at once: kept is what repeats no earlier kept one, and each other is counted on the first it repeats.</summary>
    private static List<Served> Wanted(IEnumerable<Post> posts)
    {
        var kept = new List<(Post Post, int Echoes)>();
        foreach (var post in posts.OrderBy(p => p.At).ThenBy(p => p.Key, StringComparer.Ordinal))
        {
            var first = kept.FindIndex(k => k.Post.Text == post.Text && post.At - k.Post.At <= TimeSpan.FromHours(post.Share ? 72 : 24) && (post.Share || post.Text.Length > 120));
            if (first < 0)
            {
                kept.Add((post, 0));
            }
            else
            {
                kept[first] = (kept[first].Post, kept[first].Echoes + 1);
            }
        }
        return [.. kept.Select(k => new Served(k.Post.Key, k.Echoes)).OrderBy(k => k.Key, StringComparer.Ordinal)];
    }

    private static Post Any(Random random, int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{100 + number}"), Texts[random.Next(Texts.Length)], Noon.AddHours(6 * random.Next(40)), random.Next(2) == 0);

    private static async Task<List<Served>> JudgedAsync(Post[] posts, int page, int portions)
    {
        await using var house = await RawZoneHouse.OpenAsync(false, ("Beejan:Processing:BatchSize", page.ToString(CultureInfo.InvariantCulture)));
        foreach (var portion in posts.Chunk((posts.Length + portions - 1) / portions))
        {
            await JudgeAsync(house, portion);
            if (portions == 4)
            {
                await house.StopAndOpenAsync();
            }
        }
        Assert.Empty(await house.FaultsAsync());
        return await ServedAsync(house);
    }

    private static async Task JudgeAsync(RawZoneHouse house, IEnumerable<Post> posts)
    {
        await house.RawZone.LandAsync([.. posts.Select(p => RawZoneHouse.Record(p.Key,
            $$$"""{"data":{"id":"{{{p.Key}}}","text":"{{{(p.Share ? "RT @ada: " : "")}}}{{{p.Text}}}","created_at":"{{{p.At:yyyy-MM-ddTHH:mm:ss.000Z}}}","author_id":"9{{{p.Key}}}"}}""", "social"))], false, default);
        await house.Services.GetRequiredService<ProcessingWork>().RunAsync(RunId.New(), default);
    }

    private static Task<List<Served>> ServedAsync(RawZoneHouse house) => house.Services.GetRequiredService<IDatabase>().ReadAsync(async (db, ct) =>
        (await db.Set<ComplaintRow>().Select(c => new Served(c.SourceKey, c.Echoes)).ToListAsync(ct)).OrderBy(c => c.Key, StringComparer.Ordinal).ToList(), default);

    private sealed record Post(string Key, string Text, DateTimeOffset At, bool Share);

    private sealed record Served(string Key, int Echoes);
}
