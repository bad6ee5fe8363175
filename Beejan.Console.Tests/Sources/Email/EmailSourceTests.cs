using System.Text;
using Beejan.Contracts;
using Xunit;

namespace Beejan.Tests.Sources.Email;

public sealed class EmailSourceTests
{
    private const string Head = "From: \"Bello, Ada\" <ada@example.ng>\r\nTo: care@example.ng\r\nDate: Wed, 21 Jan 2026 10:00:00 +0100\r\nMessage-ID: <m1@example.ng>\r\n";

    [Fact]
    public async Task A_message_is_a_complaint_in_its_senders_words()
    {
        var draft = await Feed.Email().OneAsync(Head + "Subject: =?utf-8?q?No_n=E1=BA=B9twork?=\r\nIn-Reply-To: <m0@example.ng>\r\nReferences: <a@example.ng>\r\n <m0@example.ng>\r\n\r\nNo network in Ikeja.\r\n\r\n-- \r\nAda\r\n");
        Assert.Equal(("m1@example.ng", "No nẹtwork", "Bello, Ada", "ada@example.ng"), (draft.Key, draft.Given.Topic, draft.Given.Name, draft.Given.Email));
        Assert.Equal(("2026-01-21T10:00:00+01:00", "No network in Ikeja.", Channels.Email), (draft.Given.Time, draft.Given.Text, draft.Channel));
        Assert.Equal("No network in Ikeja.\n\n-- \nAda", draft.Given.Whole);
        Assert.Equal(["a@example.ng", "m0@example.ng"], draft.Given.Thread);
    }

    [Theory]
    [InlineData("Still nothing.\n\nOn Mon, 5 Jan 2026 at 10:00, Care <care@example.ng> wrote:\n> Please restart.\n", "Still nothing.")]
    [InlineData("Still nothing.\n\nOn Mon, 5 Jan 2026 at 10:00, Customer Care Department\n<care@example.ng> wrote:\n\n> Please restart.\n", "Still nothing.")]
    [InlineData("Still nothing.\n\n-----Original Message-----\nFrom: Care\nPlease restart.\n", "Still nothing.")]
    [InlineData("Still nothing.\n\n________________________________\nFrom: Care <care@example.ng>\nSent: Monday\nTo: Ada\nSubject: Re\n\nPlease restart.\n", "Still nothing.")]
    [InlineData("> Is it solved?\nNo, it is not.\n> Since when?\nSince Monday.\n", "No, it is not.\nSince Monday.")]
    [InlineData("No network\n\nSent from my iPhone\n", "No network")]
    [InlineData("No network\n\nSent from my iPhone\n\n> On 5 Jan 2026, at 10:00, Care <care@example.ng> wrote:\n>\n> Your refund is done\n", "No network")]
    [InlineData("No network\n\nSent from Yahoo Mail on Android\n\n  On Mon, Jan 5, 2026 at 10:00 AM, Care<care@example.ng> wrote:   Dear customer, your refund is done.\n", "No network")]
    [InlineData("Please look into this.\n\n---------- Forwarded message ---------\nFrom: Bola <b@example.ng>\nDate: Mon, 5 Jan 2026\nSubject: data\nTo: ada@example.ng\n\nMy data vanished.\n", "Please look into this.\n\nMy data vanished.")]
    [InlineData("> only quoted\n", "> only quoted")]
    [InlineData("From: Lagos to Ibadan there is no network\nAt all.\n", "From: Lagos to Ibadan there is no network\nAt all.")]
    public async Task History_and_signature_are_kept_but_not_judged(string body, string own)
    {
        var draft = await Feed.Email().OneAsync(Head + "\r\n" + body);
        Assert.Equal(own, draft.Given.Text);
        Assert.Equal(own == body.Trim() ? null : body.Trim(), draft.Given.Whole);
    }

    [Theory]
    [InlineData("No data.\n\n-- \nAda Bello\nTel 0803 123 4567\n", "0803 123 4567")]
    [InlineData("No data.\n\nRegards,\nAda\n+234 803-123-4567\n", "+234 803-123-4567")]
    [InlineData("No data.\nPhone: 08031234567\n\nOn Mon, 5 Jan 2026 at 10:00, Care wrote:\n> 08099999999\n", "08031234567")]
    [InlineData("I cannot call 08031234567 since Monday.\n", null)]
    [InlineData("No data.\n-- \nAccount 080312345678901\n", null)]
    [InlineData("> 08031234567\n", null)]
    public async Task The_senders_number_is_found_where_people_sign(string body, string? phone) =>
        Assert.Equal(phone, (await Feed.Email().OneAsync(Head + "\r\n" + body)).Given.Phone);

    [Theory]
    [InlineData("From: Pete(A wonderful \\) chap) <pete(his account)@silly.test(his host)>", "Pete", "pete@silly.test")]
    [InlineData("From: (Ada) <ada@example.ng>", "Ada", "ada@example.ng")]
    [InlineData("From: \"Ada (Ikeja)\" <ada@example.ng>", "Ada (Ikeja)", "ada@example.ng")]
    [InlineData("From: ada@example.ng (Ada)", "Ada", "ada@example.ng")]
    [InlineData("From  : Ada <ada@example.ng>", "Ada", "ada@example.ng")]
    public async Task The_sender_is_read_in_every_form_that_the_standards_knew(string field, string name, string address)
    {
        var given = (await Feed.Email().OneAsync(field + "\r\nSubject : No data\r\n\r\nThere is no data since Monday.\r\n")).Given;
        Assert.Equal((name, address, "No data", "There is no data since Monday."), (given.Name, given.Email, given.Topic, given.Text));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", "email.auto-reply")]
    [InlineData("Auto-Submitted: no", "ok")]
    [InlineData("Precedence: auto_reply", "email.auto-reply")]
    [InlineData("Precedence: list", "ok")]
    [InlineData("Subject: Automatic reply: your ticket", "email.auto-reply")]
    [InlineData("Subject: automatic reply is all I get", "ok")]
    [InlineData("Return-Path: <>", "email.bounce")]
    [InlineData("Return-Path: <ada@example.ng>", "ok")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=x", "email.bounce")]
    [InlineData("Content-Type: multipart/report; report-type=disposition-notification; boundary=x", "email.read-receipt")]
    [InlineData("Content-Type: multipart/report; report-type=feedback-report; boundary=x", "email.feedback-report")]
    public async Task What_no_person_wrote_is_counted_and_dropped(string field, string code) =>
        Assert.Equal(code, Assert.Single(await Feed.Email().ReadAsync($"{Head}{field}\r\n\r\n--x\r\n\r\nNo network\r\n--x--\r\n")).Code());

    [Theory]
    [InlineData("just some words\nand more\n", "email.no-headers")]
    [InlineData("From: a@b.ng\nSubject:\n\n  \n", "text.missing")]
    [InlineData("From: a@b.ng\nSubject: Complaint: data\n\n\n-- \nAda\n08031234567\n", "text.missing")]
    [InlineData("From: a@b.ng\nSubject: Complaint: data\n\n  \n", "text.missing")]
    [InlineData("From: a@b.ng\nSubject: There is no network in Ikeja since Monday\n\n  \n", "ok")]
    [InlineData("From: a@b.ng\nContent-Type: message/partial; number=2; total=3; id=x\n\nrest of it\n", "email.partial")]
    public async Task What_cannot_be_read_says_why(string message, string code) =>
        Assert.Equal(code, Assert.Single(await Feed.Email().ReadAsync(message)).Code());

    [Fact]
    public async Task Attachments_are_named_measured_and_hashed_and_never_become_words()
    {
        var draft = await Feed.Email().OneAsync(Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the bill.\r\n--b\r\nContent-Type: text/plain; name=../../etc/bill.txt\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n");
        Assert.Equal("See the bill.", draft.Given.Text);
        Assert.Equal(new Attachment("bill.txt", "text/plain", 5, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"), Assert.Single(draft.Attachments));
    }

    [Fact]
    public async Task Html_alone_becomes_text_and_flowed_lines_flow()
    {
        var html = await Feed.Email().OneAsync(Head + "Content-Type: text/html; charset=utf-8\r\n\r\n<html><head><style>p{}</style></head><body><p>No&nbsp;network<br>since <b>2 &lt; 3</b> days</p><script>x()</script><blockquote>old</blockquote></body>");
        Assert.Equal("No network\nsince 2 < 3 days", html.Given.Text);
        var flowed = await Feed.Email().OneAsync(Head + "Content-Type: text/plain; format=flowed\r\n\r\nThis line \r\nflows on.\r\n From here.\r\n");
        Assert.Equal("This line flows on.\nFrom here.", flowed.Given.Text);
    }

    [Fact]
    public async Task A_mailbox_gives_each_of_its_messages()
    {
        const string one = "From ada@example.ng Wed Jan 21 10:00:00 2026\nFrom: ada@example.ng\nMessage-ID: <1@x>\nSubject: a\n\nFrom Lagos with anger.\n\n";
        const string two = "From bola@example.ng Wed Jan 21 10:01:00 2026\nFrom: bola@example.ng\nMessage-ID: <2@x>\nSubject: b\n\nNo data.\n";
        var records = await Feed.Email().SplitAsync(one + two);
        Assert.Equal(["1@x", "2@x"], records.Select(record => record.Key));
        Assert.Equal(one, Encoding.UTF8.GetString(records[0].Payload.Span));
    }

    [Theory]
    [InlineData("From ada@example.ng Wed Jan 21 10:00:00 2026\n", ">From Monday on", "No data.\nFrom Monday on\nnothing.")]
    [InlineData("From ada@example.ng Wed Jan 21 10:00:00 2026\r\n", ">From Monday on", "No data.\nFrom Monday on\nnothing.")]
    [InlineData("From ada@example.ng Wed Jan 21 10:00:00 2026\n", "> From Monday on", "No data.\nnothing.")]
    [InlineData("From ada@example.ng Wed Jan 21 10:00:00 2026\n", ">>From Monday on", "No data.\nnothing.")]
    [InlineData("", ">From Monday on", "No data.\nnothing.")]
    public async Task Only_in_a_mailbox_is_a_mark_before_From_none_of_the_writers(string envelope, string line, string own)
    {
        var message = $"{envelope}From: ada@example.ng\n\nNo data.\n{line}\nnothing.\n";
        Assert.Equal(message, Encoding.UTF8.GetString(Assert.Single(await Feed.Email().SplitAsync(message)).Payload.Span));
        Assert.Equal(own, (await Feed.Email().OneAsync(message)).Given.Text);
    }

    [Fact]
    public async Task A_message_over_the_limit_comes_in_bounded_pieces()
    {
        var source = Feed.Email(new() { MaxMessageBytes = 4096 });
        var message = Head + "\r\n" + new string('x', 10_000);
        var records = await source.SplitAsync(message);
        Assert.Equal(message.Length, records.Sum(record => record.Payload.Length));
        Assert.All(records, record => Assert.True(record.Payload.Length <= 4096));
        Assert.All(records, record => Assert.Equal("record.too-long", source.Parse(record).Code()));
    }
}
