using Beejan.Contracts;
using Xunit;

namespace Beejan.Tests.Sources.Sms;

public sealed class SmsXmlTests
{
    [Fact]
    public async Task A_backup_of_a_phone_gives_what_it_received()
    {
        var read = await Feed.Sms().ReadAsync("""
            <?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
            <smses count="3" backup_set="a">
              <sms protocol="0" address="+2348031234567" date="1767262389000" type="1" subject="null" body="No network &#128545;" read="1" contact_name="Ada" />
              <sms protocol="0" address="+2348031234567" date="1767262399000" type="2" body="We look into it" />
              <mms date="1767262409000" msg_box="1" address="+2348031234567"><parts><part seq="0" ct="text/plain" text="My data vanished" /></parts></mms>
            </smses>
            """);
        Assert.Equal(["ok", "sms.outgoing", "ok"], read.Select(Feed.Code));
        var draft = ((Beejan.Sources.Parsed.Ok)read[0]).Draft;
        Assert.Equal(("No network 😡", "+2348031234567", "1767262389000", "Ada", Channels.Sms), (draft.Given.Text, draft.Given.Phone, draft.Given.Time, draft.Given.Name, draft.Channel));
        Assert.Equal("My data vanished", ((Beejan.Sources.Parsed.Ok)read[2]).Draft.Given.Text);
    }

    [Fact]
    public async Task A_corpus_of_messages_keeps_their_ids_and_times()
    {
        var draft = await Feed.Sms().OneAsync("""<smsCorpus date="2015.03.09"><message id="37113"><text>no network</text><source><srcNumber>0803</srcNumber><userProfile><country>X</country></userProfile></source><messageProfile language="en" time="2011.10.12 12:16:58" type="send"/><collectionMethod time="2011/12"/></message></smsCorpus>""");
        Assert.Equal(("37113", "no network", "2011.10.12 12:16:58"), (draft.Key, draft.Given.Text, draft.Given.Time));
    }
}
