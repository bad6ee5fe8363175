using System.Globalization;
using System.Runtime.CompilerServices;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Privacy;

namespace Beejan.Serving.Reports;

/// <summary>
/// Complaints as rows, by the names of the contract's JSON: the one definition behind CSV, NDJSON and Excel. Numbers and names are masked unless
/// revealed; the customer's id is text, because sixty-four bits do not fit a number of JSON or Excel.
/// </summary>
internal sealed class ComplaintTable(IComplaints complaints) : ITabular
{
    private const int Batch = 1000;

    private static readonly TabularColumn[] All =
    [
        new("id", Width: 19), new("rawId", TabularType.Integer, 11), new("source", Width: 13), new("channel", Width: 9), new("sourceKey", Width: 22),
        new("reportedAt", TabularType.Instant, 19), new("receivedAt", TabularType.Instant, 19),
        new("customer.id", Width: 22), new("customer.msisdn", Width: 17), new("customer.name", Width: 16), new("customer.tier", Width: 11),
        new("text", Width: 60), new("language", Width: 10), new("languageConfidence", TabularType.Number, 11),
        new("category", Width: 17), new("subcategory", Width: 13), new("confidence", TabularType.Number, 11), new("reasons", TabularType.Texts, 30),
        new("sentiment", TabularType.Number, 10), new("priority", Width: 8), new("score", TabularType.Number, 8),
        new("state", Width: 14), new("lga", Width: 16), new("product", Width: 16), new("status", Width: 14), new("team", Width: 20), new("assignee", Width: 20),
        new("dueAt", TabularType.Instant, 19), new("duplicateOf", Width: 19), new("incident", Width: 14), new("pipelineVersion", Width: 16),
        new("corrected", TabularType.Texts, 20),
    ];

    public string Name => "complaints";

    public IReadOnlyList<TabularColumn> Columns => All;

    public async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(TabularQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (_, values) in ReadAsync(new ComplaintFilter { From = query.From, To = query.To }, query.Reveal, ct))
        {
            yield return values;
        }
    }

    /// <summary>The filtered complaints with their values, oldest first. The values stay valid only until the next row.</summary>
    public async IAsyncEnumerable<(ComplaintRow Row, IReadOnlyList<object?> Values)> ReadAsync(
        ComplaintFilter filter, bool reveal, [EnumeratorCancellation] CancellationToken ct)
    {
        var values = new object?[All.Length];
        await foreach (var batch in complaints.StreamAsync(filter, ct).Chunk(Batch).WithCancellation(ct))
        {
            var customers = await complaints.CustomersAsync([.. batch.Select(c => c.CustomerId).Distinct()], ct);
            foreach (var row in batch)
            {
                Fill(values, row, customers.GetValueOrDefault(row.CustomerId), reveal);
                yield return (row, values);
            }
        }
    }

    /// <summary>The values of these complaints.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<object?>>> ValuesAsync(IReadOnlyList<ComplaintRow> rows, bool reveal, CancellationToken ct)
    {
        var customers = await complaints.CustomersAsync([.. rows.Select(c => c.CustomerId).Distinct()], ct);
        return [.. rows.Select(row =>
        {
            var values = new object?[All.Length];
            Fill(values, row, customers.GetValueOrDefault(row.CustomerId), reveal);
            return values;
        })];
    }

    private static void Fill(object?[] v, ComplaintRow c, CustomerRow? who, bool reveal)
    {
        var i = 0;
        v[i++] = c.Number;
        v[i++] = c.RawId;
        v[i++] = c.Source;
        v[i++] = c.Channel;
        v[i++] = c.SourceKey;
        v[i++] = c.ReportedAt;
        v[i++] = c.ReceivedAt;
        v[i++] = c.CustomerId.ToString(CultureInfo.InvariantCulture);
        v[i++] = reveal ? who?.Msisdn : Masking.MsisdnInFile(who?.Msisdn);
        v[i++] = reveal ? who?.Name : Masking.NameInFile(who?.Name);
        v[i++] = who?.Tier;
        v[i++] = c.Text;
        v[i++] = c.Language;
        v[i++] = c.LanguageConfidence;
        v[i++] = c.Category;
        v[i++] = c.Subcategory;
        v[i++] = c.Confidence;
        v[i++] = c.Reasons.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        v[i++] = c.Sentiment;
        v[i++] = Priorities[Math.Clamp(c.Priority, 1, 4)];
        v[i++] = c.Score;
        v[i++] = c.State;
        v[i++] = c.Lga;
        v[i++] = c.Product;
        v[i++] = c.Status;
        v[i++] = c.Team;
        v[i++] = c.Assignee;
        v[i++] = c.DueAt;
        v[i++] = null;   // a duplicate is answered in the raw zone and never becomes a complaint: export duplicates lists them
        v[i++] = null;   // no incident is attached by this version
        v[i++] = c.PipelineVersion;
        v[i] = c.Corrected.Names();
    }

    private static readonly string[] Priorities = ["", "P1", "P2", "P3", "P4"];
}
