using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated.Persons;
using Beejan.Customers;
using Beejan.Intake.Files;
using Beejan.Storage;
using Beejan.Tests.Intake;
using Beejan.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Customers;

/// <summary>Profiles come in by command line, API and inbox, each through the real parts.</summary>
public sealed class ProfileWaysInTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("beejan-profiles-").FullName;

    [Fact]
    public async Task The_command_line_answers_in_rows_and_tells_bad_rows_by_its_exit_code()
    {
        var good = Path.Combine(_data, "good.csv");
        await File.WriteAllTextAsync(good, "phone;plan\n08031234567;Talk\n", new UTF8Encoding(true));
        var odd = Path.Combine(_data, "odd.csv");
        await File.WriteAllTextAsync(odd, "phone;plan\n08051234567;Talk\nnobody;Talk\n");

        var answer = await ConsoleProcess.AnswerAsync(_data, "profiles", good);
        Assert.Equal((1, 1, 0), (answer.GetProperty("rows").GetInt32(), answer.GetProperty("added").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Assert.Equal(1, (await ConsoleProcess.RunAsync(_data, "profiles", odd)).ExitCode);
        var (code, _, errors) = await ConsoleProcess.RunAsync(_data, "profiles", Path.Combine(_data, "none.csv"));
        Assert.Equal(2, code);
        Assert.Contains("there is no file", errors, StringComparison.Ordinal);
        Assert.True((await ConsoleProcess.AnswerAsync(_data, "verify")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task The_api_takes_a_file_and_lists_what_became_of_it_and_strangers_neither()
    {
        await using var host = new ConsoleHost();
        using var api = host.Api();
        using var file = new StringContent("msisdn,email\n08031234567,not-an-address\n", Encoding.UTF8, "text/csv");
        using var answer = await api.PostAsync("/api/v1/profiles/imports?name=june.csv", file);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var listed = (await api.GetFromJsonAsync<JsonElement>("/api/v1/profiles/imports")).GetProperty("items")[0];
        Assert.Equal(("june.csv", 1, 1), (listed.GetProperty("file").GetString(), listed.GetProperty("added").GetInt32(), listed.GetProperty("warnings").GetInt32()));
        Assert.Equal("profile.email-unreadable", listed.GetProperty("faults")[0].GetProperty("code").GetString());

        using var nothing = new StringContent("a,b\n1,2\n", Encoding.UTF8, "text/csv");
        using var refused = await api.PostAsync("/api/v1/profiles/imports", nothing);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var stranger = host.Browser();
        using var turnedAway = await stranger.GetAsync("/api/v1/profiles/imports");
        Assert.Equal(HttpStatusCode.Unauthorized, turnedAway.StatusCode);
    }

    [Fact]
    public async Task The_inbox_hands_files_of_its_folder_over_and_reports_on_them()
    {
        await using var house = await WholeHouse.OpenAsync(services => services.AddCustomersParts());
        var drop = Directory.CreateDirectory(Path.Combine(house.Data, "inbox", "profiles")).FullName;
        await File.WriteAllTextAsync(Path.Combine(drop, "books.csv"), "phone,plan\n08031234567,Talk\nnobody,Talk\n");
        await File.WriteAllTextAsync(Path.Combine(drop, "empty.csv"), "a,b\n1,2\n");
        var inbox = house.App.Services.GetServices<IWork>().OfType<CollectInbox>().Single();
        for (var look = 0; look < 2; look++)
        {
            house.Clock.Ahead += TimeSpan.FromSeconds(10);
            await inbox.RunAsync(RunId.New(), default);
        }
        var reports = new DirectoryInfo(Path.Combine(house.Data, "inbox")).EnumerateFiles("*.report.json", SearchOption.AllDirectories).OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => JsonSerializer.Deserialize<FileReport>(File.ReadAllText(f.FullName), JsonSerializerOptions.Web)!).ToList();
        Assert.Equal([("done", 2L, 1L, 1L), ("failed", 0L, 0L, 0L)], reports.Select(r => (r.Fate, r.Received, r.Landed, r.Unreadable)));
        Assert.Equal("books.csv line 3, phone", reports[0].FirstReasons[0].Record);
        Assert.Contains("No column names the customer", reports[1].Error, StringComparison.Ordinal);
        Assert.Equal(1, await house.Get<IDatabase>().ReadAsync((db, ct) => db.Set<ProfileRow>().CountAsync(ct), default));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
