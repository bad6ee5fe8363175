using System.Diagnostics;
using Beejan.Contracts;
using Beejan.RawZone;

namespace Beejan.Processing;

internal sealed class ProcessVerb(ProcessingWork work, IBalance balance) : IVerb
{
    public string Name => "process";

    public string Usage => "process                      answers everything in flight\n  --json   one JSON object: {received, landed, duplicates, curated, dropped, deadLettered, inFlight, seconds}";

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Arguments.Count > 0)
        {
            throw new VerbUsageException($"'{call.Arguments[0]}' is not expected: process takes no arguments");
        }
        var started = Stopwatch.GetTimestamp();
        var report = await work.RunAsync(RunId.New(), ct);
        var inFlight = (await balance.ReadAsync(ct)).Sum(b => b.InFlight);
        return new VerbAnswer(report.Rejected > 0 ? 1 : 0, new
        {
            received = report.Read,
            landed = report.Read,
            duplicates = 0L,
            curated = report.Written,
            dropped = report.Dropped,
            deadLettered = report.Rejected,
            inFlight,
            seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
        });
    }
}
