using System.Globalization;
using System.Runtime.InteropServices;
using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>What of a complaint is counted.</summary>
internal record Counted(
    long ReportedAt, string Category, string Subcategory, string? State, string Channel, string Language, float Sentiment, int Priority)
{
    public static Counted Of(ComplaintRow row) => new(
        row.ReportedAt.ToUnixTimeMilliseconds(), row.Category, row.Subcategory, row.State, row.Channel, row.Language, row.Sentiment, row.Priority);

    /// <summary>The sentiment's band, as counted.</summary>
    public string Band => SentimentBands.Of(Sentiment);

    /// <summary>Its value in each dimension.</summary>
    public string Value(Dimension dimension) => dimension switch
    {
        Dimension.Subcategory => Subcategory,
        Dimension.State => State ?? "",
        Dimension.Channel => Channel,
        Dimension.Language => Language,
        Dimension.Band => Band,
        Dimension.Priority => Priority.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };
}

/// <summary>Gathers the differences of a batch, then writes each touched cell once.</summary>
internal sealed class RollupDelta
{
    private static readonly Dimension[] Dimensions = Enum.GetValues<Dimension>();
    private readonly Dictionary<(Dimension Dimension, long Hour, string Value, string Category), (long Count, double Sentiment, long Urgent)> _cells = [];

    public void Add(Counted complaint, int sign)
    {
        var hour = HourOf(complaint.ReportedAt);
        foreach (var dimension in Dimensions)
        {
            ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, (dimension, hour, complaint.Value(dimension), complaint.Category), out _);
            cell = (cell.Count + sign, cell.Sentiment + (sign * complaint.Sentiment), cell.Urgent + (complaint.Priority <= 2 ? sign : 0));
        }
    }

    public void Write(BeejanDbContext db)
    {
        using var move = db.PrepareStatement(
            """
            INSERT INTO rollups (dimension, hour, value, category, count, sentiment_sum, urgent) VALUES (@d, @h, @v, @c, @n, @s, @u)
            ON CONFLICT (dimension, hour, value, category) DO UPDATE SET count = rollups.count + excluded.count,
                sentiment_sum = rollups.sentiment_sum + excluded.sentiment_sum, urgent = rollups.urgent + excluded.urgent
            """, "d", "h", "v", "c", "n", "s", "u");
        // In key order: neighbours share a page of the index, and two writers take their locks in the same order.
        foreach (var (key, cell) in _cells.OrderBy(c => c.Key.Dimension).ThenBy(c => c.Key.Hour))
        {
            if (cell.Count != 0 || cell.Urgent != 0 || cell.Sentiment != 0)
            {
                move.Run((int)key.Dimension, key.Hour, key.Value, key.Category, cell.Count, cell.Sentiment, cell.Urgent);
            }
        }
    }

    /// <summary>Hours since 1970 (UTC), rounded down.</summary>
    public static long HourOf(long milliseconds) => (long)Math.Floor(milliseconds / 3_600_000.0);
}
