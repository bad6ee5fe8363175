using System.Text;
using Beejan.Contracts;
using Beejan.RawZone;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>Posts from delivery to complaint: versions, deletions, campaigns.</summary>
public sealed class PostTests
{
    private const string Campaign = "BeejanCare please give us back our data bundles, the network in Surulere and Yaba has been down since Monday and nobody at your office picks up the phone";

    [Theory]
    [InlineData("first then edit")]
    [InlineData("edit then first")]
    [InlineData("judged in between")]
    public async Task Of_an_edited_post_the_last_version_counts_whatever_came_first(string order)
    {
        await using var house = await WholeHouse.OpenAsync();
        var (first, edit) = (Post("101", "no netwrk in Ikeja", history: "101"), Post("105", "no network in Ikeja since morning", history: "101\",\"105"));
        await PushAsync(house, order == "edit then first" ? edit : first);
        if (order == "judged in between")
        {
            await house.JudgeAsync();
        }
        await PushAsync(house, order == "edit then first" ? first : edit);
        await house.JudgeAsync();

        var complaint = Assert.Single(await house.ComplaintsAsync());
        Assert.Equal(("101", "no network in Ikeja since morning"), (complaint.SourceKey, complaint.Original ?? complaint.Text));
        Assert.Equal(2, (await house.LedgerAsync()).Count);
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_deleted_post_is_a_new_version_without_its_words_and_nobodys_work()
    {
        await using var house = await WholeHouse.OpenAsync();
        await PushAsync(house, Post("101", "no network in Ikeja"));
        await house.JudgeAsync();
        await PushAsync(house, """{"data":{"delete":{"tweet":{"id":"101","author_id":"7"},"event_at":"2026-11-20T18:40:40Z"}}}""");
        // The stream may still bring it again with other figures: it stays deleted.
        await PushAsync(house, Post("101", "no network in Ikeja", likes: 9));
        await house.JudgeAsync();

        var complaint = Assert.Single(await house.ComplaintsAsync());
        Assert.Equal(("Its author deleted this post.", null, Statuses.Cancelled, false), (complaint.Text, complaint.Original, complaint.Status, complaint.IsOpen));
        Assert.Contains("WITHDRAWN", complaint.Tags, StringComparison.Ordinal);
        Assert.Equal(3, (await house.BalanceAsync("social")).Curated);
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_deletion_of_what_never_came_makes_no_complaint_even_when_it_comes_later()
    {
        await using var house = await WholeHouse.OpenAsync();
        await PushAsync(house, """{"id":"101","action":"delete"}""");
        await house.JudgeAsync();
        await PushAsync(house, Post("101", "no network in Ikeja"));
        await house.JudgeAsync();
        Assert.Empty(await house.ComplaintsAsync());
        Assert.All(await house.LedgerAsync(), r => Assert.Equal((Fate.Dropped, "social.compliance"), (r.Fate, r.ReasonCode)));
    }

    [Fact]
    public async Task Retweets_and_copies_are_one_piece_of_work_with_a_count()
    {
        await using var house = await WholeHouse.OpenAsync();
        await PushAsync(house, Post("101", Campaign, author: "1"));
        await house.JudgeAsync();
        await PushAsync(house,
            Post("102", $"RT @ada: {Campaign}", author: "2", retweetOf: "101"),
            Post("103", $"{Campaign.ToUpperInvariant()} https://t.co/abc", author: "3"),
            Post("104", $"@BeejanCare {Campaign}", author: "4"),
            Post("105", "No network", author: "5"),
            Post("106", "no network!", author: "6"));
        await house.JudgeAsync();

        var complaints = await house.ComplaintsAsync();
        Assert.Equal([("101", 3), ("105", 0), ("106", 0)], complaints.Select(c => (c.SourceKey, c.Echoes)));
        var echoes = (await house.LedgerAsync()).Where(r => r.Key is "102" or "103" or "104").ToList();
        Assert.Equal(["duplicate.retweet", "duplicate.copy", "duplicate.copy"], echoes.Select(r => r.ReasonCode));
        Assert.All(echoes, e => Assert.Equal(complaints[0].Id, e.DuplicateOf));
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_campaign_is_counted_once_however_often_it_is_judged()
    {
        await using var house = await WholeHouse.OpenAsync();
        await PushAsync(house, Post("101", Campaign, author: "1"), Post("102", Campaign, author: "2"), Post("103", Campaign, author: "3"));
        await house.JudgeAsync();
        Assert.Equal(2, Assert.Single(await house.ComplaintsAsync()).Echoes);

        await house.Get<IRawZone>().RequeueAsync([.. (await house.LedgerAsync()).Select(r => r.RawId)], CancellationToken.None);
        await house.JudgeAsync();

        Assert.Equal(2, Assert.Single(await house.ComplaintsAsync()).Echoes);
        Assert.Equal((1, 2), await house.BalanceAsync("social") is var b ? (b.Curated, b.Dropped) : default);
    }

    [Fact]
    public async Task After_three_days_the_same_words_are_new_work()
    {
        await using var house = await WholeHouse.OpenAsync();
        await PushAsync(house, Post("101", Campaign, author: "1", day: 16), Post("102", Campaign, author: "2", day: 20));
        await house.JudgeAsync();
        Assert.Equal(2, (await house.ComplaintsAsync()).Count);
    }

    private static string Post(string id, string text, string? history = null, string author = "7", string? retweetOf = null, int likes = 0, int day = 20) =>
        $$"""{"data":{"id":"{{id}}","text":"{{text}}","created_at":"2026-11-{{day}}T10:00:00.000Z","author_id":"{{author}}","edit_history_tweet_ids":["{{history ?? id}}"],"public_metrics":{"like_count":{{likes}}}"""
        + (retweetOf is null ? "" : $$""","referenced_tweets":[{"type":"retweeted","id":"{{retweetOf}}"}]""") + "}}";

    private static async Task PushAsync(WholeHouse house, params string[] lines)
    {
        var answer = await house.Client().PostAsync("/api/v1/intake/social", new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
