using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Rulebook;

/// <summary>Each version that was made has the file it names, unchanged.</summary>
internal sealed class RuleCheck(IDatabase database, RuleFiles files) : ICheck
{
    public string Name => "rule-versions";

    public async Task<CheckResult> RunAsync(CancellationToken ct)
    {
        var versions = await database.ReadAsync((db, stop) => db.Set<RuleVersionRow>().Where(r => r.File != null).Select(r => r.Id).ToListAsync(stop), ct);
        List<string> faults = [];
        foreach (var id in versions)
        {
            // One at a time: each carries a copy of its file.
            var version = await database.ReadAsync((db, stop) => db.Set<RuleVersionRow>().FirstAsync(r => r.Id == id, stop), ct);
            try
            {
                await files.ReadAsync(version, ct);
            }
            catch (InvalidDataException e)
            {
                faults.Add(e.Message);
            }
        }
        return CheckResult.Of(faults, $"{versions.Count} model files");
    }
}
