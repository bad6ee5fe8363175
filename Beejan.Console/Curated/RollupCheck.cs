using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>Rollups against rows: every cell counted anew.</summary>
internal sealed class RollupCheck(IDatabase database) : ICheck
{
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
        foreach (var (dimension, value) in Counts)
        {
            using var differ = db.Prepare(
                $"""
                SELECT h, v, c, SUM(n), SUM(u), SUM(m), SUM(p) FROM (
                    SELECT reported_at / 3600000 AS h, {value} AS v, category AS c, 1 AS n, CASE WHEN priority <= 2 THEN 1 ELSE 0 END AS u, 0 AS m, 0 AS p FROM complaints
                    UNION ALL SELECT hour, value, category, 0, 0, count, urgent FROM rollups WHERE dimension = @d) AS both_sides
                GROUP BY h, v, c
                """, "d").With((int)dimension);
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
        return CheckResult.Of(faults, $"{cells:N0} cells");
    }, ct);

    private static long Number(System.Data.Common.DbDataReader row, int column) =>
        Convert.ToInt64(row.GetValue(column), System.Globalization.CultureInfo.InvariantCulture);
}
