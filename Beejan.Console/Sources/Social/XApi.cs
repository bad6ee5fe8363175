using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Beejan.Sources.Social;

/// <summary>Requests to X API v2 with our token; sorts the answers into what may pass and what will not.</summary>
internal sealed class XApi(IHttpClientFactory clients, IOptions<SocialOptions> options, TimeProvider clock)
{
    public const string Client = "x-api";

    private const string Fields =
        "tweet.fields=created_at,author_id,lang,public_metrics,referenced_tweets,geo,edit_history_tweet_ids,note_tweet&expansions=author_id,geo.place_id,referenced_tweets.id"
        + "&user.fields=name,username,location,public_metrics&place.fields=full_name";

    public SocialOptions Options => options.Value;

    /// <summary>Sends and returns as soon as the headers are there. A server that says nothing for the time of a silence counts as lost.</summary>
    /// <exception cref="PullRefusedException">401, 403 and the other answers that waiting does not mend.</exception>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(Options.SilenceSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        HttpResponseMessage response;
        try
        {
            using var request = new HttpRequestMessage(method, Options.BaseUrl.TrimEnd('/') + path) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Options.BearerToken);
            response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (Exception e) when (IsLost(e) && !ct.IsCancellationRequested)
        {
            return new Answer(null, Ending.Lost, null, silence.IsCancellationRequested ? "X did not answer" : "X could not be reached");
        }
        if (response.IsSuccessStatusCode)
        {
            return new Answer(response, null, null, null);
        }
        using (response)
        {
            var status = (int)response.StatusCode;
            return response.StatusCode == HttpStatusCode.TooManyRequests ? new Answer(null, Ending.Limited, ResetAt(response), "X limits how often we may ask (429)")
                : status >= 500 || response.StatusCode == HttpStatusCode.RequestTimeout ? new Answer(null, Ending.Error, null, string.Create(CultureInfo.InvariantCulture, $"X has trouble of its own ({status})"))
                : throw new PullRefusedException(response.StatusCode switch
                {
                    HttpStatusCode.Unauthorized => $"X does not accept the bearer token (401): set {SocialOptions.Section}:{nameof(SocialOptions.BearerToken)} anew",
                    HttpStatusCode.Forbidden => "X says our access does not cover this (403): check the project's access level",
                    _ => string.Create(CultureInfo.InvariantCulture, $"X refuses the request ({status}): check {SocialOptions.Section}:{nameof(SocialOptions.Query)}"),
                });
        }
    }

    public string StreamPath => $"/2/tweets/search/stream?{Fields}"
        + (Options.BackfillMinutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"&backfill_minutes={Options.BackfillMinutes}") : "");

    public string SearchPath(string window, string? next) =>
        $"/2/tweets/search/recent?query={Uri.EscapeDataString(Options.Query)}&max_results=100&{Fields}{window}" + (next is null ? "" : $"&next_token={Uri.EscapeDataString(next)}");

    /// <summary>What a broken connection throws; a cancellation of ours is told apart by its token.</summary>
    public static bool IsLost(Exception e) => e is HttpRequestException or IOException or OperationCanceledException;

    private static DateTimeOffset? ResetAt(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-rate-limit-reset", out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>A response that succeeded, or how it did not.</summary>
    internal sealed record Answer(HttpResponseMessage? Response, Ending? Ending, DateTimeOffset? ResetAt, string? Trouble);
}
