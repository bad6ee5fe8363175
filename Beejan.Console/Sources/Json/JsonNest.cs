using System.Collections.Frozen;
using System.Text;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Json;

/// <summary>What an object inside a JSON record is, by its name: helpdesks and gateways wrap the complaint, its customer and its words in objects of their own.</summary>
internal static class JsonNest
{
    /// <summary>Objects are followed this deep; what is nested further is of no interest.</summary>
    public const int Deepest = 6;

    /// <summary>A name one level deeper is that much worse.</summary>
    public const int Step = 1500;

    private static readonly FrozenSet<string> Wrappers = new[]
    {
        "ticket", "data", "payload", "record", "issue", "case", "incident", "complaint", "event", "attributes", "properties", "fields", "formresponse", "result", "response",
        "values", "answers", "submission", "item", "message", "text", "body", "content", "edit", "image", "video", "document", "value", "entry", "changes", "conversation", "interaction", "usercomment", "comment", "post", "tweet", "review", "node", "hit",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Persons = new[]
    {
        "requester", "customer", "contact", "contacts", "user", "sender", "from", "reporter", "author", "submitter", "caller", "client", "subscriber", "person", "profile",
        "complainant", "visitor", "enduser",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Words = new[] { "value", "body", "text", "content", "plain", "displayvalue", "name", "label", "title", "number", "date", "oid", "numberlong", "seconds", "rendered", "channel" }.ToFrozenSet();

    private static readonly FrozenSet<string> Choices = new[] { "interactive", "button", "buttonreply", "listreply" }.ToFrozenSet();

    /// <summary>True when an object of this name wraps a complaint, or may: a "source" is a channel or, where words stand in it, where they came from.</summary>
    public static bool Wraps(ReadOnlySpan<byte> name) => Plain(name) is var plain && (Wrappers.Contains(plain) || plain is Origin);

    /// <summary>True for an object that wraps a complaint only when words stand in it.</summary>
    public static bool MayWrap(ReadOnlySpan<byte> name) => Plain(name) is Origin;

    private const string Origin = "source";

    /// <summary>What the members of an object of this name say; null when it is not followed.</summary>
    /// <param name="name">UTF-8.</param>
    /// <param name="known">What the name itself means, when it means something.</param>
    public static JsonScope? Of(ReadOnlySpan<byte> name, Field? known)
    {
        var plain = Plain(name);
        return Persons.Contains(plain) ? new JsonScope(JsonScopeKind.Person, null)
            : Choices.Contains(plain) ? new JsonScope(JsonScopeKind.Words, Field.Text)
            : known == Field.Text || Wrappers.Contains(plain) ? new JsonScope(JsonScopeKind.All, known == Field.Text ? known : null)
            : known is { } field ? new JsonScope(JsonScopeKind.Words, field)
            : null;
    }

    /// <summary>The field of a member of such an object; null when it says nothing.</summary>
    /// <param name="scope">What the object is.</param>
    /// <param name="name">The member's name, UTF-8.</param>
    /// <param name="known">What the name means where nothing is around it.</param>
    public static Field? Member(JsonScope scope, ReadOnlySpan<byte> name, Field? known) => scope.Kind switch
    {
        JsonScopeKind.All => known ?? (scope.Field is { } around && Plain(name) is ("label" or "value" or "plain" or "rendered") ? around : null),
        JsonScopeKind.Words => Words.Contains(Plain(name)) ? scope.Field : null,
        _ => Plain(name) switch
        {
            "name" or "fullname" or "displayname" => Field.Name,
            "number" or "phone" or "mobile" or "msisdn" or "waid" or "phonenumber" => Field.Phone,
            "username" or "screenname" => Field.Handle,
            _ => known is Field.Phone or Field.Name or Field.Email or Field.Handle or Field.Account or Field.Tier or Field.State or Field.Lga or Field.Place ? known : null,
        },
    };

    private static string Plain(ReadOnlySpan<byte> name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var b in name[..Math.Min(name.Length, 40)])
        {
            if (char.IsAsciiLetterOrDigit((char)b))
            {
                plain.Append(char.ToLowerInvariant((char)b));
            }
        }
        return plain.ToString();
    }
}

/// <summary>What the members of an object mean.</summary>
internal enum JsonScopeKind
{
    /// <summary>What they would mean in the record itself.</summary>
    All,

    /// <summary>Who a customer is; nothing else.</summary>
    Person,

    /// <summary>One of them is the value of the field the object is called by.</summary>
    Words,
}

/// <summary>An object inside a record.</summary>
/// <param name="Field">Whose words they are; null for a wrapper and a person.</param>
internal readonly record struct JsonScope(JsonScopeKind Kind, Field? Field);
