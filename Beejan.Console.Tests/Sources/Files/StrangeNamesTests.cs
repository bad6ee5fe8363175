using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources.Files;

/// <summary>Tables whose columns are called like nobody's: what stands in them and parts of their names tell. The words are ours.</summary>
public sealed class StrangeNamesTests
{
    private const string Calls = """
        Conversation,ANI,Queue,Start Date,Start Time,Duration,End Time,Wrap-up Notes
        c-1,Lagos desk,Billing,03/02/2024,14:05:10,00:06:21,14:11:31,he loaded a card but his balance is still zero
        c-2,Kano desk,Network,13/02/2024,2.45 pm,00:02:01,14:47:00,very slow data in the whole of Wuse since morning

        """;

    [Fact]
    public async Task A_time_of_day_called_a_time_finds_its_day_beside_it()
    {
        foreach (var source in (ISource[])[Feed.Files(), Feed.CallCenter()])
        {
            var times = (await source.ReadAsync(Calls)).Select(p => Assert.IsType<Parsed.Ok>(p).Draft.Given.Time);
            Assert.Equal(["03/02/2024 14:05:10", "13/02/2024 2.45 pm"], times);
        }
    }

    [Theory]
    [InlineData("Opened,Hour,Complaint\n13/02/2024,14:05,no network here\n14/02/2024,15:05,no network there\n", "13/02/2024 14:05")]
    [InlineData("Opened,Hour,Complaint\n2024-02-13 00:00:00,14h05,no network here\n2024-02-14 00:00:00,15h05,no network there\n", "2024-02-13 14h05")]
    [InlineData("Opened,Talk time,Complaint\n13/02/2024,00:04:05,no network here\n14/02/2024,00:05:00,no network there\n", "13/02/2024")]
    [InlineData("Opened,Price,Complaint\n13/02/2024,12.50,no network here\n14/02/2024,10.20,no network there\n", "13/02/2024")]
    [InlineData("Opened,Hour,Complaint\n13/02/2024 10:11,14:05,no network here\n14/02/2024 10:12,15:05,no network there\n", "13/02/2024 10:11")]
    public async Task A_day_without_a_time_of_day_takes_the_clock_of_its_row(string table, string time) =>
        Assert.Equal(time, Assert.IsType<Parsed.Ok>((await Feed.Files().ReadAsync(table))[0]).Draft.Given.Time);

    [Fact]
    public async Task Questions_of_a_form_mean_what_they_ask_for()
    {
        var given = (await Feed.Files().OneAsync("""
            Tell us what went wrong,In which state do you live?,What is your local government area?,Enter the affected line number,Where may we mail you (e-mail)?,What is your full name?,Phone model
            calls drop whenever I am inside the house,Rivers,Obio-Akpor,+234 803 123 4567,ada@example.org,Ada Obi,Tecno 7

            """)).Given;
        Assert.Equal(("Rivers", "Obio-Akpor", "+234 803 123 4567", "ada@example.org", "Ada Obi"), (given.State, given.Lga, given.Phone, given.Email, given.Name));
    }

    [Fact]
    public async Task A_name_is_not_believed_when_the_cells_say_otherwise()
    {
        var given = (await Feed.Files().OneAsync("Complaint,Current state of the modem,Your phone,Agent e-mail\nno network at all in our house,2 lights are red,Nokia 3310,desk@example.org\n")).Given;
        Assert.Equal((null, null, null), (given.State, given.Phone, given.Email));
    }

    [Fact]
    public async Task Rows_of_names_under_a_surveys_header_are_kept_and_are_no_complaints()
    {
        const string Monkey = "Respondent ID,Start Date,What went wrong?,,Your phone number\n,,Response,Other (please specify),Open-Ended Response\n118,02/14/2024 09:11:01 AM,calls drop whenever I am inside,,0803 123 4567\n";
        const string Qualtrics = "StartDate,ResponseId,Q1,Q2\nStart Date,Response ID,What went wrong?,Which state do you live in?\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n2024-02-14 09:11:01,R_1,calls drop whenever I am inside,Rivers\n";
        foreach (var (table, codes, key) in new[] { (Monkey, "delivery.names ok", "118"), (Qualtrics, "delivery.names delivery.names ok", "R_1") })
        {
            var source = Feed.Files();
            var records = await source.SplitAsync(table);
            Assert.Equal(codes, string.Join(' ', records.Select(r => source.Parse(r).Code())));
            Assert.Equal(key, records[^1].Key);
            var draft = Assert.IsType<Parsed.Ok>(source.Parse(records[^1])).Draft;
            Assert.Equal(("calls drop whenever I am inside", "web"), (draft.Given.Text, draft.Channel));
            Assert.Equal(key == "R_1" ? "Rivers" : null, draft.Given.State);
        }
    }

    [Fact]
    public async Task The_houses_own_answers_in_an_export_of_conversations_are_no_complaints()
    {
        var read = await Feed.Files().ReadAsync("tweet_id,author_id,inbound,created_at,text\n1,care,False,Tue Oct 31 22:10:47 +0000 2017,please send us a message\n2,115712,True,Tue Oct 31 22:11:45 +0000 2017,and how do you propose we do that\n");
        Assert.Equal(["message.outgoing", "ok"], read.Select(p => p.Code()));
        var draft = Assert.IsType<Parsed.Ok>(read[1]).Draft;
        Assert.Equal(("social", "115712"), (draft.Channel, draft.Given.Handle));
    }

    [Fact]
    public async Task A_call_log_whose_names_say_nothing_is_told_by_its_cells()
    {
        var given = (await Feed.CallCenter().OneAsync("A,B,C\n13/02/2024 14:05,08031234567,the whole of Ikeja is without network since morning\n")).Given;
        Assert.Equal(("13/02/2024 14:05", "08031234567", "the whole of Ikeja is without network since morning"), (given.Time, given.Phone, given.Text));
    }
}
