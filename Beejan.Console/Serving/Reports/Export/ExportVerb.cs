using System.Diagnostics;
using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.Storage;

namespace Beejan.Serving.Reports.Export;

/// <summary>Streams one table to a file. The tables are whatever implements <see cref="ITabular"/>.</summary>
internal sealed class ExportVerb(IEnumerable<ITabular> tables, IDatabase database, IAuditTrail audit, TimeProvider clock) : IVerb
{
    private readonly List<ITabular> _tables = [.. tables.OrderBy(t => t.Name, StringComparer.Ordinal)];

    public string Name => "export";

    public bool NeedsStore => true;

    public string WhenStopped => "nothing was written: call it again";

    public IReadOnlyList<string> Options { get; } = ["format", "out", "from", "to"];

    public IReadOnlyList<string> Flags { get; } = ["reveal"];

    public string Usage => $"""
        export {string.Join('|', _tables.Select(t => t.Name))} --format csv|ndjson|xlsx --out FILE [--from T --to T] [--reveal]   streams a table to a file
          --format   csv (RFC 4180, Lagos time), ndjson (one object a line, UTC) or xlsx
          --out      the file; it appears only when it is whole
          --from     {PeriodText.Forms}; from the beginning when not given
          --to       the same; a date includes that day; to the end when not given
          --reveal   numbers and names in clear instead of masked; written to the audit trail before the first row
          --json     one JSON object: {Counts}
        """;

    private const string Counts = "{rows, bytes, seconds}";

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        var table = Table(call);
        var format = call.Required("format");
        if (format is not ("csv" or "ndjson" or "xlsx"))
        {
            throw new VerbUsageException(format == "parquet"
                ? "--format parquet is not in this version: take csv, ndjson or xlsx"
                : $"--format takes csv, ndjson or xlsx, not '{format}'");
        }
        var path = WholeFile.Option(call);
        var query = new TabularQuery(PeriodText.Option(call, "from"), PeriodText.Option(call, "to"), call.Flag("reveal"));
        if (query is { From: { } from, To: { } to } && to <= from)
        {
            throw new VerbUsageException("--to must come after --from");
        }
        if (query.Reveal)
        {
            await TellAsync(table, query, ct);
        }
        var started = clock.GetTimestamp();
        var rows = await WholeFile.WriteAsync(path, stream => WriteAsync(table, format, query, stream, call.Progress, ct));
        return new VerbAnswer(0, new { rows, bytes = new FileInfo(path).Length, seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3) });
    }

    /// <summary>Who may run the program may read the database: the right is the machine's, the trail is ours.</summary>
    private Task<bool> TellAsync(ITabular table, TabularQuery query, CancellationToken ct) => database.WriteAsync(async (db, stop) =>
    {
        await audit.WriteAsync(db, $"cli:{Environment.UserName}", "export.reveal", table.Name, Period(query), stop);
        return true;
    }, ct);

    private async Task<long> WriteAsync(ITabular table, string format, TabularQuery query, Stream stream, Action<string> progress, CancellationToken ct)
    {
        using IRowSink sink = format switch
        {
            "csv" => new CsvSink(stream, table.Columns),
            "ndjson" => new NdjsonSink(stream, table.Columns),
            _ => new ExcelSink(stream, table, Period(query), clock.GetUtcNow()),
        };
        var rows = 0L;
        var told = Stopwatch.StartNew();
        await foreach (var values in table.RowsAsync(query, ct))
        {
            sink.Add(values);
            rows++;
            if (told.ElapsedMilliseconds > 3000)
            {
                progress($"{rows} rows");
                told.Restart();
            }
        }
        sink.Finish();
        return rows;
    }

    private ITabular Table(VerbCall call)
    {
        var names = string.Join(", ", _tables.Select(t => t.Name));
        return call.Arguments switch
        {
            [] => throw new VerbUsageException($"say what to export: {names}"),
            [var name] => _tables.Find(t => t.Name == name) ?? throw new VerbUsageException($"there is no '{name}' to export: {names}"),
            [_, var more, ..] => throw new VerbUsageException($"'{more}' is one argument too many: one table a call"),
        };
    }

    private static string Period(TabularQuery query) => query switch
    {
        { From: { } from, To: { } to } => ReportWords.Period(from, to),
        { From: { } from } => $"from {Ui.LagosClock.Long(from)}",
        { To: { } to } => $"before {Ui.LagosClock.Long(to)}",
        _ => "everything",
    };
}
