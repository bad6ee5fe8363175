using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Beejan.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Api;

/// <summary>The same words of the same person, sent twice under two keys and once more in the same bytes: one complaint, and nothing hidden of the others.</summary>
public abstract class RepeatsTests(bool postgres) : IAsyncLifetime
{
    private readonly ConsoleHost _host = ConsoleHost.On(postgres);
    private HttpClient _api = null!;
    private string _first = "";
    private string _second = "";

    public async Task InitializeAsync()
    {
        _api = _host.Api();
        _first = await SendAsync("w-1");
        _second = await SendAsync("w-2");
        await SendAsync("w-1");
        await Until.TrueAsync(async () => (await _api.GetFromJsonAsync<JsonElement>("/api/v1/pipeline/balance")).GetProperty("inFlight").GetInt64() == 0);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_complaint_says_how_often_it_was_repeated()
    {
        var complaint = await GetAsync($"/api/v1/complaints/{_first}");
        Assert.Equal((_first, 2, JsonValueKind.Null), (Text(complaint, "id"), complaint.GetProperty("repeats").GetInt32(), complaint.GetProperty("duplicateOf").ValueKind));
        var listed = await GetAsync("/api/v1/complaints?count=true");
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
        Assert.Equal(2, listed.GetProperty("items")[0].GetProperty("repeats").GetInt32());
    }

    [Fact]
    public async Task The_number_on_the_receipt_of_a_repeat_leads_to_the_complaint_that_stands_for_it()
    {
        var repeat = await GetAsync($"/api/v1/complaints/{_second}");
        Assert.Equal((_second, _first, "w-2"), (Text(repeat, "id"), Text(repeat, "duplicateOf"), Text(repeat, "sourceKey")));
        var lineage = await GetAsync($"/api/v1/complaints/{_second}/lineage");
        Assert.Equal((_first, repeat.GetProperty("rawId").GetInt64()), (Text(lineage, "duplicateOf"), lineage.GetProperty("rawId").GetInt64()));
        Assert.Equal(_first, Text(await GetAsync($"/api/v1/complaints/{_second}/history"), "id"));
    }

    [Fact]
    public async Task The_lineage_of_a_complaint_ends_at_the_bytes_in_the_lake()
    {
        var origin = (await GetAsync($"/api/v1/complaints/{_first}/lineage")).GetProperty("origin");
        var raw = _host.Services.GetRequiredService<DataDirectory>().Folder("raw");
        using var segment = new FileStream(Path.Combine(raw, Text(origin, "segment")!), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var line = new byte[origin.GetProperty("length").GetInt32()];
        segment.Position = origin.GetProperty("offset").GetInt64();
        segment.ReadExactly(line);
        var envelope = JsonElement.Parse(line);
        Assert.Equal(("w-1", Text(origin, "sha256")), (Text(envelope, "key"), Text(envelope, "sha256")));
    }

    [Theory]
    [InlineData("sourceKey=w-2")]
    [InlineData("source=web-form&sourceKey=w-2")]
    public async Task A_senders_own_key_finds_the_repeat_and_what_it_repeats(string query)
    {
        var found = Assert.Single((await GetAsync("/api/v1/complaints?" + query)).GetProperty("items").EnumerateArray());
        Assert.Equal((_second, _first), (Text(found, "id"), Text(found, "duplicateOf")));
        Assert.Empty((await GetAsync("/api/v1/complaints?source=sms&sourceKey=w-2")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_key_with_other_filters_or_a_source_without_a_key_is_refused()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.GetAsync("/api/v1/complaints?sourceKey=w-2&state=Lagos")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.GetAsync("/api/v1/complaints?source=sms")).StatusCode);
    }

    [Fact]
    public async Task A_repeat_cannot_be_changed_and_says_what_can()
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/complaints/{_second}") { Content = JsonContent.Create(new { status = "held" }) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        var answer = await _api.SendAsync(request);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.Conflict, "complaint.duplicate", _first), (answer.StatusCode, Text(problem, "code"), Text(problem, "duplicateOf")));
    }

    [Fact]
    public async Task Two_complaints_are_merged_and_separated_with_a_reason()
    {
        var third = await SendAsync("w-3", "My data bundle of last night is finished already and I did not use it");
        await Until.TrueAsync(async () => (await _api.GetAsync($"/api/v1/complaints/{third}")).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(third, "merge", new { into = _first })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(third, "merge", new { into = "BJN-1", why = "one call" })).StatusCode);

        var merged = await (await PostAsync(third, "merge", new { into = _first, why = "one call" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((_first, 3), (Text(merged, "id"), merged.GetProperty("repeats").GetInt32()));
        Assert.Equal((third, _first), (Text(await GetAsync($"/api/v1/complaints/{third}"), "id"), Text(await GetAsync($"/api/v1/complaints/{third}"), "duplicateOf")));
        Assert.Contains((await GetAsync($"/api/v1/complaints/{_first}/merged")).EnumerateArray(), m => Text(m, "id") == third && Text(m, "code") == "duplicate.merged" && Text(m, "why") == "one call");
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(third, "merge", new { into = _first, why = "again" })).StatusCode);

        Assert.Equal(third, Text(await (await PostAsync(third, "separate", new { why = "two matters" })).Content.ReadFromJsonAsync<JsonElement>(), "id"));
        Assert.Equal(JsonValueKind.Null, (await GetAsync($"/api/v1/complaints/{third}")).GetProperty("duplicateOf").ValueKind);
        Assert.Equal("complaint.not-merged", Text(await (await PostAsync(third, "separate", new { why = "two matters" })).Content.ReadFromJsonAsync<JsonElement>(), "code"));
    }

    [Fact]
    public async Task A_duplicate_that_is_none_stands_by_itself_once_a_person_says_so()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(_second, "separate", new { why = "the neighbour's line" })).StatusCode);
        await Until.TrueAsync(async () => (await _api.GetAsync($"/api/v1/complaints/{_second}")) is { IsSuccessStatusCode: true } answer
            && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("duplicateOf").ValueKind == JsonValueKind.Null);
        Assert.Equal(_second, Text(await GetAsync($"/api/v1/complaints/{_second}"), "id"));
    }

    private Task<HttpResponseMessage> PostAsync(string number, string deed, object body) => _api.PostAsJsonAsync($"/api/v1/complaints/{number}/{deed}", body);

    private async Task<string> SendAsync(string key, string text = "No network in Ikeja since this morning")
    {
        var answer = await _api.PostAsJsonAsync("/api/v1/intake/web-form", new
        {
            submissionId = key, phone = "08031234567", state = "Lagos", message = text, submittedAt = "2026-11-20T08:00:00Z",
        });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return Text((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("receipts")[0], "number")!;
    }

    private Task<JsonElement> GetAsync(string url) => _api.GetFromJsonAsync<JsonElement>(url);

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}

public sealed class RepeatsOnSqliteTests() : RepeatsTests(postgres: false);

public sealed class RepeatsOnPostgresTests() : RepeatsTests(postgres: true);
