using System.Text;
using Beejan.Contracts;
using Beejan.Intake.Files;
using Beejan.Sources.Fields;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>
/// What is said of a bad file, beside it in the inbox, in the API's answer, on the page Sources and in the log, never repeats the customer, even
/// when data stand where names belong.
/// </summary>
public sealed class SpokenNamesTests
{
    private static readonly string[] Personal = ["08031112233", "ngozi@example.ng", "Ngozi Planted", "Allen Avenue", "22345678901"];

    /// <summary>Source, file, content: broken, headerless, with data for names.</summary>
    public static TheoryData<string, string, string> Files => new()
    {
        { "call-center", "headerless.csv", "C1,2026-11-01,08031112233,Ngozi Planted,ngozi@example.ng\nC2,2026-11-01,08031112233,Ngozi Planted,ngozi@example.ng\n" },
        { "call-center", "columns.csv", "id,phone,complaint\n1,08031112233,Ngozi Planted,of 14 Allen Avenue,ngozi@example.ng\n" },
        { "call-center", "half.csv", "08031112233,complaint\n08031112233,\n" },
        { "call-center", "open.csv", "id,complaint\n1,\"Ngozi Planted 08031112233\n2,ngozi@example.ng\n" },
        { "call-center", "broken.xml", "<log><call><notes>Ngozi Planted 08031112233</call><call>" },
        { "call-center", "named.xml", "<log><call><_08031112233>ngozi@example.ng</_08031112233></call><_08031112233>Ngozi Planted</_08031112233></log>" },
        { "files", "headerless.csv", "Ngozi Planted;08031112233;there is no network at all in Allen Avenue since Monday\nNgozi Planted;08031112233;\nNgozi Planted;08031112233;no light and no network here since Monday too\n" },
        { "files", "none.csv", "08031112233;ngozi@example.ng\n22345678901;ngozi@example.ng\n" },
        { "sms", "bad.txt", "2026-11-01 10:00|08031112233|\n|08031112233|ngozi@example.ng Ngozi Planted|x|y|z\n" },
        { "sms", "bad.json", """{"08031112233":"Ngozi Planted","ngozi@example.ng":{"Allen Avenue":"22345678901"}}""" },
        { "social", "bad.ndjson", """{"data":{"id":"1","08031112233":"Ngozi Planted"}}""" + "\n{\"text\":\"Ngozi Planted 08031112233\n" },
        { "web-form", "bad.txt", "08031112233=Ngozi+Planted&ngozi%40example.ng=x\n" },
        { "web-form", "bad.json", """{"08031112233":{"name":"Ngozi Planted"},"text":""}""" },
        { "email", "bad.eml", "Ngozi Planted 08031112233\nngozi@example.ng\n" },
        { "email", "empty.eml", "From: Ngozi Planted <ngozi@example.ng>\nSubject: 08031112233\n\n\n-- \nNgozi Planted\n" },
    };

    [Theory, MemberData(nameof(Files))]
    public async Task Nothing_said_of_a_file_repeats_the_customer(string source, string name, string content)
    {
        var log = new LogListener();
        await using var house = await IntakeHouse.ServeAsync(services => services.AddLogging(logging => logging.AddProvider(log)));
        var path = Path.Combine(house.Data, "inbox", source, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content);
        for (var look = 0; look < 2; look++)
        {
            house.Clock.Ahead += TimeSpan.FromSeconds(10);
            await house.App.Services.GetServices<IWork>().OfType<CollectInbox>().Single().RunAsync(RunId.New(), CancellationToken.None);
        }
        var report = Directory.EnumerateFiles(Path.Combine(house.Data, "inbox"), "*.report.json", SearchOption.AllDirectories).Single();
        var said = new Dictionary<string, string> { ["report"] = await File.ReadAllTextAsync(report) };

        using var client = house.Client();
        using var answer = await client.PostAsync($"/api/v1/intake/{source}", new StringContent(content.Replace("C1", "C9", StringComparison.Ordinal), Encoding.UTF8, "text/plain"));
        said["answer"] = await answer.Content.ReadAsStringAsync();
        said["fields"] = string.Join(' ', house.Get<Beejan.Intake.Watch.SourceSchemas>().Accepted(source).Select(f => f.Key));
        said["log"] = string.Join('\n', log.Lines.Where(l => l.Level >= LogLevel.Information).Select(l => $"{l.Text} {l.Error}"));

        Assert.Contains("\"firstReasons\"", said["report"], StringComparison.Ordinal);
        Assert.Empty(said.SelectMany(s => Personal.Where(p => s.Value.Contains(p, StringComparison.OrdinalIgnoreCase)).Select(p => $"{s.Key}: {p}: {s.Value}")));
    }

    [Theory]
    [InlineData("Ticket No,Call Date,Wetin happen", "Ticket No,Call Date,Wetin happen")]
    [InlineData("Ticket No,08031112233,Ngozi Planted", "Ticket No,(column 2),(column 3)")]
    [InlineData("call_start,ngozi@example.ng,x", "call_start,(column 2),(column 3)")]
    public void A_header_that_holds_data_shows_only_the_names_that_are_known(string header, string shown) =>
        Assert.Equal(shown, string.Join(',', HeaderWords.Of(header.Split(','))));
}
