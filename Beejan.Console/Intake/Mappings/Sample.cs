using System.Globalization;
using Beejan.Contracts;
using Beejan.Sources;
using Beejan.Sources.Csv;
using Beejan.Sources.Fields;
using Beejan.Sources.Files;
using Beejan.Ui;

namespace Beejan.Intake.Mappings;

/// <summary>A file somebody dropped to define a source by: what stands in it and what a mapping makes of it.</summary>
internal sealed class Sample
{
    private const int RowsLooked = 1000;
    private const int Shown = 20;

    private readonly byte[] _bytes;
    private readonly string _file;
    private readonly FilesOptions _options;

    private Sample(byte[] bytes, string file, FilesOptions options) => (_bytes, _file, _options) = (bytes, file, options);

    /// <summary>The columns, with up to three different values each.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Columns { get; private set; } = [];

    /// <summary>What was told from the rows.</summary>
    public Mapping Inferred { get; private set; } = new();

    /// <summary>Why the file cannot be used; null when it can.</summary>
    public Reason? Fault { get; private set; }

    public static async Task<Sample> ReadAsync(byte[] bytes, string file, FilesOptions options, CancellationToken ct)
    {
        var sample = new Sample(bytes, file, options);
        var tables = new Dictionary<string, Table>(StringComparer.Ordinal);
        await foreach (var (record, parsed) in sample.LookAsync(null, ct))
        {
            // A file without rows comes as its header, which names no charset.
            var isRow = record.Context is not null && record.ContentType.Contains("charset", StringComparison.Ordinal);
            if (isRow && (tables.TryGetValue(record.Context!, out var table) || Table.TryOpen(record.Context!, out table)))
            {
                tables[record.Context!] = table;
                table.Rows.Add(Cells(table.Dialect, record));
                table.Complaints += parsed is Parsed.Ok ? 1 : 0;
            }
            else if (!isRow)
            {
                sample.Fault ??= record.ContentType == "text/csv" ? null : (parsed as Parsed.Unreadable)?.Reason;
            }
        }
        if (tables.Count == 0)
        {
            sample.Fault ??= new Reason("sample.no-rows", "No rows were found under a header. Drop a file that has both.");
            return sample;
        }
        // Of a workbook the sheet that holds the complaints, wherever it stands.
        var (dialect, rows) = tables.Values.OrderByDescending(t => t.Complaints).ThenByDescending(t => t.Rows.Count).Select(t => (t.Dialect, t.Rows)).First();
        sample.Fault = null;
        sample.Columns = [.. dialect.Header.Select((name, i) => (name, (IReadOnlyList<string>)[.. rows.Where(r => i < r.Count && r[i].Length > 0).Select(r => r[i]).Distinct().Take(3)]))];
        sample.Inferred = new Mapping { Columns = dialect.Columns ?? new Dictionary<string, Field>(), TimeOrder = dialect.TimeOrder };
        return sample;
    }

    /// <summary>The first complaints a mapping makes of it by today's rules, and the first rows that would fail.</summary>
    public async Task<SamplePreview> PreviewAsync(Mapping mapping, IRehearsal rehearsal, CancellationToken ct)
    {
        var rows = new List<(RawRecord Raw, Parsed Parsed)>();
        await foreach (var row in LookAsync(mapping, ct))
        {
            if (row.Parsed is not Parsed.Ignored)
            {
                rows.Add(row);
            }
        }
        var judged = await rehearsal.RehearseAsync([.. rows.Where(r => r.Parsed is Parsed.Ok).Select(r => (r.Raw, ((Parsed.Ok)r.Parsed).Draft))], ct);
        var (good, bad, next) = (new List<ComplaintDraft>(), new List<(string Row, Reason Reason)>(), 0);
        foreach (var (raw, parsed) in rows)
        {
            var answer = parsed is Parsed.Ok ? judged[next++] : new Rehearsed(null, ((Parsed.Unreadable)parsed).Reason);
            if (answer.Draft is { } draft)
            {
                good.Add(draft);
            }
            else if (answer.Reason is { } reason)
            {
                bad.Add((raw.Origin ?? "", reason));
            }
        }
        var languages = good.GroupBy(d => d.Language ?? "und").OrderByDescending(g => g.Count())
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{LanguageTag.Words(g.Key)} {100.0 * g.Count() / good.Count:0} %"));
        return new SamplePreview([.. good.Take(Shown)], [.. bad.Take(Shown)], rows.Count, bad.Count, string.Join(", ", languages));
    }

    private async IAsyncEnumerable<(RawRecord Raw, Parsed Parsed)> LookAsync(Mapping? mapping, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var source = new FilesSource("files", "", _options, mapping);
        using var content = new MemoryStream(_bytes, writable: false);
        var looked = 0;
        await foreach (var record in source.SplitAsync(new Delivery(_file, null, content, default), ct))
        {
            yield return (record, source.Parse(0, 0, record));
            if (++looked >= RowsLooked)
            {
                yield break;
            }
        }
    }

    /// <summary>The rows that stand under one header.</summary>
    private sealed class Table(CsvDialect dialect)
    {
        public CsvDialect Dialect => dialect;

        public List<IReadOnlyList<string>> Rows { get; } = [];

        /// <summary>Rows that say what somebody complains about.</summary>
        public int Complaints { get; set; }

        /// <summary>False when the context is none of a row.</summary>
        public static bool TryOpen(string context, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Table? table)
        {
            table = CsvDialect.FromContext(context) is { } dialect ? new Table(dialect) : null;
            return table is not null;
        }
    }

    private static List<string> Cells(CsvDialect dialect, RawRecord record)
    {
        var cells = new List<string>();
        var repaired = false;
        var fields = dialect.Fields(dialect.Charset.ToUtf8(record.Payload.Span));
        while (fields.MoveNext())
        {
            cells.Add(fields.Text(ref repaired).Trim());
        }
        return cells;
    }
}

/// <summary>What a mapping makes of a sample.</summary>
/// <param name="Good">The first complaints.</param>
/// <param name="Bad">The first rows that would become dead letters, with where they stand.</param>
/// <param name="Rows">How many rows were looked at.</param>
/// <param name="Failing">How many of them would fail.</param>
/// <param name="Languages">What the texts are written in, the most frequent first: <c>English 80 %, Nigerian Pidgin 20 %</c>.</param>
public sealed record SamplePreview(IReadOnlyList<ComplaintDraft> Good, IReadOnlyList<(string Row, Reason Reason)> Bad, int Rows, int Failing, string Languages);
