using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Storage;
using Beejan.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Workshop.Quality;

/// <summary>Counts what each source brought yesterday and today, and judges it. One pass over those two days' records, beside live work.</summary>
internal sealed class QualityWatch(IDatabase database, IOptions<QualityOptions> options, TimeProvider clock)
{
    private const int KeptDays = 400;

    // Sources stand in the ledger, members on the complaint; a complaint is found by the raw id of its first record.
    private static readonly string Count = string.Create(CultureInfo.InvariantCulture, $"""
        SELECT l.source, (l.received_at + 3600000) / 86400000, MIN(l.raw_id), COUNT(*), SUM(CASE WHEN l.fate = 3 THEN 1 ELSE 0 END), COUNT(c.id),
          SUM(CASE WHEN c.id IS NOT NULL AND c.state IS NULL THEN 1 ELSE 0 END), SUM(CASE WHEN c.customer_id = 0 THEN 1 ELSE 0 END),
          SUM(CASE WHEN c.id IS NOT NULL AND NOT c.time_known THEN 1 ELSE 0 END), SUM(CASE WHEN c.language = 'und' THEN 1 ELSE 0 END),
          SUM(CASE WHEN c.confidence < {ComplaintFilter.LowConfidence} AND c.corrected & {CorrectedFacts.Category:D} = 0 THEN 1 ELSE 0 END),
          SUM(CASE WHEN c.category = 'Network' THEN 1 ELSE 0 END), SUM(CASE WHEN c.category = 'Billing' THEN 1 ELSE 0 END),
          SUM(CASE WHEN c.category = 'Customer Service' THEN 1 ELSE 0 END), SUM(CASE WHEN c.category = 'Other' THEN 1 ELSE 0 END)
        FROM ledger l LEFT JOIN complaints c ON c.id = l.raw_id
        WHERE l.raw_id >= @from AND l.fate <> 0 GROUP BY 1, 2
        """);

    private static readonly string[] Columns =
        ["source", "day", "first_raw", "records", "rejected", "complaints", "no_state", "no_customer", "no_time", "no_language", "unsure", "network", "billing", "service", "other"];

    private static readonly string Put = $"INSERT INTO quality_days ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select(c => "@" + c))}) ON CONFLICT (source, day) DO UPDATE SET "
        + string.Join(", ", Columns.Skip(2).Select(c => $"{c} = excluded.{c}"));

    /// <summary>Today as stored: days since 1970 in Lagos.</summary>
    public int Today => LagosClock.Day(clock.GetUtcNow()).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Counts anew what may have changed: from the first record of yesterday on, or all when nothing was ever counted. Returns the rows written.</summary>
    public async Task<int> CountAsync(CancellationToken ct)
    {
        var yesterday = Today - 1;
        var from = await database.ReadAsync(async (db, stop) => await db.Set<QualityDayRow>().Where(d => d.Day >= yesterday).MinAsync(d => (long?)d.FirstRaw, stop)
            ?? await db.Set<QualityDayRow>().MaxAsync(d => (long?)d.FirstRaw, stop) ?? 0, ct);
        var rows = await database.ReadAsync((db, _) =>
        {
            using var command = db.Prepare(Count, "from").With(from);
            using var reader = command.ExecuteReader();
            var read = new List<SqlValue[]>();
            while (reader.Read())
            {
                read.Add([reader.GetString(0), .. Enumerable.Range(1, Columns.Length - 1).Select(i => (SqlValue)Convert.ToInt64(reader.GetValue(i), CultureInfo.InvariantCulture))]);
            }
            return Task.FromResult(read);
        }, ct);
        return await database.WriteAsync(async (db, stop) =>
        {
            using var put = db.PrepareStatement(Put, Columns);
            foreach (var row in rows)
            {
                put.Run(row);
            }
            await db.Set<QualityDayRow>().Where(d => d.Day < Today - KeptDays).ExecuteDeleteAsync(stop);
            return rows.Count;
        }, ct);
    }

    /// <summary>Those of today or yesterday: what a source that has stopped brought once calls for nobody now.</summary>
    public async Task<IReadOnlyList<QualityStanding>> LatelyAsync(CancellationToken ct)
    {
        var yesterday = LagosClock.Day(clock.GetUtcNow()).AddDays(-1);
        return [.. (await JudgeAsync(ct)).Where(s => s.Day >= yesterday)];
    }

    /// <summary>Each source's newest day that says something, alphabetical.</summary>
    public async Task<IReadOnlyList<QualityStanding>> JudgeAsync(CancellationToken ct)
    {
        var since = Today - options.Value.PastDays - 7;
        var rows = await database.ReadAsync((db, stop) => db.Set<QualityDayRow>().Where(d => d.Day >= since).ToListAsync(stop), ct);
        return [.. rows.GroupBy(r => r.Source).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => QualityJudge.Judge(g.Key, [.. g], Today, options.Value)).OfType<QualityStanding>()];
    }
}

/// <summary>Counts every ten minutes.</summary>
internal sealed class QualityWork(QualityWatch watch) : IWork
{
    public string Name => "watch-quality";

    public string Purpose => "Counts what each source brings and what is missing in it, for the page Quality and the health line.";

    public Schedule Schedule => new Schedule.Cron("0 3/10 * * * ?");

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var rows = await watch.CountAsync(ct);
        return new WorkReport(rows, rows, 0, 0);
    }
}

/// <summary>Raised while what a source brings breaks its lines or is unlike its own past.</summary>
internal sealed class QualityProbe(QualityWatch watch) : IProbe
{
    internal const string Line = "Data quality";

    public string Name => Line;

    public async Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        var standings = await watch.LatelyAsync(ct);
        var faults = standings.SelectMany(s => s.Findings.Where(f => f.State is HealthStates.Down or HealthStates.Degraded)
            .Select(f => (f.State, Words: $"{s.Source} on {s.Day:yyyy-MM-dd}: {f.Words.ToLowerInvariant()} {f.Value}, {f.Why}"))).OrderBy(f => f.State == HealthStates.Down ? 0 : 1).ToList();
        var words = string.Join("; ", faults.Take(3).Select(f => f.Words)) + (faults.Count > 3 ? $"; and {faults.Count - 3} more on the page Quality" : "");
        return faults.Count == 0 ? ProbeResult.Ok($"{standings.Count} sources bring what they usually do")
            : faults[0].State == HealthStates.Down ? ProbeResult.Down(words) : ProbeResult.Warn(words);
    }
}

/// <summary>An alert for each line that a source breaks.</summary>
internal sealed class QualityAlarms(QualityWatch watch) : IAlarms
{
    public string Prefix => "quality/";

    public string? Probe => QualityProbe.Line;

    public async Task<IReadOnlyList<Alarm>> LookAsync(CancellationToken ct) =>
        [.. from standing in await watch.LatelyAsync(ct)
            from finding in standing.Findings
            where finding.Near || finding.State is HealthStates.Down or HealthStates.Degraded
            select new Alarm($"{Prefix}{standing.Source}/{finding.Rule}", $"{standing.Source}: {finding.Words.ToLowerInvariant()} {finding.Value}",
                $"On {standing.Day:yyyy-MM-dd}, of {standing.Records.ToString("N0", CultureInfo.InvariantCulture)} records: {finding.Why}. {(finding.Usual is null ? "" : $"Usual: {finding.Usual}. ")}"
                + "Look at the source's dead letters and last payload, and at what we changed, before blaming the data.",
                finding.State!, "/quality", Sure: finding.State == HealthStates.Down)];
}
