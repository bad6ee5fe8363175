using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Audit;
using Beejan.Tests.Benchmarks;
using Beejan.Tests.Curated;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Beejan.Tests.Serving.Reports;

public abstract class ExportVerbTests(ReportsBench bench) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if (await bench.Database.ReadAsync((db, ct) => db.Set<ComplaintRow>().AnyAsync(ct), default))
        {
            return;
        }
        await bench.PutAsync(
            new CustomerRow { Id = 7, Msisdn = "+2348031234567", Name = "Adaeze Okafor", Tier = "prepaid" },
            CuratedBench.Row(1, "2026-11-18T22:59:59Z", r => r.Text = "=cmd|' /C calc'!A0"),
            CuratedBench.Row(2, "2026-11-18T23:00:00Z", r => (r.Text, r.Reasons, r.Sentiment) = ("He said \"no network\",\r\nagain ₦500", "no network\nagain", -0.5f)),
            CuratedBench.Row(3, "2026-11-19T22:59:59.5Z"),
            CuratedBench.Row(4, "2026-11-19T23:00:00Z", r => (r.State, r.Status) = (null, Statuses.Resolved)));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_day_is_a_day_in_Lagos()
    {
        var (exit, answer) = await bench.CallAsync("export", "complaints", "--format", "csv", "--from", "2026-11-19", "--to", "2026-11-19", "--out", bench.File("day.csv"));

        Assert.Equal(0, exit);
        Assert.Equal(2, answer.GetProperty("rows").GetInt64());
        Assert.Equal(new FileInfo(bench.File("day.csv")).Length, answer.GetProperty("bytes").GetInt64());
        var lines = File.ReadAllText(bench.File("day.csv"));
        Assert.Contains("2026-11-19T00:00:00+01:00", lines, StringComparison.Ordinal);
        Assert.Contains("2026-11-19T23:59:59.5+01:00", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_columns_are_named_as_the_contract_names_them()
    {
        await bench.CallAsync("export", "complaints", "--format", "csv", "--out", bench.File("names.csv"));

        Assert.Equal(
            "id,rawId,source,channel,sourceKey,reportedAt,receivedAt,customer.id,customer.msisdn,customer.name,customer.tier,text,language,languageConfidence,category,"
            + "subcategory,confidence,reasons,sentiment,priority,score,state,lga,product,status,team,assignee,dueAt,duplicateOf,incident,pipelineVersion,corrected",
            File.ReadLines(bench.File("names.csv")).First());
    }

    [Fact]
    public async Task CSV_quotes_what_needs_it_and_guards_against_formulas()
    {
        await bench.CallAsync("export", "complaints", "--format", "csv", "--out", bench.File("all.csv"));

        var text = File.ReadAllText(bench.File("all.csv"));
        Assert.Contains(",'=cmd|' /C calc'!A0,", text, StringComparison.Ordinal);
        Assert.Contains(",\"He said \"\"no network\"\",\r\nagain ₦500\",", text, StringComparison.Ordinal);
        Assert.Contains(",no network; again,-0.5,P3,", text, StringComparison.Ordinal);
        Assert.Contains(",'+234803***4567,A*** O***,prepaid,", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NDJSON_is_the_complaint_of_the_API()
    {
        await bench.CallAsync("export", "complaints", "--format", "ndjson", "--out", bench.File("all.ndjson"));

        var rows = File.ReadLines(bench.File("all.ndjson")).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(4, rows.Count);
        Assert.Equal(ComplaintNumber.Format(2, DateTimeOffset.Parse("2026-11-18T23:00:00Z")), rows[1].GetProperty("id").GetString());
        Assert.Equal("2026-11-18T23:00:00Z", rows[1].GetProperty("reportedAt").GetString());
        Assert.Equal("+234803***4567", rows[1].GetProperty("customer").GetProperty("msisdn").GetString());
        Assert.Equal(["no network", "again"], rows[1].GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal("He said \"no network\",\r\nagain ₦500", rows[1].GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, rows[3].GetProperty("state").ValueKind);
    }

    [Fact]
    public async Task Revealed_numbers_are_clear_and_the_reveal_is_in_the_audit_trail()
    {
        await bench.CallAsync("export", "complaints", "--format", "ndjson", "--reveal", "--out", bench.File("clear.ndjson"));

        Assert.Contains("\"msisdn\":\"+2348031234567\",\"name\":\"Adaeze Okafor\"", File.ReadAllText(bench.File("clear.ndjson")), StringComparison.Ordinal);
        Assert.Equal(1, await bench.Database.ReadAsync((db, ct) => db.Set<AuditEntry>().CountAsync(e => e.Action == "export.reveal" && e.Subject == "complaints", ct), default));
    }

    [Fact]
    public async Task The_workbook_has_typed_cells_and_says_what_it_is()
    {
        var (_, answer) = await bench.CallAsync("export", "complaints", "--format", "xlsx", "--from", "2026-11-19", "--to", "2026-11-19T12:00", "--out", bench.File("day.xlsx"));

        var sheets = ReadBack.Sheets(bench.File("day.xlsx"));
        var row = Assert.Single(sheets["Complaints"]);
        Assert.Equal(1, answer.GetProperty("rows").GetInt64());
        Assert.Equal(2d, row[1]);
        Assert.Equal(new DateTime(2026, 11, 19), row[5]);
        Assert.Equal("'+234803***4567", row[8]);
        Assert.Equal(-0.5, row[18]);
        Assert.Contains(sheets["About"], r => "Time zone".Equals(r[0]) && r[1]!.ToString()!.StartsWith("Africa/Lagos", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("say what to export: complaints")]
    [InlineData("there is no 'calls'", "calls")]
    [InlineData("--format is missing", "complaints")]
    [InlineData("is not in this version", "complaints", "--format", "parquet")]
    [InlineData("--format takes", "complaints", "--format", "pdf")]
    [InlineData("--out is missing", "complaints", "--format", "csv")]
    [InlineData("--out: the folder", "complaints", "--format", "csv", "--out", "/nowhere/at/all.csv")]
    [InlineData("--from takes a date", "complaints", "--format", "csv", "--out", "x.csv", "--from", "20/11/2026")]
    [InlineData("--to takes a date", "complaints", "--format", "csv", "--out", "x.csv", "--to", "2026-02-30")]
    [InlineData("--to must come after", "complaints", "--format", "csv", "--out", "x.csv", "--from", "2026-11-20", "--to", "2026-11-19")]
    public async Task A_wrong_call_names_the_option(string message, params string[] arguments)
    {
        var fault = await Assert.ThrowsAsync<VerbUsageException>(() => bench.CallAsync("export", arguments));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_export_leaves_the_older_file_and_nothing_half()
    {
        var file = bench.File("kept.csv");
        await File.WriteAllTextAsync(file, "old");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            bench.Verb("export").RunAsync(Beejan.Cli.VerbRunner.Read(bench.Verb("export"), ["complaints", "--format", "csv", "--out", file], _ => { }), stop.Token));

        Assert.Equal("old", await File.ReadAllTextAsync(file));
        Assert.Empty(bench.Files("*.part"));
    }
}

public sealed class ExportVerbOnSqliteTests(ReportsBench bench) : ExportVerbTests(bench), IClassFixture<ReportsBench>;

public sealed class ExportVerbOnPostgresTests(ReportsOnPostgres bench) : ExportVerbTests(bench), IClassFixture<ReportsOnPostgres>;
