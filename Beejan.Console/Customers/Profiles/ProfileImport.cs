using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated.Persons;
using Beejan.Governance.Audit;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Customers.Profiles;

/// <summary>
/// Takes a file of profiles: its bytes are kept first, then its rows are written page by page, each page one transaction. A row that says what
/// is known changes nothing, so the same file again changes nothing; after a crash the file is imported again.
/// </summary>
internal sealed class ProfileImport(
    IDatabase database, ProfileFile file, ProfileWriter writer, IAuditTrail audit, IChangeFeed feed, DataDirectory data, TimeProvider clock)
{
    /// <summary>Faults kept with the import; all are counted.</summary>
    public const int MostFaults = 200;

    private const int Page = 500;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The first faults of an import.</summary>
    public static IReadOnlyList<ProfileFault> FaultsOf(ProfileImportRow import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return JsonSerializer.Deserialize<List<ProfileFault>>(import.Faults, Json) ?? [];
    }

    /// <param name="name">The file's name, without folders.</param>
    /// <param name="progress">Told how many rows were read so far.</param>
    /// <returns>What became of it; <see cref="ProfileImportRow.Error"/> says why nothing could be taken.</returns>
    public async Task<ProfileImportRow> ImportAsync(string name, Stream content, string actor, IProgress<long>? progress, CancellationToken ct)
    {
        var (kept, hash) = await KeepAsync(name, content, ct);
        var import = new ProfileImportRow { File = name, Hash = hash, Kept = Path.GetRelativePath(data.Root, kept).Replace('\\', '/'), Actor = actor, StartedAt = clock.GetUtcNow() };
        await database.WriteAsync((db, stop) => { db.Add(import); return db.SaveChangesAsync(stop); }, ct);
        var faults = new List<ProfileFault>();
        var unknown = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            await RowsAsync(import, kept, name, faults, unknown, progress, ct);
        }
        catch (ProfileFileException e)
        {
            import.Error = e.Message;
        }
        import.EndedAt = clock.GetUtcNow();
        import.UnknownColumns = string.Join('\n', unknown);
        import.Faults = JsonSerializer.Serialize(faults, Json);
        await database.WriteAsync(async (db, stop) =>
        {
            db.Update(import);
            if (import.Added + import.Changed > 0)
            {
                // New books may tell that customers of long ago are one person: all are compared again.
                await db.Set<LinkMarkRow>().ExecuteUpdateAsync(m => m.SetProperty(r => r.AllOn, (string?)null), stop);
            }
            await db.SaveChangesAsync(stop);
            await audit.WriteAsync(db, actor, "profiles.imported", string.Create(CultureInfo.InvariantCulture, $"import {import.Id}"), import.Error is null
                ? string.Create(CultureInfo.InvariantCulture, $"{import.Rows} rows: {import.Added} added, {import.Changed} changed, {import.Unchanged} unchanged, {import.Rejected} set aside; sha-256 {hash}")
                : $"nothing taken; sha-256 {hash}", stop);
            return 0;
        }, ct);
        feed.Publish(Topic.Customers);
        return import;
    }

    private async Task RowsAsync(
        ProfileImportRow import, string kept, string name, List<ProfileFault> faults, SortedSet<string> unknown, IProgress<long>? progress, CancellationToken ct)
    {
        await using var content = new FileStream(kept, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var (seen, page) = (new Dictionary<long, (int Line, string? Sheet, long Print)>(), new List<ProfileRow>(Page));
        await foreach (var line in file.ReadAsync(name, content, import.StartedAt, unknown, ct))
        {
            import.Rows += line.IsRow ? 1 : 0;
            var found = line.Faults;
            if (!line.IsRow)
            {
                faults.AddRange(found.Take(MostFaults - faults.Count));
                continue;
            }
            if (line.Profile is not { } profile)
            {
                import.Rejected++;
            }
            else if (seen.TryGetValue(profile.Id, out var first))
            {
                // The very same row twice is no fault.
                (import.Unchanged, import.Rejected) = first.Print == profile.Print ? (import.Unchanged + 1, import.Rejected) : (import.Unchanged, import.Rejected + 1);
                found = first.Print == profile.Print ? [] : [new ProfileFault(line.Line, null, "profile.repeated",
                    string.Create(CultureInfo.InvariantCulture, $"The row names the same customer as line {first.Line}{(first.Sheet is null ? "" : " of sheet ")}{first.Sheet} and says something else: keep one of them"), line.Sheet)];
            }
            else
            {
                import.Warnings += found.Count;
                seen.Add(profile.Id, (line.Line, line.Sheet, profile.Print));
                profile.ImportId = import.Id;
                page.Add(profile);
            }
            faults.AddRange(found.Take(MostFaults - faults.Count));
            if (page.Count == Page)
            {
                await WriteAsync(import, page, ct);
                progress?.Report(import.Rows);
            }
        }
        await WriteAsync(import, page, ct);
        progress?.Report(import.Rows);
    }

    private async Task WriteAsync(ProfileImportRow import, List<ProfileRow> page, CancellationToken ct)
    {
        if (page.Count > 0)
        {
            var (added, changed) = await database.WriteAsync((db, _) => Task.FromResult(writer.Write(db, page)), ct);
            (import.Added, import.Changed, import.Unchanged) = (import.Added + added, import.Changed + changed, import.Unchanged + page.Count - added - changed);
            page.Clear();
        }
    }

    /// <summary>The bytes as they came, once by content, readable by the owner alone.</summary>
    private async Task<(string Path, string Hash)> KeepAsync(string name, Stream content, CancellationToken ct)
    {
        var folder = data.Folder("profiles");
        var half = Path.Combine(folder, Guid.NewGuid().ToString("n") + ".part");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            await using (var to = new FileStream(half, options))
            {
                var buffer = new byte[64 * 1024];
                while (await content.ReadAsync(buffer, ct) is > 0 and var read)
                {
                    hash.AppendData(buffer, 0, read);
                    await to.WriteAsync(buffer.AsMemory(0, read), ct);
                }
                to.Flush(flushToDisk: true);
            }
            var hex = Convert.ToHexStringLower(hash.GetHashAndReset());
            var kept = Path.Combine(folder, hex[..16] + Path.GetExtension(name).ToLowerInvariant());
            File.Move(half, kept, overwrite: true);
            return (kept, hex);
        }
        finally
        {
            File.Delete(half);
        }
    }
}
