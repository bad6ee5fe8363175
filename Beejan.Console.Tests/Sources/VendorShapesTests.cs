using Beejan.Contracts;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources;

/// <summary>Exports and pushes of other systems, written after their public documentation: whatever wraps a complaint, it comes out whole.</summary>
public sealed class VendorShapesTests
{
    private const string Messenger = """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"2348000000000"},
        "contacts":[{"profile":{"name":"Ngozi"},"wa_id":"2348035551234"}],
        "messages":[{"from":"2348035551234","id":"wamid.1","timestamp":"1763630000","text":{"body":"My data no dey work"},"type":"text"},
        {"from":"447911123456","id":"wamid.2","timestamp":"1763630060","type":"image","image":{"caption":"see my failed recharge","id":"1"}},
        {"from":"2348035551234","id":"wamid.3","timestamp":"1763630070","type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"b","title":"No network"}}},
        {"from":"2348035551234","id":"wamid.4","timestamp":"1763630080","type":"sticker","sticker":{"id":"1"}}]},"field":"messages"}]}]}
        """;

    [Fact]
    public async Task A_push_of_WhatsApp_is_a_record_for_each_message_with_its_writer_and_channel()
    {
        var records = await Feed.WebForm().SplitAsync(Messenger);
        Assert.Equal(["wamid.1", "wamid.2", "wamid.3", "wamid.4"], records.Select(r => r.Key));
        var read = records.ConvertAll(Feed.WebForm().Parse);
        Assert.Equal(["ok", "ok", "ok", "message.no-words"], read.Select(Feed.Code));
        var drafts = read.OfType<Parsed.Ok>().Select(p => p.Draft).ToList();
        Assert.Equal(["My data no dey work", "see my failed recharge", "No network"], drafts.Select(d => d.Given.Text));
        Assert.Equal(["+2348035551234", "+447911123456", "+2348035551234"], drafts.Select(d => d.Given.Phone));
        // The one person the push names wrote the first and the third only.
        Assert.Equal(["Ngozi", null, "Ngozi"], drafts.Select(d => d.Given.Name));
        Assert.All(drafts, d => Assert.Equal(Channels.Social, d.Channel));
    }

    [Fact]
    public async Task Every_byte_of_a_push_is_in_a_record_or_in_what_the_records_share()
    {
        var records = await Feed.WebForm().SplitAsync(Messenger);
        foreach (var word in (string[])["wamid.1", "wamid.4", "see my failed recharge"])
        {
            Assert.Single(records, r => System.Text.Encoding.UTF8.GetString(r.Payload.Span).Contains(word, StringComparison.Ordinal));
        }
        Assert.All(records, r => Assert.Contains("display_phone_number", r.Context, StringComparison.Ordinal));
        Assert.All(records, r => Assert.Same(records[0].Context, r.Context));
    }

    [Fact]
    public async Task A_messenger_s_report_on_what_we_sent_is_no_complaint()
    {
        const string Report = """{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{"messaging_product":"whatsapp","statuses":[{"id":"wamid.9","status":"delivered","timestamp":"1763630000","recipient_id":"2348035551234"}]}}]}]}""";
        Assert.Equal(["message.report"], (await Feed.WebForm().ReadAsync(Report)).Select(Feed.Code));
    }

    [Theory]
    [InlineData("""{"ticket":{"id":35436,"created_at":"2026-11-18T21:19:54Z","description":"no network in Yaba","requester":{"id":2,"name":"Chinedu Obi","email":"c@example.ng","phone":"+2348034445566"},"assignee":{"name":"Our Agent","email":"agent@op.ng"}}}""")]
    [InlineData("""{"id":35436,"created_at":"2026-11-18T21:19:54Z","description_text":"no network in Yaba","description":"<div>no <b>network</b> in Yaba</div>","requester":{"id":2,"name":"Chinedu Obi","email":"c@example.ng","mobile":"+2348034445566"},"responder":{"name":"Our Agent"}}""")]
    [InlineData("""{"ticketnumber":"35436","createdon":"2026-11-18T21:19:54Z","description":"no network in Yaba","customer":{"fullname":"Chinedu Obi","emailaddress":"c@example.ng","mobilephone":"+2348034445566"},"owner":{"fullname":"Our Agent"}}""")]
    public async Task A_helpdesk_s_ticket_is_read_with_its_customer_and_never_with_the_agent(string body)
    {
        var draft = await Feed.WebForm().OneAsync(body);
        Assert.Equal(("35436", "2026-11-18T21:19:54Z", "no network in Yaba"), (draft.Key, draft.Given.Time, draft.Given.Text));
        Assert.Equal(("Chinedu Obi", "c@example.ng", "+2348034445566"), (draft.Given.Name, draft.Given.Email, draft.Given.Phone));
    }

    [Fact]
    public async Task Answers_comments_and_custom_fields_belong_to_one_complaint()
    {
        var draft = await Feed.WebForm().OneAsync("""{"id":"1","message":"no network","comments":[{"body":"we are sorry"}],"fields":[{"text":"x"}],"tickets":[{"description":"another"}]}""");
        Assert.Equal("no network", draft.Given.Text);
        Assert.Equal(["text.missing"], (await Feed.WebForm().ReadAsync("""{"id":"1","form_response":{"answers":[{"text":"my name"},{"text":"my words"}]}}""")).Select(Feed.Code));
    }

    [Theory]
    [InlineData("""{"results":[{"messageId":"M1","from":"2348033344455","to":"2222","text":"no network","receivedAt":"2026-11-18T10:31:23.000+0000"}],"messageCount":1}""")]
    [InlineData("""{"id":"M1","recipient":"2222","originator":"2348033344455","body":"no network","createdDatetime":"2026-11-18T10:31:23.000+0000"}""")]
    [InlineData("id=M1&recipient=2222&originator=2348033344455&body=no+network&createdDatetime=2026-11-18T10%3A31%3A23.000%2B0000")]
    [InlineData("""{"type":"inbound","id":"M1","receiver":"2222","sender":"2348033344455","message":"no network","received_at":"2026-11-18T10:31:23.000+0000"}""")]
    public async Task A_gateway_s_push_is_read_whatever_it_calls_things(string body)
    {
        var draft = await Feed.Sms().OneAsync(body);
        Assert.Equal(("M1", "2348033344455", "no network", "2026-11-18T10:31:23.000+0000"), (draft.Key, draft.Given.Phone, draft.Given.Text, draft.Given.Time));
    }

    [Theory]
    [InlineData("""{"type":"outbound","id":"1","sender":"N-Alert","message":"Your code is 123","status":"DELIVERED"}""", "sms.outgoing")]
    [InlineData("MessageSid=1&From=%2B2348000&Body=hello&Direction=outbound-api&SmsStatus=sent", "sms.outgoing")]
    [InlineData("""{"results":[{"messageId":"1","to":"2348033344455","status":{"groupName":"DELIVERED","name":"DELIVERED_TO_HANDSET"}}]}""", "sms.delivery-report")]
    public async Task What_we_sent_and_reports_on_it_are_no_complaints(string body, string code) =>
        Assert.Equal([code], (await Feed.Sms().ReadAsync(body)).Select(Feed.Code));

    [Theory]
    [InlineData("\"Conversation ID\",\"Date/Time Initiated\",\"Remote\",\"ANI\",\"Notes\"\n\"T1\",\"2026-11-19 09:15\",\"Chika\",\"tel:+2348034445500\",\"no network since the storm came\"\n", "tel:+2348034445500", "2026-11-19 09:15")]
    [InlineData("UCID\tSegStart\tCalling_Pty\tRemarks\nT1\t19/11/2026 09:15\t08034445500\tno network since the storm came\n", "08034445500", "19/11/2026 09:15")]
    [InlineData("Lambar waya,Kwanan wata,Korafi\n08034445500,19/11/2026,no network since the storm came\n", "08034445500", "19/11/2026")]
    [InlineData("08034445500,2026-11-19 09:15,no network since the storm came\n08034445501,2026-11-19 09:16,slow data all over the town\n", "08034445500", "2026-11-19 09:15")]
    [InlineData("Ticket,Start Date,Start Time,ANI,Issue,Issue Details\nT1,19/11/2026,0915,08034445500,Network,no network since the storm came\n", "08034445500", null)]
    [InlineData("Ticket,Date,Start Time,Caller No,Notes\nT1,19/11/2026,9:15 AM,08034445500,no network since the storm came\n", "08034445500", "19/11/2026 9:15 AM")]
    [InlineData("Ticket,Date Logged,Time Logged,Caller No,Notes\nT1,19/11/26,0915,08034445500,no network since the storm came\n", "08034445500", "19/11/26 09:15")]
    public async Task A_log_of_a_call_centre_is_read_whatever_its_columns_are_called(string file, string phone, string? time)
    {
        var draft = Assert.IsType<Parsed.Ok>((await Feed.CallCenter().ReadAsync(file))[0]).Draft;
        Assert.Equal(("no network since the storm came", phone), (draft.Given.Text, draft.Given.Phone));
        Assert.Equal(time ?? draft.Given.Time, draft.Given.Time);
    }

    [Fact]
    public async Task A_log_without_words_still_says_what_each_call_was_about_and_no_agent_s_name_stands_for_them()
    {
        var draft = await Feed.CallCenter().OneAsync("Ticket,Caller,Category,Handled\n1,08031234567,Billing,Bolanle Adebayo\n");
        Assert.Equal("Billing", draft.Given.Text);
    }

    [Fact]
    public async Task Rows_without_a_word_are_told_apart_from_rows_without_a_complaint()
    {
        var read = await Feed.CallCenter().ReadAsync("id,phone,notes\n1,08031234567,no network\n,,\n   \n2,08031234567,\n");
        Assert.Equal(["ok", "row.empty", "row.empty", "text.missing"], read.Select(Feed.Code));
    }

    [Theory]
    [InlineData("<p>Network <b>bad</b> &amp; slow</p><br/>call me", "Network bad & slow")]
    [InlineData("data < 5 GB and speed > 1 <3", "data < 5 GB and speed > 1 <3")]
    public async Task Words_written_in_a_web_page_are_read_without_its_marks_and_others_as_they_stand(string written, string words)
    {
        var draft = await Feed.CallCenter().OneAsync($"id,notes\n1,{written}\n");
        Assert.StartsWith(words, draft.Given.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("</", draft.Given.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Horodateur,Adresse e-mail,Nom complet,Numéro de téléphone,Décrivez votre plainte\n19/11/2026 14:05:22,fr@example.ng,Jean,08034442003,Le réseau est en panne depuis lundi\n", "Le réseau est en panne depuis lundi")]
    [InlineData("Marca temporal;Dirección de correo electrónico;Teléfono;¿Cuál es su queja?\n19/11/2026 14:05:22;fr@example.ng;08034442003;No hay señal desde el lunes\n", "No hay señal desde el lunes")]
    [InlineData("Tambarin lokaci,Menene korafinku?,Lambar waya\n2026/11/19 2:05:22 PM GMT+1,Babu network a Kano tun jiya,08034442003\n", "Babu network a Kano tun jiya")]
    public async Task Answers_of_a_form_are_read_in_whatever_language_it_asks(string file, string words)
    {
        var draft = await Feed.WebForm().OneAsync(file);
        Assert.Equal((words, "08034442003"), (draft.Given.Text, draft.Given.Phone));
        Assert.NotNull(draft.Given.Time);
    }

    [Theory]
    [InlineData("<html><body><table><tr><th>Phone</th></tr></table></body></html>")]
    [InlineData("\n <TABLE border=1><tr><td>Phone</td></tr></TABLE>")]
    public async Task A_web_page_without_rows_is_kept_and_told_and_another_source_names_the_one_that_reads_tables(string page)
    {
        var read = await Feed.Files().ReadAsync(page);
        Assert.Equal(["workbook.kept", "workbook.no-rows"], read.Select(Feed.Code));
        var reason = Assert.IsType<Parsed.Unreadable>(Assert.Single(await Feed.CallCenter().ReadAsync(page))).Reason;
        Assert.Equal("format.html", reason.Code);
        Assert.Contains("'files'", reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}""", "social.api-error")]
    [InlineData("""{"data":[{"id":"15","event_type":"MessageCreate","text":"my line is barred","sender_id":"77","created_at":"2026-11-19T20:11:36.000Z"}],"includes":{"users":[{"id":"77","username":"ada_o","name":"Ada"}]}}""", "ok")]
    public async Task A_refusal_and_a_direct_message_of_X_are_what_they_are(string body, string code)
    {
        var read = Assert.Single(await Feed.Social().ReadAsync(body));
        Assert.Equal(code, read.Code());
        Assert.Equal(code == "ok" ? "Ada" : null, (read as Parsed.Ok)?.Draft.Given.Name);
    }
}
