using System.Globalization;
using System.Text.Json;
using Beejan.Sources.Json;

namespace Beejan.Sources.Social;

/// <summary>Recent search: reads everything since an identifier, page by page. It repeats what the stream brought and fills what it missed.</summary>
internal sealed class XSearch(XApi api, TimeProvider clock)
{
    /// <summary>The index lags behind the stream, and posts are not indexed in the order of their identifiers: so much is read again.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>Recent search reaches back seven days and refuses an older identifier.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(5);

    private readonly BackOff _backOff = new(clock);

    /// <summary>Reads all pages; returns the highest identifier that is covered now.</summary>
    /// <param name="since">The highest identifier covered before; null at the very first time.</param>
    /// <param name="take">Takes one page.</param>
    public async Task<long> RunAsync(long? since, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, PullReport report, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var oldest = Snowflake.At(now - Reach);
        var from = since is { } known ? Snowflake.Before(known, Overlap) : Snowflake.At(now.AddHours(-api.Options.FirstLookBackHours));
        var window = string.Create(CultureInfo.InvariantCulture, $"&since_id={Math.Max(from, oldest)}");
        if (since is not null && from < oldest)
        {
            report.Set(s => s with { Trouble = "the pause was longer than the seven days that X lets us search: what is older is not to be had" });
        }
        var newest = since ?? from;
        string? next = null;
        do
        {
            var page = await PageAsync(api.SearchPath(window, next), report, ct);
            var meta = Meta.Read(page);
            if (meta.Count > 0)
            {
                await take(page, ct);
            }
            newest = Math.Max(newest, meta.Newest);
            next = meta.Next;
        }
        while (next is not null);
        return newest;
    }

    private async Task<byte[]> PageAsync(string path, PullReport report, CancellationToken ct)
    {
        while (true)
        {
            report.Set(s => s with { Search = "running" });
            var answer = await api.SendAsync(HttpMethod.Get, path, null, ct);
            var trouble = answer.Trouble;
            if (answer.Response is { } response)
            {
                try
                {
                    using (response)
                    {
                        using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(api.Options.SilenceSeconds), clock);
                        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
                        var page = await response.Content.ReadAsByteArrayAsync(either.Token);
                        _backOff.Reset();
                        return page;
                    }
                }
                catch (Exception e) when (XApi.IsLost(e) && !ct.IsCancellationRequested)
                {
                    trouble = "a page of the search was cut";
                }
            }
            var wait = _backOff.Next(answer.Ending ?? Ending.Lost, answer.ResetAt);
            var at = clock.GetUtcNow() + wait;
            report.Set(s => s with { Search = "waiting", RetryAt = at, Trouble = trouble });
            await Task.Delay(wait, clock, ct);
        }
    }

    /// <summary>What a page says about itself.</summary>
    private readonly record struct Meta(long Count, long Newest, string? Next)
    {
        public static Meta Read(ReadOnlySpan<byte> page)
        {
            var meta = new Meta(0, 0, null);
            var reader = new Utf8JsonReader(page, JsonFields.Options);
            try
            {
                while (reader.Read())
                {
                    if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.IsNamed("meta"u8))
                    {
                        reader.Read();
                        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                        {
                            meta = meta.With(ref reader);
                        }
                    }
                    else if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                    {
                        reader.Read();
                        reader.Skip();
                    }
                }
            }
            catch (JsonException)
            {
                // Taken as it is, so that it shows among the dead letters.
                return new Meta(1, 0, null);
            }
            return meta;
        }

        private Meta With(ref Utf8JsonReader reader)
        {
            var isCount = reader.IsNamed("result_count"u8);
            var isNewest = reader.IsNamed("newest_id"u8);
            var isNext = reader.IsNamed("next_token"u8);
            reader.Read();
            var repaired = false;
            var text = reader.TokenType == JsonTokenType.String ? JsonStrings.Text(in reader, ref repaired) : null;
            var meta = isCount && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) ? this with { Count = count }
                : isNewest && Snowflake.TryParse(text, out var newest) ? this with { Newest = newest }
                : isNext ? this with { Next = text }
                : this;
            reader.Skip();
            return meta;
        }
    }
}
