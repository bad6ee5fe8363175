using System.Diagnostics;
using System.Globalization;
using Beejan.Contracts;
using Beejan.Intake;
using Beejan.RawZone;
using Beejan.Sandbox.Feed;
using Beejan.Sandbox.Generator;
using Beejan.Sources;
using Microsoft.Extensions.Options;

namespace Beejan.Sandbox;

/// <summary>Fills the data directory from the command line: lands, processes, settles old cases.</summary>
internal sealed class SandboxVerb(
    IIntake intake, IBalance balance, IEnumerable<IWork> works, CaseWorkers workers, TimeProvider clock, IOptions<SandboxOptions> options) : IVerb
{
    /// <summary>The work that answers everything in flight; its folder is none of ours.</summary>
    private const string Processing = "process-complaints";

    public string Name => "sandbox";

    public IReadOnlyList<string> Options { get; } = ["days", "per-day", "seed"];

    public string Usage =>
        """
        sandbox                      fills the data directory with generated complaints through the real intake
          --days N       days of history up to now (default 90)
          --per-day N    complaints a day (default 2000)
          --seed N       another seed, other complaints (default 1)
          --json         one JSON object: {received, landed, duplicates, curated, dropped, deadLettered, inFlight, seconds}
        """;

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Arguments.Count > 0)
        {
            throw new VerbUsageException($"'{call.Arguments[0]}' is not expected: sandbox takes options only");
        }
        var days = call.Number("days", options.Value.Days, 1, 1000);
        var perDay = call.Number("per-day", options.Value.PerDay, 1, 100_000);
        var seed = call.Number("seed", options.Value.Seed, int.MinValue, int.MaxValue);
        var started = Stopwatch.GetTimestamp();
        var now = clock.GetUtcNow();
        var before = await TotalsAsync(ct);
        var (received, told) = (IntakeResult.Nothing, started);
        foreach (var delivery in new SandboxGenerator(seed).Deliveries(now.AddDays(-days), now, perDay))
        {
            using var content = new MemoryStream(delivery.Content, writable: false);
            received += await intake.ReceiveAsync(delivery.Source, new Delivery(delivery.FileName, delivery.ContentType, content, delivery.At), bulk: true, ct);
            if (Stopwatch.GetElapsedTime(told) > TimeSpan.FromSeconds(3))
            {
                told = Stopwatch.GetTimestamp();
                call.Progress(string.Create(CultureInfo.InvariantCulture, $"sandbox: {received.Received:N0} records received, up to {delivery.At:yyyy-MM-dd}"));
            }
        }
        call.Progress("sandbox: processing");
        await works.Single(work => work.Name == Processing).RunAsync(RunId.New(), ct);
        call.Progress("sandbox: settling old cases");
        await workers.WorkAsync(seed, ct);
        var after = await TotalsAsync(ct);
        var rejected = after.Rejected - before.Rejected;
        return new VerbAnswer(rejected > 0 ? 1 : 0, new
        {
            received = received.Received,
            landed = received.Landed,
            duplicates = received.Duplicates,
            curated = after.Curated - before.Curated,
            dropped = after.Dropped - before.Dropped,
            deadLettered = rejected,
            inFlight = after.InFlight,
            seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
        });
    }

    private async Task<(long Curated, long Dropped, long Rejected, long InFlight)> TotalsAsync(CancellationToken ct)
    {
        var sources = await balance.ReadAsync(ct);
        return (sources.Sum(s => s.Curated), sources.Sum(s => s.Dropped), sources.Sum(s => s.DeadLettered), sources.Sum(s => s.InFlight));
    }
}
