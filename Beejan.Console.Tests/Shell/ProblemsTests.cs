using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Beejan.Tests.Shell;

/// <summary>What the framework itself refuses is told to programs like everything else: a problem with a stable code and a cure.</summary>
public sealed class ProblemsTests : IDisposable
{
    private readonly ConsoleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("GET", "/api/v1/nothing-here", null, "", 404, "route.unknown", "/openapi/v1.json")]
    [InlineData("DELETE", "/api/v1/metrics/summary", null, "", 405, "method.unknown", "GET")]
    [InlineData("PATCH", "/api/v1/complaints/1", "text/plain", "{}", 415, "media.unsupported", "application/json")]
    [InlineData("PATCH", "/api/v1/complaints/1", "application/json", "{\n\"status\": held}", 400, "json.malformed", "stopped in line 2, at byte ")]
    public async Task A_request_that_no_route_takes_is_told_why(string method, string path, string? type, string body, int status, string code, string words)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (type is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
            request.Headers.Add("If-Match", "*");
        }
        using var answer = await _host.Api().SendAsync(request);
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((status, code), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
