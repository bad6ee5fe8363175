using System.Text;
using System.Text.Json;
using Beejan.Sources.Json;

namespace Beejan.Sources.Social;

/// <summary>
/// A search response or another document with a list of posts: each post becomes a record of its exact bytes, and what stands around
/// the list (expansions, counts) becomes the context they share.
/// </summary>
internal static class Page
{
    /// <summary>What a document is: one post with this key, or a page.</summary>
    /// <param name="Key">The post's id; null when it has none.</param>
    /// <param name="Posts">Where the posts of a page stand; empty when the document is one record.</param>
    /// <param name="Context">Of a page: the document without its posts.</param>
    public readonly record struct Content(string? Key, IReadOnlyList<Post> Posts, string? Context);

    /// <summary>One post of a page: its place in the document and its id.</summary>
    public readonly record struct Post(int Start, int Length, string? Key);

    private static readonly Content Unknown = new(null, [], null);

    /// <summary>Reads no further than it must: a stream line's id stands near its start.</summary>
    public static Content Look(ReadOnlySpan<byte> document)
    {
        if (Deletion.IdOf(document) is { } deleted)
        {
            // A version of the post it is about: the last one.
            return Unknown with { Key = deleted };
        }
        var reader = new Utf8JsonReader(document, JsonFields.Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return Unknown;
            }
            string? key = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isData = reader.IsNamed("data"u8);
                var isList = isData || reader.IsNamed("statuses"u8) || reader.IsNamed("results"u8);
                var isText = reader.IsNamed("id_str"u8);
                var isId = isText || reader.IsNamed("id"u8);
                if (reader.IsNamed("action"u8))
                {
                    // Another compliance event names the post or user it is about: its key must not be that post's.
                    return Unknown;
                }
                reader.Read();
                if (isList && reader.TokenType == JsonTokenType.StartArray)
                {
                    return Posts(document, ref reader);
                }
                if (isData && reader.TokenType == JsonTokenType.StartObject)
                {
                    return Unknown with { Key = Id(ref reader) };
                }
                key = isText || (isId && key is null) ? Scalar(ref reader) : key;
                reader.Skip();
            }
            return Unknown with { Key = key };
        }
        catch (JsonException)
        {
        }
        return Unknown;
    }

    private static Content Posts(ReadOnlySpan<byte> document, ref Utf8JsonReader reader)
    {
        var open = (int)reader.BytesConsumed;
        var posts = new List<Post>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return Unknown;
            }
            var key = Id(ref reader);
            if (key is null)
            {
                // Counts and other lists of things that are no posts stay one document.
                return Unknown;
            }
            posts.Add(new Post(start, (int)reader.BytesConsumed - start, key));
        }
        var close = (int)reader.TokenStartIndex;
        while (reader.Read())
        {
        }
        if (posts.Count == 0)
        {
            return Unknown;
        }
        return new Content(null, posts, Encoding.UTF8.GetString(document[..open]) + Encoding.UTF8.GetString(document[close..]));
    }

    /// <summary>The id of the object under the reader; of an edited post that of its first version, so that all its versions are one item.</summary>
    private static string? Id(ref Utf8JsonReader reader)
    {
        string? id = null, first = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isText = reader.IsNamed("id_str"u8);
            var isId = isText || reader.IsNamed("id"u8);
            var isHistory = reader.IsNamed("edit_history_tweet_ids"u8);
            reader.Read();
            if (isId && (isText || id is null))
            {
                id = Scalar(ref reader);
            }
            else if (isHistory && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    first ??= Scalar(ref reader);
                }
            }
            reader.Skip();
        }
        return id is null ? null : first ?? id;
    }

    private static string? Scalar(ref Utf8JsonReader reader)
    {
        var repaired = false;
        return JsonFields.Scalar(ref reader, ref repaired);
    }
}
