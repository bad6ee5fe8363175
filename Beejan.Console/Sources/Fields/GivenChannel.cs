using System.Text.RegularExpressions;
using Beejan.Contracts;

namespace Beejan.Sources.Fields;

/// <summary>Reads a "received via" column: logs also hold what came in by other ways.</summary>
internal static partial class GivenChannel
{
    private static readonly (string Word, string Channel)[] Words =
    [
        ("twitter", Channels.Social), ("facebook", Channels.Social), ("instagram", Channels.Social), ("whatsapp", Channels.Social), ("social", Channels.Social), ("telegram", Channels.Social), ("messenger", Channels.Social), ("linkedin", Channels.Social), ("reddit", Channels.Social),
        ("sms", Channels.Sms), ("internet", Channels.Web), ("web", Channels.Web), ("online", Channels.Web), ("portal", Channels.Web),
        ("mail", Channels.Email), ("call", Channels.Phone), ("phone", Channels.Phone),
    ];

    private static readonly (Regex Name, string Channel)[] Names =
        [(PostName(), Channels.Social), (SmsName(), Channels.Sms), (FormName(), Channels.Web), (MailName(), Channels.Email)];

    /// <summary>The channel that the columns of an export give away; null when they do not.</summary>
    public static string? OfNames(IReadOnlyList<string> header) => Names.FirstOrDefault(n => header.Any(name => n.Name.IsMatch(name))).Channel;

    /// <summary>The channel those words name, else the fallback.</summary>
    public static string Of(string? given, string fallback)
    {
        if (given is "page")
        {
            // What Facebook calls itself in what it pushes.
            return Channels.Social;
        }
        foreach (var (word, channel) in given is null ? [] : Words)
        {
            if (given!.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return channel;
            }
        }
        return fallback;
    }

    [GeneratedRegex(@"tweet|^screen_?name$|^post[ _]?(?:url|id|text|link)$|^(?:like|retweet|share|comment|reaction)s?(?:[ _]?count)?$|^subreddit$|hashtag", RegexOptions.IgnoreCase)]
    private static partial Regex PostName();

    [GeneratedRegex(@"^sms$|^sms[ _](?:text|body|message)", RegexOptions.IgnoreCase)]
    private static partial Regex SmsName();

    [GeneratedRegex(@"^review|^respondent|^(?:collector|response|survey|form)[ _]?id$|^submission", RegexOptions.IgnoreCase)]
    private static partial Regex FormName();

    [GeneratedRegex(@"^(?:message-id|in-reply-to|e-?mail[ _]body)$", RegexOptions.IgnoreCase)]
    private static partial Regex MailName();
}
