using System.Globalization;
using Beejan.Curated.Reading;

namespace Beejan.Serving.Dashboard;

/// <summary>Every figure leads to its rows: the queue with the same filter.</summary>
internal static class Links
{
    public static string Queue(params IEnumerable<(string Name, string? Value)> filter) => "/queue?" + ComplaintFilterQuery.Query(filter);

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
