using System.Text;
using System.Text.Json;
using Beejan.Sources.Json;

namespace Beejan.Sources.Social;

/// <summary>The users, places and referenced posts that API v2 sends beside the posts.</summary>
internal sealed class Includes
{
    private readonly List<Author> _users = [];
    private readonly List<Tweet> _tweets = [];
    private readonly List<(string Id, string Name)> _places = [];

    /// <summary>Reads the includes of a page's context; null when it has none.</summary>
    public static Includes? FromContext(string context)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(context), JsonFields.Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var wanted = reader.IsNamed("includes"u8);
                reader.Read();
                if (wanted && reader.TokenType == JsonTokenType.StartObject)
                {
                    return Read(ref reader);
                }
                reader.Skip();
            }
        }
        catch (JsonException)
        {
        }
        return null;
    }

    /// <summary>Reads the object under the reader to its end.</summary>
    public static Includes Read(ref Utf8JsonReader reader)
    {
        var includes = new Includes();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUsers = reader.IsNamed("users"u8);
            var isTweets = reader.IsNamed("tweets"u8);
            var isPlaces = reader.IsNamed("places"u8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray || !(isUsers || isTweets || isPlaces))
            {
                reader.Skip();
                continue;
            }
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    includes.Add(ref reader, isUsers, isTweets);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        return includes;
    }

    public Author? User(string? id) => _users.Find(user => user.Id == id);

    public Tweet? Post(string? id) => _tweets.Find(tweet => tweet.Id == id);

    public string? Place(string? id) => _places.Find(place => place.Id == id).Name;

    private void Add(ref Utf8JsonReader reader, bool isUser, bool isTweet)
    {
        var repaired = false;
        if (isUser)
        {
            _users.Add(Author.Read(ref reader, ref repaired));
            return;
        }
        if (isTweet)
        {
            _tweets.Add(Tweet.Read(ref reader));
            return;
        }
        string? id = null, name = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.IsNamed("id"u8);
            var isName = reader.IsNamed("full_name"u8);
            reader.Read();
            id = isId ? JsonFields.Scalar(ref reader, ref repaired) : id;
            name = isName ? JsonFields.Scalar(ref reader, ref repaired) : name;
            reader.Skip();
        }
        if (id is not null && name is not null)
        {
            _places.Add((id, name));
        }
    }
}
