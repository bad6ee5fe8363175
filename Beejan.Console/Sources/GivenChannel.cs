using Beejan.Contracts;

namespace Beejan.Sources;

/// <summary>Reads a "received via" column: logs also hold what came in by other ways.</summary>
internal static class GivenChannel
{
    private static readonly (string Word, string Channel)[] Words =
    [
        ("twitter", Channels.Social), ("facebook", Channels.Social), ("instagram", Channels.Social), ("whatsapp", Channels.Social), ("social", Channels.Social),
        ("sms", Channels.Sms), ("internet", Channels.Web), ("web", Channels.Web), ("online", Channels.Web), ("portal", Channels.Web),
        ("mail", Channels.Email), ("call", Channels.Phone), ("phone", Channels.Phone),
    ];

    /// <summary>The channel those words name, else the fallback.</summary>
    public static string Of(string? given, string fallback)
    {
        foreach (var (word, channel) in given is null ? [] : Words)
        {
            if (given!.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return channel;
            }
        }
        return fallback;
    }
}
