using System.Text.Json;

namespace Beejan.Sandbox.X;

/// <summary>A post as the platform keeps it.</summary>
/// <param name="Id">Tells its time too (snowflake).</param>
/// <param name="Data">The JSON object <c>data</c>.</param>
/// <param name="Users">The JSON objects of <c>includes.users</c>, separated by commas.</param>
internal sealed record Post(long Id, string Data, string Users);

/// <summary>The posts of a simulated platform, by time; the oldest go when there are too many. Safe on several threads.</summary>
internal sealed class Posts
{
    private const int Most = 10_000;

    private readonly SortedList<long, Post> _posts = [];

    /// <summary>Oldest first.</summary>
    public List<long> Ids
    {
        get
        {
            lock (_posts)
            {
                return [.. _posts.Keys];
            }
        }
    }

    /// <summary>Keeps a post of the sandbox's wire; false when the line is no whole post: a platform would not send it either.</summary>
    public bool Add(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var data = document.RootElement.GetProperty("data");
            if (!data.TryGetProperty("text", out var text) || text.GetString() is not { Length: > 0 })
            {
                return false;
            }
            var users = document.RootElement.GetProperty("includes").GetProperty("users").GetRawText();
            var post = new Post(long.Parse(data.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture), data.GetRawText(), users[1..^1]);
            lock (_posts)
            {
                if (_posts.Count >= Most)
                {
                    _posts.RemoveAt(0);
                }
                _posts.TryAdd(post.Id, post);
            }
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Those behind one identifier up to another, oldest first.</summary>
    public List<Post> Between(long after, long upTo)
    {
        lock (_posts)
        {
            return [.. _posts.Values.SkipWhile(p => p.Id <= after).TakeWhile(p => p.Id <= upTo)];
        }
    }
}
