using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Beejan.Tests.Journeys;

/// <summary>A client that sends forms one after the other and writes down, in a ledger of its own, which the console acknowledged.</summary>
internal static class Poster
{
    /// <summary>Until it is stopped, the console is gone, or it has sent that many.</summary>
    public static async Task PostAsync(int port, string client, ConcurrentDictionary<string, bool> acknowledged, CancellationToken ct, int most = int.MaxValue)
    {
        // However slow the machine is: a client that gives up would leave the console without work.
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ConsoleProcess.ApiKey);
        for (var i = 0; i < most && !ct.IsCancellationRequested; i++)
        {
            var key = $"{client}-{i}";
            try
            {
                using var answer = await http.PostAsJsonAsync("/api/v1/intake/web-form",
                    new { submissionId = key, phone = "0803" + (1000000 + (key.GetHashCode(StringComparison.Ordinal) & 0xFFFFF)), message = $"No network in Surulere, ref {key}" }, ct);
                if (answer.StatusCode == HttpStatusCode.Accepted)
                {
                    acknowledged[key] = true;
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return;
            }
        }
    }
}
