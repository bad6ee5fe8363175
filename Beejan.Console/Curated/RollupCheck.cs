using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>Rollups against rows: every cell counted anew, a month at a time, so that years of them take no more memory.</summary>
internal sealed class RollupCheck(IDatabase database) : ICheck
{
    private const int Hours = 31 * 24;

    private static readonly (Dimension Dimension, string Value)[] Counts =
    [
        (Dimension.Subcategory, "subcategory"), (Dimension.State, "COALESCE(state, '')"), (Dimension.Channel, "channel"), (Dimension.Language, "language"),
        (Dimension.Band, "CASE WHEN sentiment < -0.25 THEN 'negative' WHEN sentiment > 0.25 THEN 'positive' ELSE 'neutral' END"),
        (Dimension.Priority, "CAST(priority AS TEXT)"),
    ];

    public string Name => "rollups-against-rows";

    public Task<CheckResult> RunAsync(CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var faults = new List<string>();
        long cells = 0;
        if (await SpanAsync(db, stop) is not var (first, last))
        {
            return CheckResult.Of(faults, "0 cells");
        }
        for (var from = first; from <= last; from += Hours)
        {
            foreach (var (dimension, value) in Counts)
            {
                // The bounds in milliseconds are for the index, an hour wide on either side; the hour itself decides.
                using var differ = db.Prepare(
                    $"""
                    SELECT h, v, c, SUM(n), SUM(u), SUM(m), SUM(p) FROM (
                        SELECT reported_at / 3600000 AS h, {value} AS v, category AS c, 1 AS n, CASE WHEN priority <= 2 THEN 1 ELSE 0 END AS u, 0 AS m, 0 AS p FROM complaints
                        WHERE reported_at BETWEEN @f * 3600000 - 3600000 AND @t * 3600000 + 3600000 AND reported_at / 3600000 BETWEEN @f AND @t
                        UNION ALL SELECT hour, value, category, 0, 0, count, urgent FROM rollups WHERE dimension = @d AND hour BETWEEN @f AND @t) AS both_sides
                    GROUP BY h, v, c
                    """, "f", "t", "d").With(from, from + Hours - 1, (int)dimension);
                using var rows = await differ.ExecuteReaderAsync(stop);
                while (await rows.ReadAsync(stop))
                {
                    cells++;
                    if (Number(rows, 3) != Number(rows, 5) || Number(rows, 4) != Number(rows, 6))
                    {
                        faults.Add($"{dimension} '{rows.GetString(1)}' {rows.GetString(2)} at hour {Number(rows, 0)}: {Number(rows, 5)} kept, {Number(rows, 3)} counted");
                    }
                }
            }
        }
        return CheckResult.Of(faults, $"{cells:N0} cells");
    }, ct);

    /// <summary>The first and the last hour that either side has something of; null when neither has.</summary>
    private static async Task<(long First, long Last)?> SpanAsync(BeejanDbContext db, CancellationToken ct)
    {
        using var ends = db.Prepare(
            """
            SELECT MIN(h), MAX(h) FROM (
                SELECT MIN(reported_at) / 3600000 AS h FROM complaints UNION ALL SELECT MAX(reported_at) / 3600000 FROM complaints
                UNION ALL SELECT MIN(hour) FROM rollups UNION ALL SELECT MAX(hour) FROM rollups) AS ends
            """);
        using var row = await ends.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) && !await row.IsDBNullAsync(0, ct) ? (Number(row, 0), Number(row, 1)) : null;
    }

    private static long Number(System.Data.Common.DbDataReader row, int column) =>
        Convert.ToInt64(row.GetValue(column), System.Globalization.CultureInfo.InvariantCulture);
}
