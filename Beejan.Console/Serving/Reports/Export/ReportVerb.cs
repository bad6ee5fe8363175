using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Serving.Reports.Export;

/// <summary>Builds one report into a file.</summary>
internal sealed class ReportVerb(IEnumerable<IReport> reports, TimeProvider clock) : IVerb
{
    private readonly List<IReport> _reports = [.. reports];

    public string Name => "report";

    public bool NeedsStore => true;

    public string WhenStopped => "nothing was written: call it again";

    public IReadOnlyList<string> Options { get; } = ["from", "to", "out"];

    public string Usage => $"""
        report {string.Join('|', _reports.Select(r => r.Slug))} --from T --to T --out FILE   builds one Excel report
          --from   {PeriodText.Forms}
          --to     the same; a date includes that day
          --out    the file; it appears only when it is whole
          --json   one JSON object: {Counts}
        """;

    private const string Counts = "{rows, sheets, bytes, seconds}";

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        var slugs = string.Join(", ", _reports.Select(r => r.Slug));
        var report = call.Arguments switch
        {
            [] => throw new VerbUsageException($"say which report: {slugs}"),
            [var slug] => _reports.Find(r => r.Slug == slug) ?? throw new VerbUsageException($"there is no report '{slug}': {slugs}"),
            [_, var more, ..] => throw new VerbUsageException($"'{more}' is one argument too many: one report a call"),
        };
        call.Required("from");
        call.Required("to");
        var (from, to) = (PeriodText.Option(call, "from")!.Value, PeriodText.Option(call, "to")!.Value);
        if (to <= from)
        {
            throw new VerbUsageException("--to must come after --from");
        }
        var path = WholeFile.Option(call);
        var query = new ReportQuery(Guid.CreateVersion7(), from, to, new ComplaintFilter(), $"command line ({Environment.UserName})");
        var started = clock.GetTimestamp();
        var result = await WholeFile.WriteAsync(path, stream => report.BuildAsync(query, stream, new Told(call.Progress), ct));
        return new VerbAnswer(0, new
        {
            rows = result.Rows,
            sheets = result.Sheets,
            bytes = new FileInfo(path).Length,
            seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3),
        });
    }

    /// <summary>A line for every tenth.</summary>
    private sealed class Told(Action<string> progress) : IProgress<ReportProgress>
    {
        private long _tenth;

        public void Report(ReportProgress value)
        {
            var tenth = value.Total == 0 ? 10 : value.Done * 10 / value.Total;
            if (tenth > _tenth && value.Total > 10_000)
            {
                _tenth = tenth;
                progress($"{value.Done} of {value.Total} rows");
            }
        }
    }
}
