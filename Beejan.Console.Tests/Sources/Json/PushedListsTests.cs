using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources.Json;

/// <summary>JSON of helpdesks, platforms and form makers, written after their public documentation: lists somewhere inside, answers beside questions.</summary>
public sealed class PushedListsTests
{
    [Theory]
    [InlineData("""{"object":"page","entry":[{"id":"1","time":1763629600,"changes":[{"field":"feed","value":{"from":{"id":"17","name":"Ada Obi"},"item":"comment","comment_id":"44_9","verb":"add","created_time":1763629500,"message":"no network in Yaba","post":{"id":"1"}}}]}]}""", "44_9", "1763629500", "Ada Obi", "social")]
    [InlineData("""{"object":"instagram","entry":[{"id":"1","time":1763629600,"changes":[{"field":"comments","value":{"from":{"id":"56","username":"ada"},"media":{"id":"12"},"id":"178","text":"no network in Yaba"}}]}]}""", "178", null, null, "social")]
    [InlineData("""{"object":"page","entry":[{"id":"P","messaging":[{"sender":{"id":"S"},"recipient":{"id":"P"},"timestamp":1763629500123,"message":{"mid":"m_1","text":"no network in Yaba"}}]}]}""", "m_1", "1763629500123", null, "social")]
    [InlineData("""{"type":"conversation.list","conversations":[{"id":"147","created_at":1763625600,"source":{"delivered_as":"customer_initiated","body":"<p>no network in Yaba</p>","author":{"type":"user","name":"Ada Obi","email":"ada@example.ng"}},"state":"open"}]}""", "147", "1763625600", "Ada Obi", "web")]
    [InlineData("""{"data":[{"type":"customerReviews","id":"48-ae","attributes":{"rating":1,"title":"Worst","body":"no network in Yaba","reviewerNickname":"Ada Obi","createdDate":"2026-11-19T06:12:33-07:00"}}],"links":{"self":"y"}}""", "48-ae", "2026-11-19T06:12:33-07:00", "Ada Obi", "web")]
    [InlineData("""{"feed":{"author":{"name":{"label":"Store"}},"entry":[{"author":{"name":{"label":"Ada Obi"}},"updated":{"label":"2026-11-19T06:12:33-07:00"},"title":{"label":"Bad"},"content":{"label":"no network in Yaba","attributes":{"type":"text"}}}]}}""", null, "2026-11-19T06:12:33-07:00", "Ada Obi", "web")]
    [InlineData("""{"kind":"Listing","data":{"children":[{"kind":"t3","data":{"selftext":"no network in Yaba","title":"Down?","author":"Ada Obi","created_utc":1763625600.0,"id":"abc12"}}]}}""", "abc12", "1763625600.0", "Ada Obi", "web")]
    [InlineData("""{"reviews":[{"reviewId":"gp:1","comments":[{"userComment":{"text":"no network in Yaba","lastModified":{"seconds":"1763625662"}}},{"developerComment":{"text":"Sorry to hear that"}}]}]}""", null, "1763625662", null, "web")]
    public async Task A_complaint_is_found_in_whatever_list_it_stands_with_its_writer_and_time(string body, string? key, string? time, string? name, string channel)
    {
        var read = (await Feed.WebForm().ReadAsync(body)).Where(p => p.Code() != "delivery.envelope").ToList();
        var draft = Assert.IsType<Parsed.Ok>(Assert.Single(read)).Draft;
        Assert.Equal(("no network in Yaba", time, name, channel), (draft.Given.Text, draft.Given.Time, draft.Given.Name, draft.Channel));
        Assert.True(key is null || draft.Key == key, draft.Key);
    }

    [Theory]
    [InlineData("""{"event_type":"form_response","form_response":{"token":"a3","submitted_at":"2026-11-20T18:17:32Z","definition":{"fields":[{"id":"D1","title":"Your full name"},{"id":"D2","title":"What went wrong?"},{"id":"D3","title":"Reach you on"},{"id":"D4","title":"Which state do you live in?"}]},"answers":[{"type":"text","text":"Ada Obi","field":{"id":"D1"}},{"type":"text","text":"My line was barred after NIN linking","field":{"id":"D2"}},{"type":"phone_number","phone_number":"+2348067654321","field":{"id":"D3"}},{"type":"choice","choice":{"label":"Imo"},"field":{"id":"D4"}},{"type":"number","number":2,"field":{"id":"D5"}}]}}""")]
    [InlineData("""{"responseCode":200,"message":"success","content":[{"id":"23","created_at":"2026-11-20T18:17:32Z","answers":{"1":{"name":"fullName","text":"Full Name","type":"control_fullname","answer":{"first":"Ada","last":"Obi"},"prettyFormat":"Ada Obi"},"3":{"name":"state","text":"State","type":"control_dropdown","answer":"Imo"},"4":{"name":"phone","text":"Phone Number","type":"control_phone","answer":"+2348067654321"},"5":{"name":"yourComplaint","text":"Your complaint","type":"control_textarea","answer":"My line was barred after NIN linking"},"6":{"name":"submit","text":"Submit","type":"control_button"}}}]}""")]
    public async Task Answers_beside_their_questions_are_a_complaint(string body)
    {
        var draft = Assert.IsType<Parsed.Ok>(Assert.Single(await Feed.WebForm().ReadAsync(body))).Draft;
        Assert.Equal(("Ada Obi", "My line was barred after NIN linking", "+2348067654321", "Imo", "2026-11-20T18:17:32Z"),
            (draft.Given.Name, draft.Given.Text, draft.Given.Phone, draft.Given.State, draft.Given.Time));
    }

    [Fact]
    public async Task A_form_that_came_as_JSON_in_one_of_its_fields_is_read()
    {
        var draft = await Feed.WebForm().OneAsync("formID=31&submissionID=77&rawRequest=%7B%22slug%22%3A%22submit%22%2C%22q5_yourComplaint%22%3A%22No+service+in+Zaria+since+Friday%22%2C%22q4_phoneNumber%22%3A%220803+555+6667%22%7D");
        Assert.Equal(("77", "No service in Zaria since Friday", "0803 555 6667"), (draft.Key, draft.Given.Text, draft.Given.Phone));
    }

    [Fact]
    public async Task A_ticket_with_lists_of_its_own_stays_one_record()
    {
        var draft = Assert.IsType<Parsed.Ok>(Assert.Single(await Feed.WebForm().ReadAsync(
            """{"ticket":{"id":7,"description":"no network in Yaba","custom_fields":[{"id":1,"value":"x"}],"comments":[{"body":"we called back"}],"attachments":[{"content":"a.png"}]}}"""))).Draft;
        Assert.Equal(("7", "no network in Yaba"), (draft.Key, draft.Given.Text));
    }

    [Fact]
    public async Task An_archive_of_posts_behind_a_script_s_assignment_is_read()
    {
        const string Archive = """window.YTD.tweets.part0 = [{"tweet":{"id_str":"1857000000000000001","full_text":"@MTN180 my data no dey work","created_at":"Fri Nov 20 08:00:00 +0000 2026"}}]""";
        Assert.Equal("@MTN180 my data no dey work", (await Feed.Social().OneAsync(Archive)).Given.Text);
    }

    [Fact]
    public async Task A_phone_s_backup_gives_the_words_of_a_picture_message_and_never_its_layout()
    {
        const string Backup = """
            <?xml version='1.0' encoding='UTF-8' standalone='yes' ?><smses count="2">
            <sms address="+2348031234567" date="1763625600000" type="1" body="my data don finish" contact_name="(Unknown)" />
            <mms date="1763625900000" msg_box="1" address="+2348059998888" contact_name="Bisi"><parts><part seq="-1" ct="application/smil" name="null" text='&lt;smil&gt;&lt;/smil&gt;' /><part seq="0" ct="text/plain" name="null" text="Network no dey for Ojota" /></parts></mms></smses>
            """;
        var drafts = (await Feed.Sms().ReadAsync(Backup)).OfType<Parsed.Ok>().Select(p => p.Draft).ToList();
        Assert.Equal([("my data don finish", null), ("Network no dey for Ojota", "Bisi")], drafts.Select(d => (d.Given.Text, d.Given.Name)));
    }
}
