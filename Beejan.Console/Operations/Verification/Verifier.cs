using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Operations.Verification;

/// <summary>Runs every check and remembers the last outcome for the health page.</summary>
internal sealed class Verifier(IEnumerable<ICheck> checks, TimeProvider clock)
{
    /// <summary>Null until the first verification of this process.</summary>
    public Verification? Last { get; private set; }

    public async Task<Verification> RunAsync(Action<string>? progress, CancellationToken ct)
    {
        var results = new List<CheckOutcome>();
        foreach (var check in checks)
        {
            progress?.Invoke($"verify: {check.Name}");
            results.Add(await OneAsync(check, ct));
        }
        return Last = new Verification(results.TrueForAll(r => r.Ok), results, clock.GetUtcNow());
    }

    private static async Task<CheckOutcome> OneAsync(ICheck check, CancellationToken ct)
    {
        try
        {
            var result = await check.RunAsync(ct);
            return new CheckOutcome(check.Name, result.Ok, result.Detail);
        }
        catch (Exception e) when (e is System.Data.Common.DbException || Outage.Is(e))
        {
            return new CheckOutcome(check.Name, false, $"could not be done: {e.Message}");
        }
    }
}

/// <summary>One verification.</summary>
public sealed record Verification(bool Ok, IReadOnlyList<CheckOutcome> Checks, DateTimeOffset At);

/// <summary>What one check found.</summary>
public sealed record CheckOutcome(string Name, bool Ok, string Detail);

/// <summary>The <c>verify</c> verb.</summary>
internal sealed class VerifyVerb(Verifier verifier) : IVerb
{
    public string Name => "verify";

    public bool NeedsStore => true;

    public string WhenStopped => "nothing was changed, and nothing is proved: call it again";

    public string Usage => "verify                       proves lake, ledger, conservation law, rollups and database\n  --json   one JSON object: {ok, checks:[{name, ok, detail}]}; exit 3 when not ok";

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Arguments is [var unexpected, ..])
        {
            throw new VerbUsageException($"'{unexpected}' is not expected: verify takes no arguments");
        }
        var verification = await verifier.RunAsync(call.Progress, ct);
        return new VerbAnswer(verification.Ok ? 0 : 3, new { ok = verification.Ok, checks = verification.Checks });
    }
}

/// <summary>The same once a night.</summary>
internal sealed class VerifyWork(Verifier verifier) : IWork
{
    public string Name => "verify";

    public string Purpose => "Proves lake, ledger, conservation law, rollups and database.";

    public Schedule Schedule => new Schedule.Cron("0 40 2 * * ?");

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var verification = await verifier.RunAsync(null, ct);
        var bad = verification.Checks.Count(c => !c.Ok);
        return new WorkReport(verification.Checks.Count, verification.Checks.Count - bad, 0, bad);
    }
}
