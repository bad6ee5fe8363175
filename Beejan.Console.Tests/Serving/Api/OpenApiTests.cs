using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Beejan.Tests.Serving.Api;

public sealed class OpenApiTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task The_description_has_the_intake_route_with_its_body_and_its_answers()
    {
        using var api = host.Api();
        var intake = (await api.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths").GetProperty("/api/v1/intake/{source}").GetProperty("post");

        Assert.Equal(["202", "400", "401", "403", "404", "409", "413", "415", "422", "503"], intake.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order());
        Assert.Equal(["source", "Idempotency-Key"], intake.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.True(intake.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/x-ndjson", out _));
    }

    [Fact]
    public async Task What_the_intake_route_really_answers_has_the_members_of_its_description()
    {
        using var api = host.Api();
        var document = await api.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var described = document.GetProperty("components").GetProperty("schemas");
        var content = new StringContent("{\"submissionId\":\"o-1\",\"message\":\"no network in Ikeja\",\"phone\":\"08031234567\"}\n{\"submissionId\":\"o-2\"}\n");
        var answer = await (await api.PostAsync("/api/v1/intake/web-form", content)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(Members("IntakeAnswer"), Names(answer));
        Assert.Subset(Members("RecordReceipt").ToHashSet(), Names(answer.GetProperty("receipts")[0]).ToHashSet());
        Assert.Subset(Members("RejectedRecord").ToHashSet(), Names(answer.GetProperty("rejected")[0]).ToHashSet());

        IEnumerable<string> Members(string type) => Names(described.GetProperty(type).GetProperty("properties"));
        static IEnumerable<string> Names(JsonElement of) => of.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Strangers_are_not_told()
    {
        using var stranger = host.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/openapi/v1.json")).StatusCode);
    }
}
