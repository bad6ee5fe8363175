using Beejan.Contracts;
using Beejan.RawZone;
using Beejan.Sources;

namespace Beejan.Intake.Files;

/// <summary><c>ingest SOURCE PATH...</c>: lands files and folders and, while they land, judges what has landed.</summary>
internal sealed class IngestVerb(IIntake intake, IBalance balance, IEnumerable<IWork> works, TimeProvider clock) : IVerb
{
    public string Name => "ingest";

    public IReadOnlyList<string> Flags { get; } = ["no-process"];

    public string Usage => $"""
        ingest SOURCE PATH...   lands files or folders as that source and processes them
          SOURCE                {string.Join(", ", intake.Sources.Select(s => s.Id.Value))}
          --no-process          lands only
          --json                one JSON object: {Counts}; received = landed + duplicates,
                                landed = curated + dropped + deadLettered + inFlight; exit 1 when anything is dead-lettered
        """;

    private const string Counts = "{received, landed, duplicates, curated, dropped, deadLettered, inFlight, seconds}";

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(call);
        var sources = string.Join(", ", intake.Sources.Select(s => s.Id.Value));
        if (call.Arguments is not [var name, _, ..])
        {
            throw new VerbUsageException($"takes a source ({sources}) and at least one file or folder");
        }
        var source = intake.Find(name) ?? throw new VerbUsageException($"there is no source '{name}'; sources: {sources}");
        var files = call.Arguments.Skip(1).SelectMany(FilesOf).ToList();
        var processing = call.Flag("no-process") ? null : new Alongside(works.Single(w => w.Name == "process-complaints"), () => InFlightAsync(null, ct), clock);
        var started = clock.GetTimestamp();
        if (processing is not null)
        {
            // What waited before this call is none of its counts.
            await processing.SettleAsync(ct);
        }
        var before = await BalanceAsync(source.Id, ct);
        var answering = processing?.RunAsync(ct) ?? Task.CompletedTask;
        IntakeResult landed;
        try
        {
            landed = await LandAsync(source, files, call, processing, ct);
        }
        catch
        {
            // What has landed is judged to the end: nothing is at work any more when this is told.
            processing?.LandingIsOver();
            await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        processing?.LandingIsOver();
        await answering;
        var after = await BalanceAsync(source.Id, ct);
        var answer = new IngestAnswer(landed.Received, landed.Landed, landed.Duplicates, after.Curated - before.Curated, after.Dropped - before.Dropped,
            after.DeadLettered - before.DeadLettered, after.InFlight - before.InFlight, Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3));
        return new VerbAnswer(answer.DeadLettered > 0 ? 1 : 0, answer);
    }

    private async Task<IntakeResult> LandAsync(ISource source, List<FileInfo> files, VerbCall call, Alongside? processing, CancellationToken ct)
    {
        using var progress = new IngestProgress(files.Sum(f => f.Length), call.Progress, clock);
        var result = IntakeResult.Nothing;
        foreach (var file in files)
        {
            await using var content = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
            progress.Begin(content, result.Received);
            result += await intake.ReceiveAsync(source.Id, new Delivery(file.Name, null, content, clock.GetUtcNow()), true, ct, new Told(records =>
            {
                progress.Report(records);
                processing?.Wake();
            }));
        }
        return result;
    }

    private static IEnumerable<FileInfo> FilesOf(string path)
    {
        if (File.Exists(path))
        {
            return [new FileInfo(path)];
        }
        if (!Directory.Exists(path))
        {
            throw new VerbUsageException($"there is no file or folder '{path}'");
        }
        var files = Folders.FilesOf(new DirectoryInfo(path));
        return files.Count > 0 ? files : throw new VerbUsageException($"there is no file in folder '{path}'");
    }

    private async Task<SourceBalance> BalanceAsync(SourceId source, CancellationToken ct) =>
        (await balance.ReadAsync(ct)).SingleOrDefault(b => b.Source == source.Value) ?? new SourceBalance(source.Value, 0, 0, 0, 0, 0, 0, 0, default);

    private async Task<long> InFlightAsync(string? source, CancellationToken ct) =>
        (await balance.ReadAsync(ct)).Where(b => source is null || b.Source == source).Sum(b => b.InFlight);

    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}

/// <summary>What one call did, in records: Received = Landed + Duplicates, Landed = Curated + Dropped + DeadLettered + InFlight.</summary>
public sealed record IngestAnswer(long Received, long Landed, long Duplicates, long Curated, long Dropped, long DeadLettered, long InFlight, double Seconds);
