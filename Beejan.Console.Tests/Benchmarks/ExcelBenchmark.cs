using System.Diagnostics;
using System.Globalization;
using Beejan.Contracts;
using Beejan.Serving.Reports.Excel;
using Xunit;
using Xunit.Abstractions;

namespace Beejan.Tests.Benchmarks;

/// <summary>
/// 100,000 rows x 20 columns of the peers' cells, beside exceljs' streaming writer in the same run. exceljs is found through <c>NODE_PATH</c>;
/// without it only our figures are printed.
/// </summary>
[Trait("Category", "Benchmark")]
public sealed class ExcelBenchmark(ITestOutputHelper output)
{
    private const int Rows = 100_000;
    private const int Columns = 20;
    private const int Rounds = 5;

    private const string Peer = """
        const E = require('exceljs'), f = process.argv[1], n = +process.argv[2], c = +process.argv[3];
        (async () => { const t = process.hrtime.bigint(), wb = new E.stream.xlsx.WorkbookWriter({ filename: f }), ws = wb.addWorksheet('c');
        for (let i = 1; i <= n; i++) { const r = []; for (let k = 1; k <= c; k++) r.push(k % 4 ? `value ${i % 977} col ${k}` : i * k); ws.addRow(r).commit(); }
        await wb.commit(); console.log(Number(process.hrtime.bigint() - t) / 1e9, Math.round(process.resourceUsage().maxRSS / 1024)); })();
        """;

    [BenchmarkFact]
    public async Task Excel_beside_exceljs()
    {
        using var folder = new Folder();
        var ours = new List<double>();
        var idle = Resident();
        var peak = idle;
        using (var watch = new Timer(_ => peak = Math.Max(peak, Resident()), null, 0, 5))
        {
            for (var round = 0; round <= Rounds; round++)
            {
                var took = Write(folder.File("ours.xlsx"), Rows);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours {(round == 0 ? "cold" : "warm")}     {took:F3} s  {new FileInfo(folder.File("ours.xlsx")).Length / 1e6:F1} MB"));
                if (round > 0)
                {
                    ours.Add(took);
                }
            }
        }
        output.WriteLine($"ours memory   {(peak - idle) / 1048576} MiB above idle");
        var theirs = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            if (await PeerAsync(folder.File("peer.xlsx")) is { } took)
            {
                theirs.Add(took);
            }
        }
        if (theirs.Count > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio         {Median(theirs) / Median(ours):F1} x faster than exceljs ({Median(ours):F3} s against {Median(theirs):F3} s)"));
        }
    }

    [BenchmarkFact]
    public void The_largest_sheet_and_one_row_more()
    {
        using var folder = new Folder();
        var took = Write(folder.File("large.xlsx"), SheetWriter.MaxRows, 4);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1,048,576 rows x 4 columns in {took:F2} s"));
        var read = ReadBack.Sheets(folder.File("large.xlsx"));
        Assert.Equal(SheetWriter.MaxRows - 1, read["Detail"].Count);
        Assert.Single(read["Detail 2"]);
        Assert.Equal((double)SheetWriter.MaxRows * 4, read["Detail 2"][0][3]);
    }

    private static double Write(string file, int rows, int columns = Columns)
    {
        var started = Stopwatch.GetTimestamp();
        using (var stream = File.Create(file))
        using (var book = new StreamedWorkbook(stream))
        {
            book.BeginSheet("Detail", [.. Enumerable.Range(1, columns).Select(k => new TabularColumn($"column {k}", k % 4 == 0 ? TabularType.Integer : TabularType.Text))]);
            var row = new object?[columns];
            for (var i = 1; i <= rows; i++)
            {
                for (var k = 1; k <= columns; k++)
                {
                    row[k - 1] = k % 4 == 0 ? i * k : $"value {i % 977} col {k}";
                }
                book.Add(row);
            }
            book.Finish(small => small.AddWorksheet("Summary").Cell(1, 1).SetValue("Rows"), small => small.AddWorksheet("About").Cell(1, 1).SetValue(book.Hash));
        }
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<double?> PeerAsync(string file)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-e", Peer, file, $"{Rows}", $"{Columns}" })
        {
            start.ArgumentList.Add(argument);
        }
        using var node = Process.Start(start)!;
        var answer = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
        {
            output.WriteLine("exceljs not found: npm i exceljs, and set NODE_PATH to its node_modules");
            return null;
        }
        var parts = answer.Split(' ');
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"exceljs       {parts[0]} s  peak {parts[1].Trim()} MiB  {new FileInfo(file).Length / 1e6:F1} MB"));
        return double.Parse(parts[0], CultureInfo.InvariantCulture);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
