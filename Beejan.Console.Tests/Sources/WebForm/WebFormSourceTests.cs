using Beejan.Contracts;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources.WebForm;

public sealed class WebFormSourceTests
{
    [Theory]
    [InlineData("""{"submissionId":"WB1","submittedAt":"2026-01-01T16:52:42+01:00","name":"Sade O","email":"sade@mail.ng","phone":"08031234567","account":"C1","topic":"Billing","subject":"overcharge","message":"no network & no refund","state":"Oyo","lga":"Ibadan","consent":true,"extra":{"a":[1]}}""")]
    [InlineData("submissionId=WB1&submittedAt=2026-01-01T16%3A52%3A42%2B01%3A00&name=Sade+O&email=sade%40mail.ng&phone=08031234567&account=C1&topic=Billing&subject=overcharge&message=no+network+%26+no+refund&state=Oyo&lga=Ibadan&consent=True")]
    public async Task A_submission_is_read_in_either_form(string body)
    {
        var draft = Assert.IsType<Parsed.Ok>(Feed.WebForm().Parse(Assert.Single(await Feed.WebForm().SplitAsync(body)))).Draft;
        Assert.Equal(("WB1", "2026-01-01T16:52:42+01:00", "Sade O", "sade@mail.ng", "08031234567"), (draft.Key, draft.Given.Time, draft.Given.Name, draft.Given.Email, draft.Given.Phone));
        Assert.Equal(("C1", "Billing", "no network & no refund", "Oyo", "Ibadan", Channels.Web), (draft.Given.Account, draft.Given.Topic, draft.Given.Text, draft.Given.State, draft.Given.Lga, draft.Channel));
    }

    [Theory]
    [InlineData("""{"submissionId":"1","message":"no network","latitude":6.6018,"longitude":3.3515}""", "6.6018, 3.3515")]
    [InlineData("submissionId=1&message=no+network&lng=3.3515&lat=6.6018", "6.6018, 3.3515")]
    [InlineData("""{"submissionId":"1","message":"no network","lat":"6.6018"}""", null)]
    public async Task Where_a_form_was_sent_from_is_kept_as_one_point(string body, string? coordinates) =>
        Assert.Equal(coordinates, Assert.IsType<Parsed.Ok>(Assert.Single(await Feed.WebForm().ReadAsync(body))).Draft.Given.Coordinates);

    [Theory]
    [InlineData("""{"submissionId":"1","message":"   "}""", "text.missing")]
    [InlineData("submissionId=1&message=", "text.missing")]
    [InlineData("hello there", "form.malformed")]
    [InlineData("""{"submissionId":"1","message":"no net""", "json.malformed")]
    public async Task What_cannot_be_read_names_the_field_or_the_place(string body, string code)
    {
        var reason = Assert.IsType<Parsed.Unreadable>(Assert.Single(await Feed.WebForm().ReadAsync(body))).Reason;
        Assert.Equal(code, reason.Code);
        Assert.Equal(code == "text.missing" ? "message" : null, reason.Field);
    }

    [Theory]
    [InlineData("""{"input":"no network since morning","output":"x"}""", "Seen: input, output.")]
    [InlineData("""{"weather":{"message":"no network"}}""", "Seen: weather.")]
    [InlineData("blurb=no+network", "Beejan:Sources:WebForm:Fields:Text")]
    [InlineData("""{"08031234567":"no network","ada@example.org":1}""", "Seen: (column 1), (column 2).")]
    public async Task What_has_no_field_that_could_be_a_complaint_says_what_there_is_and_where_to_name_it(string body, string words)
    {
        var reason = Assert.IsType<Parsed.Unreadable>(Assert.Single(await Feed.WebForm().ReadAsync(body))).Reason;
        Assert.Equal("text.missing", reason.Code);
        Assert.Contains(words, reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":[{"submissionId":"a","message":"no network"},{"submissionId":"b","message":"slow data"}]}""")]
    [InlineData("""[{"submissionId":"a","message":"no network"},{"submissionId":"b","message":"slow data"}]""")]
    [InlineData("{\n  \"complaints\" : [ \n {\"submissionId\":\"a\",\"message\":\"no network\"} ,\n {\"submissionId\":\"b\",\"message\":\"slow data\"}\n ]\n }\n")]
    [InlineData("\uFEFF{\"items\":[{\"submissionId\":\"a\",\"message\":\"no network\"},{\"submissionId\":\"b\",\"message\":\"slow data\"}]}")]
    public async Task Complaints_in_an_array_bare_or_in_an_envelope_are_a_record_each(string body)
    {
        var drafts = (await Feed.WebForm().ReadAsync(body)).Select(p => Assert.IsType<Parsed.Ok>(p).Draft);
        Assert.Equal([("a", "no network"), ("b", "slow data")], drafts.Select(d => (d.Key, d.Given.Text!)));
    }

    [Fact]
    public async Task What_the_envelope_says_besides_is_kept_and_nobody_s_complaint_and_what_follows_it_is_read()
    {
        const string Body = """{"page":2,"meta":{"of":[1,"]}"]},"data":[{"message":"no network"},{"message":""}],"next":"/x","count":2}{"message":"behind"}""";
        var read = await Feed.WebForm().ReadAsync(Body);
        Assert.Equal(["delivery.envelope", "ok", "text.missing", "delivery.envelope", "ok"], read.Select(Feed.Code));
        Assert.Equal(Body.Length - 1, (await Feed.WebForm().SplitAsync(Body)).Sum(r => r.Payload.Length));
    }

    [Theory]
    [InlineData("""{"message":"no network","attachments":[{"text":"a.jpg","size":1}]}""")]
    [InlineData("""{"attachments":[{"text":"a.jpg","size":1}],"message":"no network"}""")]
    public async Task A_complaint_with_a_list_in_it_is_no_envelope(string body) => Assert.Equal("no network", (await Feed.WebForm().OneAsync(body)).Given.Text);

    [Theory]
    [InlineData("""{"data":[{"message":"no network"},{"message":"slow""", "ok json.malformed")]
    [InlineData("""{"data":[{"message":"no network"},7,{"message":"slow"}""", "ok form.malformed ok")]
    [InlineData("""{"data":[{"message":"no network"}],"next":{"a""", "ok delivery.envelope")]
    public async Task A_cut_or_broken_envelope_costs_only_what_is_broken(string body, string codes) =>
        Assert.Equal(codes, string.Join(' ', (await Feed.WebForm().ReadAsync(body)).Select(Feed.Code)));

    [Fact]
    public async Task An_envelope_larger_than_the_first_block_is_cut_the_same_however_it_arrives()
    {
        var body = System.Text.Encoding.UTF8.GetBytes("{\"count\":20000,\"data\":[" + string.Join(',', Enumerable.Range(0, 20_000).Select(i => $$"""{"submissionId":"k{{i}}","message":"no network {{i}}"}""")) + "]}");
        var whole = await Feed.WebForm().SplitAsync(body);
        Assert.Equal(20_001, whole.Count);
        Assert.Equal(whole.Select(r => r.Key), (await Feed.WebForm().SplitAsync(body, chunk: 777)).Select(r => r.Key));
    }

    [Fact]
    public async Task A_file_name_in_broken_UTF_8_is_read_as_Windows_1252()
    {
        byte[] body = [.. "{\"message\":\"no network since morning\",\"attachments\":[{\"name\":\"a"u8, 0xC3, .. "\",\"size\":1,\"hash\":\"ab\"},{\"name\":\"b\",\"size\":2,\"hash\":\"cd\"}]}"u8];

        var draft = Assert.IsType<Parsed.Ok>(Feed.WebForm().Parse(Assert.Single(await Feed.WebForm().SplitAsync(body)))).Draft;

        Assert.Equal("no network since morning", draft.Given.Text);
        Assert.Equal(["aÃ", "b"], draft.Attachments.Select(a => a.Name));
    }

    [Fact]
    public async Task Percent_signs_that_encode_nothing_stay()
    {
        Assert.Equal("100% of 5%2 is é", (await Feed.WebForm().OneAsync("message=100%+of+5%2+is+%C3%A9")).Given.Text);
        Assert.Equal("caf\u00E9", (await Feed.WebForm().OneAsync("message=caf%E9")).Given.Text);
    }

    [Fact]
    public async Task An_export_of_google_forms_is_read_by_its_questions()
    {
        var draft = await Feed.WebForm().OneAsync("Timestamp,Email Address,What is your phone number?,Which state are you in?,Please describe your complaint in your own words\r\n1/25/2026 14:03:22,ada@example.ng,08031234567,Lagos,\"No network in Ikeja,\nsince Monday\"\r\n");
        Assert.Equal(("1/25/2026 14:03:22", "MM/dd/yyyy", "ada@example.ng", "08031234567"), (draft.Given.Time, draft.Given.TimeOrder, draft.Given.Email, draft.Given.Phone));
        Assert.Equal(("No network in Ikeja,\nsince Monday", Channels.Web), (draft.Given.Text, draft.Channel));
    }

    [Theory]
    [InlineData("""{"message":"no network","language":"yo","attachments":[{"name":"bill.jpg","type":"image/jpeg","size":3,"hash":"abc"},7,{"name":5}]}""", 1)]
    [InlineData("""{"message":"no network","language":"yo","attachments":"none"}""", 0)]
    [InlineData("""{"message":"no network about \"attachments\"","language":"yo"}""", 0)]
    public async Task Files_that_came_with_a_form_are_listed(string body, int files)
    {
        var draft = Assert.IsType<Parsed.Ok>(Feed.WebForm().Parse(Assert.Single(await Feed.WebForm().SplitAsync(body)))).Draft;
        Assert.Equal((files, "yo"), (draft.Attachments.Count, draft.Given.Language));
        Assert.All(draft.Attachments, file => Assert.Equal(new Attachment("bill.jpg", "image/jpeg", 3, "abc"), file));
    }

    [Theory]
    [InlineData("""{"complaint":"no network in Ikeja","date":"2024-03-10","time":"22:15"}""", "2024-03-10 22:15", null)]
    [InlineData("""{"complaint":"no network in Ikeja","time":"2024-03-10T22:15:00Z"}""", "2024-03-10T22:15:00Z", null)]
    [InlineData("""{"ComplaintText":"no network in Ikeja","DateLogged":"10-Mar-2024 10:11","StateOfResidence":"Rivers"}""", "10-Mar-2024 10:11", "Rivers")]
    [InlineData("""{"_id":{"$oid":"65f0c1"},"message":"no network in Ikeja","createdAt":{"$date":"2024-03-10T10:11:12Z"}}""", "2024-03-10T10:11:12Z", null)]
    public async Task Programs_write_times_and_places_by_many_names(string json, string time, string? state)
    {
        var given = (await Feed.WebForm().OneAsync(json)).Given;
        Assert.Equal(("no network in Ikeja", time, state), (given.Text, given.Time, given.State));
    }
}
