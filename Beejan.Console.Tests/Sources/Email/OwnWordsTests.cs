using Beejan.Sources.Email;
using Xunit;

namespace Beejan.Tests.Sources.Email;

/// <summary>What is the sender's of a body that quotes and forwards. Whole messages: <see cref="MailSamplesTests"/>, in <c>Samples/mail/written</c>.</summary>
public sealed class OwnWordsTests
{
    private const string Block = "From: Bola <bola@example.ng>\nSent: Sunday, 15 November 2026 18:40\nTo: Shop\nSubject: Data\n\n";

    [Theory]
    [InlineData("Hi,\nOn Mon, 2026-11-16 at 18:02 +0100, Care wrote:\n> Restart it.\n\nI did, twice.\n", "Hi,\n\nI did, twice.")]
    [InlineData("On 16/11/2026 07:10 AM, Care wrote:\n\n>\n> Solved?\nNo.\n", "No.")]
    [InlineData("No.\n\nOn 16/11/2026 07:10 AM, Care wrote:\n\n> Solved?\n\nRegards, Ada\n", "No.\n\nRegards, Ada")]
    [InlineData("No.\n\nSent from my iPhone\n\n> On 16 Nov 2026, at 10:00, Care wrote:\n> Solved?\n\nAnd refund me.\n", "No.\n\nAnd refund me.")]
    [InlineData("No.\n\n-- \nAda\n\nOn 16 Nov 2026, at 10:00, Care wrote:\n> Solved?\n\nStill not.\n", "No.\n\nStill not.")]
    [InlineData("No.\n\nOn 16 Nov 2026, at 10:00, Care wrote:\n> Solved?\n\nCONFIDENTIALITY NOTICE: this mail is for you alone.\nDelete it.\n", "No.")]
    [InlineData("No.\n\nOn 16 Nov 2026, at 10:00, Care wrote:\n\nSolved?\n> since when\nCare\n", "No.")]
    [InlineData("----- Original Message -----\n" + Block + "> Solved?\n> Care\n\nNo.\n", "No.")]
    [InlineData("On Monday I called and the agent wrote:\nnothing at all.\n", "On Monday I called and the agent wrote:\nnothing at all.")]
    public void Words_between_and_below_a_quote_are_the_senders(string body, string own) => Assert.Equal(own, OwnWords.Of(body, "Re: Data").Text);

    [Theory]
    [InlineData("Le lun. 16 nov. 2026 à 09:00, Service <service@example.sn\n> a écrit :\n\n> Bonjour\n")]
    [InlineData("Am Mo., 16. Nov. 2026 um 09:00 Uhr schrieb Dienst <\ndienst@example.de>:\n\n> Hallo\n")]
    [InlineData("El lun, 16 nov 2026 a las 9:00, Ayuda\n<ayuda@example.es>\nescribió:\n\nHola\n")]
    [InlineData("2026-11-16 9:00 GMT+01:00 Care <\ncare@example.ng>:\n\n> Hello\n")]
    [InlineData("Care <care@example.ng> wrote:\n\nHello\n")]
    [InlineData("Subject: Data\nDate: 16 November 2026 09:00\nTo: Ada\nFrom: Care\n\nHello\n")]
    [InlineData("Date: Mon=2C 16 Nov 2026 09:00:00 +0100\nFrom: care@example.ng\nTo: ada@example.ng\n\nHello\n")]
    [InlineData("*From:* Care [mailto:\ncare@example.ng]\n*Sent:* Monday, 16 November 2026\n*To:* Ada\n*Subject:* Data\n\nHello\n")]
    [InlineData("Objet : Data\nDate : 16/11/2026 09:00\nDe : Service <service@example.sn>\nÀ : Ada\n\nBonjour\n")]
    [InlineData("-----------\n________________________________\nVon: Dienst <dienst@example.de>\nGesendet: Montag, 16. November 2026 09:00\nAn: Ada\nBetreff: Data\n\nHallo\n")]
    public void Every_programs_way_to_introduce_history_is_known(string history) => Assert.Equal("No data.", OwnWords.Of("No data.\n\n" + history, "Re: Data").Text);

    [Theory]
    [InlineData("FW: Data", "See below.\n\n" + Block + "It vanished.\n", "See below.\n\nIt vanished.")]
    [InlineData("Tr : Data", "See below.\n" + Block + "It vanished.\n", "See below.\n\nIt vanished.")]
    [InlineData("[EXTERNAL] WG: Data", Block + "It vanished.\n", "It vanished.")]
    [InlineData("[Fwd: Data]", "-----Original Message-----\n" + Block + "It vanished.\n", "It vanished.")]
    [InlineData("RE: FW: Data", "It is back.\n\n" + Block + "It vanished.\n", "It is back.")]
    [InlineData("Data", "It is back.\n\n" + Block + "It vanished.\n", "It is back.")]
    [InlineData("Data", Block + "It vanished.\n", "It vanished.")]
    [InlineData("FW: FW: Data", "Team, please.\n\nFrom: Head\nSent: Monday 9:00\nTo: Shop\nSubject: FW: Data\n\nAs discussed.\n\n" + Block + "It vanished.\n", "Team, please.\n\nAs discussed.\n\nIt vanished.")]
    [InlineData("FW: Data", "Please.\n\n" + Block + "Not solved.\n\nFrom: Shop\nSent: Monday 9:00\nTo: Bola\nSubject: RE: Data\n\nSolved.\n", "Please.\n\nNot solved.")]
    public void The_subject_tells_a_forward_from_history(string subject, string body, string own) => Assert.Equal(own, OwnWords.Of(body, subject).Text);

    [Theory]
    [InlineData("Forwarded message:\n\n> From: Bola\n> Subject: Data\n>\n> It vanished.\n")]
    [InlineData("> Begin forwarded message:\n>\n> From: Bola\n> Subject: Data\n> Reply-To: b@example.ng\n>\n> It vanished.\n")]
    [InlineData("> Anfang der weitergeleiteten Nachricht:\n> \n> Von: Bola\n> Betreff: Data\n> \n> It vanished.\n")]
    [InlineData("---------- Forwarded message ---------\nFrom: Bola\nSubject: Data\n\n> It vanished.\n")]
    [InlineData("---------- Forwarded message ---------\nFrom: Bola\nMessage-ID: <1@x>\nSubject: Data that I paid for vanished from the phone over\nnight\nCc: Ada <\nada@example.ng>\n\nIt vanished.\n")]
    [InlineData("-------- Message transféré --------\nSujet : Data\nDate : 16/11/2026\nDe : Bola\nPour : Shop\n\nIt vanished.\n")]
    [InlineData("-- \nThe shop\n\n---------- Forwarded message ---------\nFrom: Bola\n\nIt vanished.\n")]
    public void What_is_forwarded_speaks_without_its_fields(string forward) => Assert.Equal("Please help.\n\nIt vanished.", OwnWords.Of("Please help.\n\n" + forward, "Data").Text);

    [Fact]
    public void A_forward_inside_a_quote_is_history() =>
        Assert.Equal("Not solved.", OwnWords.Of("Not solved.\n\nOn 16 Nov 2026, Care wrote:\n> See:\n\n> Begin forwarded message:\n> From: Bola\n> Subject: Data\n>\n> It vanished.\n", "Re: Data").Text);

    [Theory]
    [InlineData("From: 08031234567\nTo: 08061234567\nDate: 16/11/2026\nAmount: 500")]
    [InlineData("Date: 16/11/2026\nTo: The Manager\nFrom: Ada Bello, Ikeja\nSubject: Complaint\n\nDear Sir,\nI have no data.")]
    [InlineData("It says <https://telco.example/pay\n> is not there.")]
    [InlineData(">>> click <<<\nshows nothing.")]
    [InlineData("I sent two texts.\n-----\nNeither came.")]
    public void What_only_looks_like_history_stays(string text) => Assert.Equal("Hello,\n" + text, OwnWords.Of("Hello,\n" + text, "Re: Data").Text);

    [Theory]
    [InlineData("Sent from Outlook for iOS<https://aka.ms/o0ukef>")]
    [InlineData("Get Outlook for Android<https://aka.ms/AAb9ysg>")]
    [InlineData("Sent from Samsung Galaxy smartphone.")]
    [InlineData("Yahoo Mail: Search, Organize, Conquer")]
    [InlineData("Envoyé à partir de Outlook pour Android")]
    [InlineData("Von meinem Samsung Gerät gesendet.")]
    [InlineData("________________________________")]
    [InlineData("----------\nSent by Text Messaging from a mobile device.\n----------")]
    public void What_programs_add_is_nobodys(string footer)
    {
        Assert.Equal("No data.", OwnWords.Of($"No data.\n\n{footer}\n", "Data").Text);
        Assert.Equal("No data.", OwnWords.Of($"No data.\n\n{footer}\n\n{Block}It vanished.\n", "Re: Data").Text);
    }

    [Fact]
    public void The_number_is_found_below_the_quote_too() =>
        Assert.Equal("0803 123 4567", OwnWords.Of("On 16 Nov 2026, Care wrote:\n> 0809 999 9999\n\nStill no data.\n\nAda\n0803 123 4567\n", "Re: Data").Phone);

    [Fact]
    public void Forwards_without_end_are_followed_only_so_far()
    {
        var text = string.Concat(Enumerable.Repeat("Forwarded message:\n> x\n", 10_000));
        Assert.Contains("Forwarded message:", OwnWords.Of(text, "Fwd: x").Text, StringComparison.Ordinal);
    }
}
