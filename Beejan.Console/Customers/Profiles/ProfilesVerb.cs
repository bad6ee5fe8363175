using System.Globalization;
using Beejan.Contracts;
using Beejan.Governance.Audit;

namespace Beejan.Customers.Profiles;

/// <summary><c>profiles PATH...</c>: imports customer profiles from files.</summary>
internal sealed class ProfilesVerb(ProfileImport import) : IVerb
{
    public string Name => "profiles";

    public string Usage =>
        """
        profiles PATH...        imports customer profiles (plan, tenure, value, tier) from CSV, TSV or Excel files
          --json                one JSON object: {rows, added, changed, unchanged, rejected, files}; exit 1 when rows are rejected
        """;

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Arguments.Count == 0)
        {
            throw new VerbUsageException("takes at least one file");
        }
        if (call.Arguments.FirstOrDefault(path => !File.Exists(path)) is { } missing)
        {
            throw new VerbUsageException($"there is no file '{missing}'");
        }
        var files = new List<ProfileFileAnswer>();
        foreach (var path in call.Arguments)
        {
            await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            var done = await import.ImportAsync(Path.GetFileName(path), content, Actors.System,
                new Told(rows => call.Progress(string.Create(CultureInfo.InvariantCulture, $"profiles: {rows:N0} rows"))), ct);
            if (done.Error is not null)
            {
                call.Progress($"{done.File}: {done.Error}");
            }
            files.Add(new ProfileFileAnswer(done.File, done.Rows, done.Added, done.Changed, done.Unchanged, done.Rejected, done.Warnings,
                done.UnknownColumns.Split('\n', StringSplitOptions.RemoveEmptyEntries), ProfileImport.FaultsOf(done), done.Error));
        }
        var answer = new ProfilesAnswer(files.Sum(f => f.Rows), files.Sum(f => f.Added), files.Sum(f => f.Changed), files.Sum(f => f.Unchanged), files.Sum(f => f.Rejected), files);
        return new VerbAnswer(files.Exists(f => f.Error is not null) ? 3 : answer.Rejected > 0 ? 1 : 0, answer);
    }

    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}

/// <summary>What one call did, in rows: Rows = Added + Changed + Unchanged + Rejected.</summary>
public sealed record ProfilesAnswer(long Rows, long Added, long Changed, long Unchanged, long Rejected, IReadOnlyList<ProfileFileAnswer> Files);

/// <summary>What became of one file.</summary>
/// <param name="Warnings">Single values left out of rows that were taken.</param>
/// <param name="UnknownColumns">Columns that mean nothing to us.</param>
/// <param name="Faults">The first ones, with line and column.</param>
/// <param name="Error">Why nothing of it could be taken; null when rows were.</param>
public sealed record ProfileFileAnswer(
    string File, long Rows, long Added, long Changed, long Unchanged, long Rejected, long Warnings, IReadOnlyList<string> UnknownColumns,
    IReadOnlyList<ProfileFault> Faults, string? Error);
