using System.Text.Json;

namespace Beejan.Sources.Social;

/// <summary>The stream sends what the account's rules select: makes sure that ours is our query, and leaves other rules alone.</summary>
internal sealed class XRules(XApi api)
{
    private const string Path = "/2/tweets/search/stream/rules";
    private const string Tag = "beejan";

    /// <summary>False when X could not be asked just now: try again later.</summary>
    public async Task<bool> EnsureAsync(CancellationToken ct)
    {
        var known = await api.SendAsync(HttpMethod.Get, Path, null, ct);
        if (known.Response is not { } response)
        {
            return false;
        }
        List<(string Id, string Value)> ours = [];
        using (response)
        {
            using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            if (document.RootElement.TryGetProperty("data", out var rules) && rules.ValueKind == JsonValueKind.Array)
            {
                ours.AddRange(rules.EnumerateArray().Where(r => r.TryGetProperty("tag", out var tag) && tag.ValueEquals(Tag))
                    .Select(r => (r.GetProperty("id").GetString()!, r.GetProperty("value").GetString()!)));
            }
        }
        var query = api.Options.Query;
        return (ours.Exists(r => r.Value == query) || await PostAsync(new { add = new[] { new { value = query, tag = Tag } } }, ct))
            && (ours.TrueForAll(r => r.Value == query) || await PostAsync(new { delete = new { ids = ours.Where(r => r.Value != query).Select(r => r.Id) } }, ct));
    }

    private async Task<bool> PostAsync(object body, CancellationToken ct)
    {
        using var content = JsonContent.Create(body);
        var answer = await api.SendAsync(HttpMethod.Post, Path, content, ct);
        answer.Response?.Dispose();
        return answer.Response is not null;
    }
}
