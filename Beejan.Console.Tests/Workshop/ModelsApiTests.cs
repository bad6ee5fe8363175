using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Beejan.Workshop.Teaching;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Workshop;

/// <summary>Teaching over HTTP, through the real program with a part of the corpus.</summary>
public sealed class ModelsApiTests : IDisposable
{
    private readonly ConsoleHost _host = new()
    {
        With = services => services.AddSingleton(new TeachingCorpus(f => f.StartsWith("en-1.", StringComparison.Ordinal) || f.StartsWith("ha-1.", StringComparison.Ordinal))),
    };
    private readonly HttpClient _api;

    public ModelsApiTests() => _api = _host.Api();

    [Fact]
    public async Task A_version_of_the_language_s_model_is_asked_for_looked_at_shadowed_promoted_and_rolled_back()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _api.PostAsync("/api/v1/rules/models/weather/versions", null)).StatusCode);
        using var asked = await _api.PostAsync("/api/v1/rules/models/language/versions", null);
        Assert.Equal((HttpStatusCode.Accepted, "/api/v1/rules/models/language/versions/1"), (asked.StatusCode, asked.Headers.Location!.ToString()));
        await Until.TrueAsync(async () => await StateAsync() == "draft");
        var made = await _api.GetFromJsonAsync<JsonElement>("/api/v1/rules/models/language/versions/1");
        Assert.Equal(GoldenSet.Read("language").Lines.Count, made.GetProperty("report").GetProperty("golden").GetProperty("rows").GetInt32());
        Assert.Equal("language", made.GetProperty("version").GetProperty("task").GetString());

        Assert.Equal(HttpStatusCode.NotFound, (await _api.PostAsync("/api/v1/rules/models/language/versions/2/promote", null)).StatusCode);
        (await _api.PostAsJsonAsync("/api/v1/rules/models/language/versions/1/shadow", new { on = true })).EnsureSuccessStatusCode();
        Assert.Equal("shadow", await StateAsync());
        (await _api.PostAsync("/api/v1/rules/models/language/versions/1/promote", null)).EnsureSuccessStatusCode();
        Assert.Equal("live", await StateAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await _api.PostAsync("/api/v1/rules/models/language/versions/1/promote", null)).StatusCode);
        (await _api.PostAsync("/api/v1/rules/models/language/roll-back", null)).EnsureSuccessStatusCode();
        Assert.Equal("retired", await StateAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await _api.PostAsync("/api/v1/rules/models/language/roll-back", null)).StatusCode);
        var listed = await _api.GetFromJsonAsync<JsonElement>("/api/v1/rules/versions?kind=language-model");
        Assert.Equal("retired", Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("state").GetString());
    }

    public void Dispose()
    {
        _api.Dispose();
        _host.Dispose();
    }

    private async Task<string?> StateAsync() =>
        (await _api.GetFromJsonAsync<JsonElement>("/api/v1/rules/models/language/versions/1")).GetProperty("version").GetProperty("state").GetString();
}
