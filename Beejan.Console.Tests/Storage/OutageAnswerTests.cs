using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Beejan.Tests.Storage;

/// <summary>What people and programs that change something meet while nothing can be written.</summary>
public sealed class OutageAnswerTests
{
    [Fact]
    public async Task A_change_is_answered_503_a_sign_in_says_why_and_both_go_through_afterwards()
    {
        var data = Directory.CreateTempSubdirectory("beejan-outage-");
        await using var host = new ConsoleHost { Settings = { ["Beejan:Storage:DataDirectory"] = data.FullName, ["Beejan:Storage:BusyTimeoutSeconds"] = "1" } };
        using var api = host.Api();
        var posted = await api.PostAsJsonAsync("/api/v1/intake/web-form", new { submissionId = "o-1", phone = "08031234567", state = "Lagos", text = "No network in Ikeja" });
        var number = (await posted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("receipts")[0].GetProperty("number").GetString()!;
        await Until.TrueAsync(async () => (await api.GetAsync($"/api/v1/complaints/{number}")).IsSuccessStatusCode);
        using var browser = host.Browser();

        await using (var other = new SqliteConnection($"Data Source={Path.Combine(data.FullName, "beejan.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction(deferred: false);
            var refused = await CorrectAsync(api, number);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("10", refused.Headers.GetValues("Retry-After").Single());
            Assert.Equal("storage.unavailable", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
            Assert.True((await api.GetAsync("/api/v1/complaints")).IsSuccessStatusCode);
            var door = await browser.SignInAsync(ConsoleHost.Admin, ConsoleHost.Password);
            Assert.Contains("Nothing can be written just now", await door.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await CorrectAsync(api, number)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(ConsoleHost.Admin, ConsoleHost.Password)).StatusCode);
    }

    private static Task<HttpResponseMessage> CorrectAsync(HttpClient api, string number)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/complaints/{number}") { Content = JsonContent.Create(new { subcategory = "MNP" }) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return api.SendAsync(request);
    }
}
