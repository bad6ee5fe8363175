using Beejan.Curated;
using Beejan.Curated.Reading;

namespace Beejan.Serving.Dashboard;

/// <summary>A period the dashboard can show; <see cref="Key"/> stands in its address and in the addresses it links to.</summary>
public sealed record Period(string Key, string Label, Bucket Bucket)
{
    public static Period Usual { get; } = new("48h", "48 hours", Bucket.Hour);

    public static IReadOnlyList<Period> All { get; } =
        [new("24h", "24 hours", Bucket.Hour), Usual, new("7d", "7 days", Bucket.Hour), new("30d", "30 days", Bucket.Day), new("90d", "90 days", Bucket.Day)];

    public static Period Of(string? key) => All.FirstOrDefault(p => p.Key == key) ?? Usual;

    public DateTimeOffset From(DateTimeOffset now) => Lagos.Read(Key, now) ?? now;
}
