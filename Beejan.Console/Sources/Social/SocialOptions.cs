using System.ComponentModel.DataAnnotations;

namespace Beejan.Sources.Social;

/// <summary>How posts are read and fetched. Section <c>Beejan:Sources:Social</c>.</summary>
public sealed class SocialOptions : IValidatableObject
{
    public const string Section = "Beejan:Sources:Social";

    /// <summary>Longest line or document, bytes: a search page with all its expansions must fit. Default 8 MiB.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxDocumentBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>The app's bearer token for X API v2. Without one nothing is fetched. Belongs in the environment, not in a file.</summary>
    public string? BearerToken { get; set; }

    /// <summary>What to fetch, in X's query language: <c>(@BeejanCare OR #beejan) -is:retweet</c>. Needed with a token.</summary>
    public string Query { get; set; } = "";

    /// <summary>Where the API is. Default <c>https://api.x.com</c>.</summary>
    [Required, Url]
    public string BaseUrl { get; set; } = "https://api.x.com";

    /// <summary>Hold the filtered stream open. Off, recent search alone fetches. Default on.</summary>
    public bool Stream { get; set; } = true;

    /// <summary>Minutes the stream repeats when it is connected, 0 to 5; needs an access level that has it. Default 0.</summary>
    [Range(0, 5)]
    public int BackfillMinutes { get; set; }

    /// <summary>How often recent search looks for what the stream missed, minutes; it also runs after each connection. Default 15.</summary>
    [Range(1, 24 * 60)]
    public int CatchUpEveryMinutes { get; set; } = 15;

    /// <summary>How far the very first search looks back, hours; X allows seven days. Default 24.</summary>
    [Range(1, 167)]
    public int FirstLookBackHours { get; set; } = 24;

    /// <summary>Seconds without a byte after which a connection counts as dead. Default 20, the interval of X's heartbeats.</summary>
    [Range(5, 300)]
    public int SilenceSeconds { get; set; } = 20;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrWhiteSpace(BearerToken) && string.IsNullOrWhiteSpace(Query))
        {
            yield return new ValidationResult("is needed with a bearer token: say what to fetch, such as @BeejanCare", [nameof(Query)]);
        }
    }
}
