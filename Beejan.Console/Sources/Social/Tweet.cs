using System.Text.Json;
using Beejan.Sources.Json;

namespace Beejan.Sources.Social;

/// <summary>What we read of a post, a user or a place: API v2 and v1.1 name their members differently but never the same thing twice.</summary>
internal sealed class Tweet
{
    public string? Id { get; private set; }
    public string? Text { get; private set; }

    /// <summary>The whole text when <see cref="Text"/> is a shortened one.</summary>
    public string? FullText { get; private set; }
    public string? CreatedAt { get; private set; }
    public string? AuthorId { get; private set; }

    /// <summary>v1.1 carries the author inside the post.</summary>
    public Author? Author { get; private set; }
    public string? PlaceId { get; private set; }
    public string? PlaceName { get; private set; }

    /// <summary>The point it was posted from, <c>north, east</c>; few posts have one.</summary>
    public string? Coordinates { get; private set; }
    public string? RetweetOf { get; private set; }
    public Tweet? Retweeted { get; private set; }
    public long Reach { get; private set; }

    /// <summary>An item of a counts response, which has no text.</summary>
    public bool IsCount { get; private set; }
    public bool Repaired => _repaired;

    private bool _repaired;

    /// <summary>Reads the object under the reader to its end.</summary>
    public static Tweet Read(ref Utf8JsonReader reader)
    {
        var tweet = new Tweet();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            tweet.Member(ref reader);
        }
        return tweet;
    }

    /// <summary>Reads the member whose name is under the reader.</summary>
    public void Member(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        reader.Read();
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8):
                Id ??= Scalar(ref reader);
                break;
            case 3 when name.SequenceEqual("geo"u8) && reader.TokenType == JsonTokenType.StartObject:
                Geo(ref reader);
                break;
            case 4 when name.SequenceEqual("text"u8):
                Text = Scalar(ref reader);
                break;
            case 4 when name.SequenceEqual("user"u8):
            case 6 when name.SequenceEqual("author"u8):
                Author = reader.TokenType == JsonTokenType.StartObject ? Author.Read(ref reader, ref _repaired) : null;
                break;
            case 5 when name.SequenceEqual("place"u8) && reader.TokenType == JsonTokenType.StartObject:
                PlaceName = Inner(ref reader, "full_name"u8) ?? PlaceName;
                break;
            case 6 when name.SequenceEqual("id_str"u8):
                Id = Scalar(ref reader);
                break;
            case 11 when name.SequenceEqual("coordinates"u8) && reader.TokenType == JsonTokenType.StartObject:
                Point(ref reader);
                break;
            case 9 when name.SequenceEqual("full_text"u8):
                FullText = Scalar(ref reader);
                break;
            case 9 when name.SequenceEqual("author_id"u8) || name.SequenceEqual("sender_id"u8):
                AuthorId = Scalar(ref reader);
                break;
            case 10 when name.SequenceEqual("created_at"u8):
                CreatedAt = Scalar(ref reader);
                break;
            case 10 when name.SequenceEqual("note_tweet"u8) && reader.TokenType == JsonTokenType.StartObject:
                FullText = Inner(ref reader, "text"u8) ?? FullText;
                break;
            case 11 when name.SequenceEqual("tweet_count"u8):
                IsCount = true;
                break;
            case 11 or 13 or 14 when IsCounter(name):
                Count(ref reader);
                break;
            case 14 when name.SequenceEqual("extended_tweet"u8) && reader.TokenType == JsonTokenType.StartObject:
                FullText = Inner(ref reader, "full_text"u8) ?? FullText;
                break;
            case 14 when name.SequenceEqual("public_metrics"u8) && reader.TokenType == JsonTokenType.StartObject:
                Metrics(ref reader);
                break;
            case 16 when name.SequenceEqual("retweeted_status"u8) && reader.TokenType == JsonTokenType.StartObject:
                Retweeted = Read(ref reader);
                break;
            case 17 when name.SequenceEqual("referenced_tweets"u8) && reader.TokenType == JsonTokenType.StartArray:
                References(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    /// <summary>The text in full; a retweet's is the original's, behind "RT @name: ".</summary>
    public string? Words(Tweet? original)
    {
        var own = FullText ?? Text;
        if (original is null || (original.FullText ?? original.Text) is not { } full)
        {
            return own;
        }
        var colon = own is not null && own.StartsWith("RT @", StringComparison.Ordinal) ? own.IndexOf(": ", StringComparison.Ordinal) : -1;
        return colon < 0 ? full : string.Concat(own.AsSpan(0, colon + 2), full);
    }

    private string? Scalar(ref Utf8JsonReader reader) => JsonFields.Scalar(ref reader, ref _repaired);

    private string? Inner(ref Utf8JsonReader reader, ReadOnlySpan<byte> wanted)
    {
        string? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.IsNamed(wanted);
            reader.Read();
            if (isWanted)
            {
                found = Scalar(ref reader);
            }
            reader.Skip();
        }
        return found;
    }

    private void Geo(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.IsNamed("place_id"u8);
            var isName = reader.IsNamed("full_name"u8);
            var isPoint = reader.IsNamed("coordinates"u8);
            reader.Read();
            if (isPoint)
            {
                Point(ref reader);
                continue;
            }
            PlaceId = isId ? Scalar(ref reader) : PlaceId;
            PlaceName = isName ? Scalar(ref reader) : PlaceName;
            reader.Skip();
        }
    }

    // GeoJSON, [east, north] in an object: v2 inside "geo", v1.1 as "coordinates". The v1.1 "geo" has [north, east] bare.
    private void Point(ref Utf8JsonReader reader)
    {
        var turned = reader.TokenType == JsonTokenType.StartObject;
        var depth = reader.CurrentDepth;
        if (turned)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !reader.IsNamed("coordinates"u8))
            {
                reader.Read();
                reader.Skip();
            }
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                reader.Read();
            }
        }
        var two = reader.TokenType == JsonTokenType.StartArray ? new double[2] : null;
        var count = 0;
        while (two is not null && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number && count < 2 && reader.TryGetDouble(out var degrees))
            {
                two[count++] = degrees;
            }
            reader.Skip();
        }
        if (count == 2)
        {
            var (north, east) = turned ? (two![1], two[0]) : (two![0], two[1]);
            Coordinates ??= string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{north}, {east}");
        }
        while (turned && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth) && reader.Read())
        {
            reader.Skip();
        }
    }

    private void References(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                continue;
            }
            string? id = null;
            var isRetweet = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.IsNamed("id"u8);
                var isType = reader.IsNamed("type"u8);
                reader.Read();
                isRetweet |= isType && reader.TokenType == JsonTokenType.String && reader.IsNamed("retweeted"u8);
                id = isId ? Scalar(ref reader) : id;
                reader.Skip();
            }
            RetweetOf = isRetweet ? id : RetweetOf;
        }
    }

    private void Metrics(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            Count(ref reader);
        }
    }

    private void Count(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count))
        {
            Reach += Math.Max(0, count);
        }
        reader.Skip();
    }

    private static bool IsCounter(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("retweet_count"u8) || name.SequenceEqual("favorite_count"u8) || name.SequenceEqual("reply_count"u8) || name.SequenceEqual("quote_count"u8);
}
