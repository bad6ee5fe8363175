using System.Globalization;
using Beejan.Curated.Reading;

namespace Beejan.Serving.Dashboard;

/// <summary>Every figure leads to its rows: the queue with the same filter. For a role that may not open complaints it leads nowhere.</summary>
/// <param name="MayOpen">The reader may open complaints.</param>
public sealed record Links(bool MayOpen)
{
    public static Links Everywhere { get; } = new(true);

    /// <summary>The queue's address; null for a reader who may not open it.</summary>
    public string? Queue(params IEnumerable<(string Name, string? Value)> filter) => MayOpen ? "/queue?" + ComplaintFilterQuery.Query(filter) : null;

    /// <summary>A complaint's address; null for a reader who may not open it.</summary>
    public string? Complaint(string number) => MayOpen ? "/complaints/" + number : null;

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
