using Beejan.Contracts;
using Beejan.Governance.Audit;

namespace Beejan.Customers.Profiles;

/// <summary><c>inbox/profiles/</c>: files of customer profiles.</summary>
internal sealed class ProfilesFolder(ProfileImport import) : IInboxFolder
{
    private const int Told = 5;

    public string Name => "profiles";

    public async Task<TakenFile> TakeAsync(string fileName, Stream content, CancellationToken ct)
    {
        var done = await import.ImportAsync(fileName, content, Actors.System, null, ct);
        return new TakenFile(done.Rows, done.Added + done.Changed, done.Unchanged, done.Rejected, [.. ProfileImport.FaultsOf(done).DistinctBy(f => f.Code).Take(Told).Select(f =>
            new FileFault($"{fileName} {f.Place}", f.Code, f.Message))], done.Error);
    }
}
