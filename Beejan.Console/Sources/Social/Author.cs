using System.Text.Json;
using Beejan.Sources.Json;

namespace Beejan.Sources.Social;

/// <summary>Who posted.</summary>
internal sealed record Author(string? Id, string? UserName, string? Name, string? Location, long Followers)
{
    /// <summary>Reads the object under the reader to its end; v2 and v1.1 names.</summary>
    public static Author Read(ref Utf8JsonReader reader, ref bool repaired)
    {
        string? id = null, user = null, name = null, location = null;
        var followers = 0L;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueSpan;
            reader.Read();
            if (member.SequenceEqual("id_str"u8) || (id is null && member.SequenceEqual("id"u8)))
            {
                id = JsonFields.Scalar(ref reader, ref repaired);
            }
            else if (member.SequenceEqual("username"u8) || member.SequenceEqual("screen_name"u8))
            {
                user = JsonFields.Scalar(ref reader, ref repaired);
            }
            else if (member.SequenceEqual("name"u8))
            {
                name = JsonFields.Scalar(ref reader, ref repaired);
            }
            else if (member.SequenceEqual("location"u8))
            {
                location = JsonFields.Scalar(ref reader, ref repaired);
            }
            else if (member.SequenceEqual("followers_count"u8))
            {
                followers = Followed(ref reader);
            }
            else if (member.SequenceEqual("public_metrics"u8) && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var isFollowers = reader.IsNamed("followers_count"u8);
                    reader.Read();
                    followers = isFollowers ? Followed(ref reader) : followers;
                    reader.Skip();
                }
            }
            else
            {
                reader.Skip();
            }
        }
        return new Author(id, user, name, location, followers);
    }

    private static long Followed(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) ? Math.Max(0, count) : 0;
}
