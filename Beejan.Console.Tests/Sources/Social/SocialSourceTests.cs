using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources.Social;

public sealed class SocialSourceTests
{
    private const string Page =
        """{"data":[{"id":"11","text":"RT @ada_n: No network in Ike…","created_at":"2026-01-01T10:00:00.000Z","author_id":"5","referenced_tweets":[{"type":"retweeted","id":"10"}],"public_metrics":{"retweet_count":4,"reply_count":1}},{"id":"12","text":"same here","author_id":"6","geo":{"place_id":"p1"}}],"includes":{"users":[{"id":"5","username":"emeka","name":"Emeka O","location":"Enugu"},{"id":"6","username":"bola","name":"Bola A","public_metrics":{"followers_count":900}}],"tweets":[{"id":"10","text":"No network in Ikeja since morning, una no dey try","author_id":"7"}],"places":[{"id":"p1","full_name":"Surulere, Lagos"}]},"meta":{"result_count":2}}""";

    [Fact]
    public async Task A_search_page_becomes_one_record_a_post_that_needs_nothing_else()
    {
        foreach (var page in new[] { Page, Pretty(Page), $"[{Page}]" })
        {
            var source = Feed.Social();
            var records = await source.SplitAsync(page);
            Assert.Equal(["11", "12"], records.Select(record => record.Key));
            Assert.Same(records[0].Context, records[1].Context);
            Assert.Contains(Encoding.UTF8.GetString(records[1].Payload.Span), page, StringComparison.Ordinal);
            // A copy of the context, as replay reads it back from disk.
            var drafts = records.Select(record => ((Parsed.Ok)source.Parse(record with { Context = new string(record.Context) })).Draft).ToList();
            Assert.Equal("RT @ada_n: No network in Ikeja since morning, una no dey try", drafts[0].Given.Text);
            Assert.Equal(("5", "Emeka O", "Enugu", 5), (drafts[0].Given.Handle, drafts[0].Given.Name, drafts[0].Given.Place, drafts[0].Given.Reach));
            Assert.Equal(("6", "Bola A", "Surulere, Lagos", 900), (drafts[1].Given.Handle, drafts[1].Given.Name, drafts[1].Given.Place, drafts[1].Given.Reach));
        }
    }

    [Theory]
    [InlineData("""{"data":{"id":"1","text":"no network","geo":{"coordinates":{"type":"Point","coordinates":[3.35,6.6]},"place_id":"p"}}}""")]
    [InlineData("""{"id_str":"1","text":"no network","geo":{"type":"Point","coordinates":[6.6,3.35]},"coordinates":{"coordinates":[3.35,6.6],"type":"Point","more":{"a":{}}},"user":{"id_str":"7"}}""")]
    [InlineData("""{"id_str":"1","coordinates":{"type":"Point","coordinates":[3.35,6.6]},"text":"no network","user":{"id_str":"7"}}""")]
    public async Task A_post_with_a_point_says_where_it_was_sent_from_north_first(string post)
    {
        var given = (await Feed.Social().OneAsync(post)).Given;
        Assert.Equal(("no network", "6.6, 3.35"), (given.Text, given.Coordinates));
    }

    [Theory]
    [InlineData("""{"id_str":"1","text":"no network","geo":null,"coordinates":null,"user":{"id_str":"7"}}""")]
    [InlineData("""{"id_str":"1","text":"no network","geo":{"coordinates":null},"coordinates":{"type":"Polygon","coordinates":[[[3,6],[4,7]]]},"user":{"id_str":"7"}}""")]
    [InlineData("""{"id_str":"1","text":"no network","geo":{"coordinates":{}},"coordinates":{"coordinates":["3","6"]},"user":{"id_str":"7"}}""")]
    public async Task A_post_without_a_point_is_read_all_the_same(string post)
    {
        var given = (await Feed.Social().OneAsync(post)).Given;
        Assert.Equal(("no network", "7", null), (given.Text, given.Handle, given.Coordinates));
    }

    [Fact]
    public async Task A_stream_line_joins_its_author_whatever_comes_first()
    {
        const string data = "\"data\":{\"id\":\"1\",\"text\":\"no network \\ud83d\\ude21\",\"created_at\":\"2026-01-01T00:53:06.000Z\",\"author_id\":\"9\"}";
        const string includes = "\"includes\":{\"users\":[{\"id\":\"8\",\"name\":\"Other\"},{\"id\":\"9\",\"username\":\"amaka\",\"name\":\"Amaka A\",\"location\":\"Uselu, Edo\"}]}";
        foreach (var line in new[] { $"{{{data},{includes}}}", $"{{{includes},{data},\"errors\":[{{\"title\":\"Not Found\"}}]}}" })
        {
            var draft = await Feed.Social().OneAsync(line);
            Assert.Equal(("1", "no network 😡", "Amaka A", "Uselu, Edo"), (draft.Key, draft.Given.Text, draft.Given.Name, draft.Given.Place));
        }
    }

    [Theory]
    [InlineData("""{"created_at":"Wed Oct 10 20:19:24 +0000 2018","id":1050118621198921728,"id_str":"1050118621198921728","full_text":"no network","user":{"id_str":"7","screen_name":"ada","name":"Ada","location":"Lagos"}}""")]
    [InlineData("""{"statuses":[{"created_at":"Wed Oct 10 20:19:24 +0000 2018","id":1050118621198921728,"id_str":"1050118621198921728","text":"no net…","extended_tweet":{"full_text":"no network"},"user":{"id_str":"7","screen_name":"ada","name":"Ada","location":"Lagos"}}],"search_metadata":{"count":1}}""")]
    [InlineData("""[{"id_str":"1050118621198921728","created_at":"Wed Oct 10 20:19:24 +0000 2018","text":"x","note_tweet":{"text":"no network"},"user":{"id_str":"7","name":"Ada"},"place":{"full_name":"Lagos"}}]""")]
    public async Task Older_statuses_are_read_too(string document)
    {
        var draft = await Feed.Social().OneAsync(document);
        Assert.Equal(("1050118621198921728", "no network", "7", "Ada", "Lagos"), (draft.Key, draft.Given.Text, draft.Given.Handle, draft.Given.Name, draft.Given.Place));
        Assert.Equal("Wed Oct 10 20:19:24 +0000 2018", draft.Given.Time);
    }

    [Theory]
    [InlineData("""{"errors":[{"title":"operational-disconnect"}]}""", "social.api-error")]
    [InlineData("""{"id":"11","action":"undelete"}""", "social.compliance")]
    [InlineData("""{"scrub_geo":{"user_id":1,"up_to_status_id":11}}""", "social.compliance")]
    [InlineData("""{"disconnect":{"code":4}}""", "social.control")]
    [InlineData("""{"data":[{"start":"a","end":"b","tweet_count":5}],"meta":{"total_tweet_count":5}}""", "social.counts")]
    [InlineData("""{"meta":{"result_count":0}}""", "social.no-results")]
    [InlineData("""{"events":[{"type":"message_create"}]}""", "social.direct-message")]
    public async Task What_is_no_post_is_counted_by_its_own_code(string line, string code) =>
        Assert.Equal(code, Assert.IsType<Parsed.Ignored>(Assert.Single(await Feed.Social().ReadAsync(line))).Reason.Code);

    [Theory]
    [InlineData("""{"id":"11","action":"delete","reason":"protected"}""")]
    [InlineData("""{"delete":{"status":{"id":11,"id_str":"11","user_id":3},"timestamp_ms":"1"}}""")]
    [InlineData("""{"data":{"delete":{"tweet":{"id":"11","author_id":"3"},"event_at":"2026-07-06T18:40:40Z"}}}""")]
    public async Task A_deletion_is_the_last_version_of_its_post(string line)
    {
        Assert.Equal("11", Assert.Single(await Feed.Social().SplitAsync(line)).Key);
        Assert.IsType<Parsed.Withdrawn>(Assert.Single(await Feed.Social().ReadAsync(line)));
    }

    [Theory]
    [InlineData("""{"id":"11","action":"undelete"}""")]
    [InlineData("""{"id":"11","action":"scrub_geo"}""")]
    public async Task Another_compliance_event_never_takes_the_key_of_its_post(string line) =>
        Assert.StartsWith("sha-", Assert.Single(await Feed.Social().SplitAsync(line)).Key, StringComparison.Ordinal);

    [Fact]
    public async Task A_post_that_only_says_delete_is_no_deletion()
    {
        var draft = await Feed.Social().OneAsync("""{"data":{"id":"11","text":"I pressed \"delete\" and my data is gone"}}""");
        Assert.Equal(("11", 11L), (draft.Key, draft.Given.Revision));
    }

    [Fact]
    public async Task All_versions_of_an_edited_post_have_the_key_of_the_first()
    {
        const string edited = """{"data":{"id":"13","edit_history_tweet_ids":["11","12","13"],"text":"no network"}}""", page = """{"data":[{"edit_history_tweet_ids":["11"],"id":"11","text":"no netwrk"}],"meta":{}}""";
        Assert.Equal(("11", 13L), await Feed.Social().OneAsync(edited) is var draft ? (draft.Key, draft.Given.Revision) : default);
        Assert.Equal(("11", 11L), await Feed.Social().OneAsync(page) is var first ? (first.Key, first.Given.Revision) : default);
    }

    [Fact]
    public async Task Each_line_is_accounted_for()
    {
        var read = await Feed.Social().ReadAsync("{\"data\":{\"id\":\"1\",\"text\":\"a\"}}\n\n{\"data\":{\"id\":\"2\",\"te\n{\"data\":{\"id\":\"3\",\"created_at\":\"x\"}}\n{\"x\":1}\n7\n");
        Assert.Equal(["ok", "social.heartbeat", "json.malformed", "text.missing", "social.not-a-post", "json.not-object"], read.Select(Feed.Code));
    }

    private static string Pretty(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document, Indented);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("1626483873659092992", "2023-02-17T07:29:08.746Z")]
    [InlineData("29700859247", null)]
    public async Task A_post_that_came_without_its_time_has_it_in_its_number(string id, string? time) =>
        Assert.Equal(time, (await Feed.Social().OneAsync($$$"""{"data":{"author_id":"874061671","id":"{{{id}}}","text":"no network at all"}}""")).Given.Time);
}
