using Beejan.Contracts;
using Beejan.RawZone.Replays;
using Beejan.Sources;

namespace Beejan.Processing.Replays;

/// <summary>The <c>replay</c> verb: dry run, or canary and then all.</summary>
internal sealed class ReplayVerb(ReplayBook book, ReplayRunner runner, SourceCatalogue sources, TimeProvider clock) : IVerb
{
    public string Name => "replay";

    public string WhenStopped => "what is served is whole; the console goes on with this step when it runs, or cancel it on the page Replays";

    public IReadOnlyList<string> Options { get; } = ["source", "from", "to", "reason", "rate", "canary"];

    public IReadOnlyList<string> Flags { get; } = ["dry-run"];

    public string Usage => $"""
        replay [--source S] [--from T] [--to T] [--reason CODE] [--dry-run]   judges that part of the raw zone again with today's rules
          --source   {string.Join(", ", sources.All.Select(s => s.Id.Value).Order(StringComparer.Ordinal))}; all when not given
          --from     received at or after: {PeriodText.Forms}
          --to       received before; a date includes that day
          --reason   only dead letters with this reason code, such as time.future
          --dry-run  says what would change and changes nothing
          --rate     records a second at most; as fast as live work lets when not given
          --canary   how many to change and check before the rest, 1 to 1000; 20 when not given
          --json     one JSON object: records, unchanged, changed, category, subcategory, priority, recovered, …; exit 3 when the canary fails
        """;

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Arguments is [var unexpected, ..])
        {
            throw new VerbUsageException($"'{unexpected}' is not expected: name a source with --source");
        }
        var source = call.Option("source");
        if (call.Flag("source") && sources.Find(source ?? "") is null)
        {
            throw new VerbUsageException($"--source '{source}' is not one of {string.Join(", ", sources.All.Select(s => s.Id.Value).Order(StringComparer.Ordinal))}");
        }
        var scope = new ReplayScope(source, PeriodText.Option(call, "from"), PeriodText.Option(call, "to"), call.Flag("reason") ? call.Required("reason") : null);
        if (scope is { From: { } from, To: { } to } && to <= from)
        {
            throw new VerbUsageException("--to must come after --from");
        }
        var started = clock.GetTimestamp();
        var dry = call.Flag("dry-run");
        var row = await book.AskAsync(scope, dry ? ReplaySteps.DryRun : ReplaySteps.Canary, call.Number("rate", 0, 0, 1_000_000), call.Number("canary", 20, 1, 1000),
            $"cli:{Environment.UserName}", running: true, ct);
        await runner.RunAsync(row, call.Progress, ct);
        if (!dry && row.State == ReplayStates.Done)
        {
            await book.AdvanceAsync(row.Id, row.AskedBy, running: true, ct);
            row = (await book.FindAsync(row.Id, ct))!;
            await runner.RunAsync(row, call.Progress, ct);
        }
        if (row.State is not ReplayStates.Done)
        {
            throw new InvalidOperationException(row.Error ?? $"the replay is {row.State}");
        }
        var found = ReplayFindings.Read(dry ? row.Forecast : row.Applied);
        return new VerbAnswer(0, new
        {
            dryRun = dry, found.Records, found.Unchanged, found.Changed, found.Category, found.Subcategory, found.Priority, found.Recovered, found.OtherReason,
            found.WouldSetAside, found.KeptByPeople, found.Unreadable, found.Skipped, found.Moves, found.Reasons, found.Samples,
            seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3),
        });
    }
}
