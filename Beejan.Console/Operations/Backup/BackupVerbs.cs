using System.Globalization;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Operations.Verification;
using Beejan.RawZone;
using Beejan.Storage;
using Microsoft.Data.Sqlite;

namespace Beejan.Operations.Backup;

/// <summary>The <c>backup</c> verb: may run beside a serving console.</summary>
internal sealed class BackupVerb(Backup backup, TimeProvider clock) : IVerb
{
    public string Name => "backup";

    public bool NeedsStore => true;

    public string WhenStopped => "nothing of the backup is left: call it again";

    public string Usage => "backup PATH                  copies database, lake and keys while the console runs; PATH is a new or empty folder\n  --json   one JSON object: {records, complaints, segments, databaseBytes, lakeBytes, seconds}";

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        var target = PathOf(call);
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new VerbUsageException($"{target} is not empty: name a new or an empty folder");
        }
        var started = clock.GetTimestamp();
        var label = await backup.WriteAsync(target, call.Progress, ct);
        return new VerbAnswer(0, new { label.Records, label.Complaints, label.Segments, label.DatabaseBytes, label.LakeBytes, seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3) });
    }

    /// <exception cref="VerbUsageException">There is not exactly one argument.</exception>
    public static string PathOf(VerbCall call) => call.Arguments switch
    {
        [var path] => Path.GetFullPath(path),
        [] => throw new VerbUsageException("name the folder of the backup"),
        [_, var more, ..] => throw new VerbUsageException($"'{more}' is one argument too many: one folder"),
    };
}

/// <summary>
/// The <c>restore</c> verb: puts a backup in the place of what is in the data directory, proves it with every check, and puts the old back when a
/// check fails. What was there stays in <c>before-restore-…</c>.
/// </summary>
internal sealed class RestoreVerb(DataDirectory data, IDatabaseCopy database, IServiceProvider services, Verifier verifier, TimeProvider clock) : IVerb
{
    public string Name => "restore";

    public string Usage => "restore PATH                 puts a backup in the place of the data directory's content and proves it with verify; the console must be stopped\n  --json   one JSON object: {ok, records, complaints, checks, before}; exit 3 when a check fails, and then the old is back";

    /// <summary>It works on a data directory that nothing may have opened.</summary>
    public bool NeedsData => false;

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        var from = BackupVerb.PathOf(call);
        var label = Read(Path.Combine(from, Backup.Label)) ?? throw new VerbUsageException($"{from} is no whole backup: it has no {Backup.Label}");
        var copy = Path.Combine(from, database.FileName);
        if (!File.Exists(copy))
        {
            throw new VerbUsageException($"{from} holds no {database.FileName}: it was made on the other kind of database, see {StorageOptions.Section}:{nameof(StorageOptions.Provider)}");
        }
        if (!data.TryHoldAlone())
        {
            throw new InvalidOperationException($"a console or a verb runs on {data.Root}: stop it, then restore");
        }
        if (await database.HeldByAsync(ct) is { } held)
        {
            throw new InvalidOperationException($"{held}: stop every console on it, then restore");
        }
        var before = Directory.CreateDirectory(Path.Combine(data.Root, clock.GetUtcNow().ToString("'before-restore-'yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture))).FullName;
        await database.KeepAsync(before, ct);
        Move(data.Root, before);
        Verification.Verification? proof = null;
        try
        {
            call.Progress("restore: copying");
            await database.RestoreAsync(copy, ct);
            foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos().Where(e => e.Name != Backup.Label && e.Name != database.FileName))
            {
                Backup.CopyTree(entry, Path.Combine(data.Root, entry.Name));
            }
            await services.MigrateAsync(ct);
            await services.HealRawZoneAsync(ct);
            proof = await verifier.RunAsync(call.Progress, ct);
        }
        finally
        {
            if (proof is not { Ok: true })
            {
                await TakeBackAsync(before);
            }
        }
        return new VerbAnswer(proof.Ok ? 0 : 3, new { ok = proof.Ok, label.Records, label.Complaints, madeAt = label.MadeAt, checks = proof.Checks, before = proof.Ok ? before : null });
    }

    private async Task TakeBackAsync(string before)
    {
        SqliteConnection.ClearAllPools();
        foreach (var entry in Content(data.Root))
        {
            if (entry is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
        await database.TakeBackAsync(before);
        Move(before, data.Root);
        Directory.Delete(before);
    }

    private static void Move(string from, string to)
    {
        foreach (var entry in Content(from))
        {
            Directory.Move(entry.FullName, Path.Combine(to, entry.Name));
        }
    }

    private static List<FileSystemInfo> Content(string folder) => [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(e => !Backup.IsOwn(e.Name))];

    private static BackupLabel? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<BackupLabel>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
}
