using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Customers.Linking;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Customers;

/// <summary>Persons and pairs over HTTP, through the real program.</summary>
public sealed class CustomersApiTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pair_is_listed_linked_shown_masked_and_split(bool postgres)
    {
        await using var host = ConsoleHost.On(postgres);
        using var api = host.Api();
        foreach (var (key, phone, message) in new[] { ("1", "08031234567", "no network in Ikeja since morning"), ("2", "08051234567", "your agent was rude and ended the call") })
        {
            using var landed = await api.PostAsJsonAsync("/api/v1/intake/web-form", new { submissionId = key, phone, email = "ada@example.org", name = "Ada Obi", message });
            landed.EnsureSuccessStatusCode();
        }
        var database = host.Services.GetRequiredService<IDatabase>();
        await Until.TrueAsync(async () => await database.ReadAsync((db, ct) => db.Set<CustomerRow>().CountAsync(ct), default) == 2);
        await host.Services.GetRequiredService<LinkingWork>().RunAsync(RunId.New(), default);

        var pair = (await api.GetFromJsonAsync<JsonElement>("/api/v1/customers/conflicts")).GetProperty("items")[0];
        var (one, two) = (pair.GetProperty("one").GetString(), pair.GetProperty("two").GetString());
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(api, "/api/v1/customers/pairs", new { one, two, decision = "link", why = "the same voice" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync(api, "/api/v1/customers/pairs", new { one, two, decision = "later" }));
        var text = await api.GetStringAsync($"/api/v1/customers/{two}");
        using var person = JsonDocument.Parse(text);
        Assert.Equal((2, 2), (person.RootElement.GetProperty("identities").GetArrayLength(), person.RootElement.GetProperty("open").GetInt32()));
        Assert.DoesNotContain("1234567", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Obi", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", text, StringComparison.Ordinal);
        Assert.Equal(2, (await api.GetFromJsonAsync<JsonElement>($"/api/v1/complaints?customer={one}&count=true")).GetProperty("total").GetInt32());

        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(api, $"/api/v1/customers/{one}/split", new { customers = new[] { two }, why = "his brother" }));
        Assert.Equal(1, (await api.GetFromJsonAsync<JsonElement>($"/api/v1/complaints?customer={one}&count=true")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_wrong_call_is_told_which_member_is_at_fault_and_strangers_get_nothing()
    {
        await using var host = new ConsoleHost();
        using var api = host.Api();
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(api, "/api/v1/customers/pairs", new { one = "x", two = "2", decision = "link" }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(api, "/api/v1/customers/pairs", new { one = "1", two = "2", decision = "marry" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync(api, "/api/v1/customers/pairs", new { one = "1", two = "2", decision = "apart" }));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(api, "/api/v1/customers/7/split", new { customers = new[] { "7" } }));
        using var nobody = await api.GetAsync("/api/v1/customers/7");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        using var stranger = host.Browser();
        using var turnedAway = await stranger.GetAsync("/api/v1/customers/conflicts");
        Assert.Equal(HttpStatusCode.Unauthorized, turnedAway.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync(path, body);
        return answer.StatusCode;
    }
}
