using System.IO.Compression;
using System.Text.Json;
using Beejan.Storage;

namespace Beejan.Operations.Backup;

/// <summary>
/// Copies the data directory beside live work. The database is copied first, as one state; of the lake exactly what that state knows is copied, so
/// that the copy is whole in itself whatever landed meanwhile. <c>backup.json</c> comes last: without it a copy is not whole.
/// </summary>
internal sealed class Backup(DataDirectory data, IDatabaseCopy database, TimeProvider clock)
{
    public const string Label = "backup.json";

    /// <summary>Stays where it is: locks, the lake (copied by its own rules), what other copies left.</summary>
    public static bool IsOwn(string name) => name.EndsWith(".lock", StringComparison.Ordinal) || name.StartsWith("before-restore-", StringComparison.Ordinal);

    /// <param name="target">A folder that is empty or not there yet.</param>
    public async Task<BackupLabel> WriteAsync(string target, Action<string> progress, CancellationToken ct)
    {
        Directory.CreateDirectory(target);
        progress("backup: database");
        var copy = Path.Combine(target, database.FileName);
        var (segments, records, complaints) = await database.WriteAsync(copy, ct);
        var lines = await ManifestAsync(ct);
        // An entry behind the last segment that the copied database knows as closed came later.
        var closed = lines.FindLastIndex(l => segments.Exists(s => s.Id == l.Segment && s.Closed)) + 1;
        var known = lines.Take(closed).Select(l => l.Segment).ToHashSet();
        var lake = Directory.CreateDirectory(Path.Combine(target, "raw")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(lake, "manifest.ndjson"), lines.Take(closed).Select(l => l.Line), ct);
        long bytes = 0;
        foreach (var segment in segments)
        {
            progress($"backup: segment {segment.Path}");
            bytes += await CopyAsync(segment, known.Contains(segment.Id) ? null : segment.Length, lake, ct);
        }
        foreach (var entry in new DirectoryInfo(data.Root).EnumerateFileSystemInfos())
        {
            if (!IsOwn(entry.Name) && entry.Name != "raw" && !entry.Name.StartsWith("beejan.db", StringComparison.Ordinal) && !target.StartsWith(entry.FullName, StringComparison.Ordinal))
            {
                CopyTree(entry, Path.Combine(target, entry.Name));
            }
        }
        var label = new BackupLabel(clock.GetUtcNow(), records, complaints, segments.Count, new FileInfo(copy).Length, bytes);
        await File.WriteAllTextAsync(Path.Combine(target, Label), JsonSerializer.Serialize(label, JsonSerializerOptions.Web), ct);
        return label;
    }

    /// <summary>Copies a file or a folder with all that is in it. A file that goes while it is copied was on its way out.</summary>
    public static void CopyTree(FileSystemInfo from, string to)
    {
        if (from is DirectoryInfo folder)
        {
            Directory.CreateDirectory(to);
            // A link may lead out of the directory or back into it; one at its top is how a folder stands on another disk.
            foreach (var entry in folder.EnumerateFileSystemInfos().Where(e => e.LinkTarget is null && (e is not FileInfo file || PlainFile.Is(file))))
            {
                CopyTree(entry, Path.Combine(to, entry.Name));
            }
            return;
        }
        try
        {
            File.Copy(from.FullName, to, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // An inbox file that was collected, or a report that expired.
        }
    }

    private async Task<List<(int Segment, string Line)>> ManifestAsync(CancellationToken ct)
    {
        var path = Path.Combine(data.Folder("raw"), "manifest.ndjson");
        if (!File.Exists(path))
        {
            return [];
        }
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = await reader.ReadToEndAsync(ct);
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            using var entry = JsonDocument.Parse(line);
            return (entry.RootElement.GetProperty("segment").GetInt32(), line);
        })];
    }

    private async Task<long> CopyAsync(CopiedSegment segment, long? length, string lake, CancellationToken ct)
    {
        var (from, to) = (Path.Combine(data.Folder("raw"), segment.Path), Path.Combine(lake, segment.Path));
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var sharing = new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var zipped = !File.Exists(from);
                await using var file = new FileStream(zipped ? from + ".gz" : from, sharing);
                if (length is null || segment.Closed)
                {
                    await using var whole = new FileStream(zipped ? to + ".gz" : to, FileMode.Create);
                    await file.CopyToAsync(whole, ct);
                    return whole.Length;
                }
                // Still open in the copied database: only what it knew of.
                await using Stream content = zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
                await using var part = new FileStream(to, FileMode.Create);
                var buffer = new byte[1 << 16];
                for (var left = length.Value; left > 0;)
                {
                    var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), ct);
                    if (read == 0)
                    {
                        break;
                    }
                    await part.WriteAsync(buffer.AsMemory(0, read), ct);
                    left -= read;
                }
                return part.Length;
            }
            catch (FileNotFoundException) when (attempt == 0)
            {
                // Compressed between the look and the opening: the other name is there now.
            }
            catch (FileNotFoundException) when (segment.Length == 0)
            {
                // Opened in the database, and nothing has been written yet.
                return 0;
            }
        }
    }
}

/// <summary>What a backup holds.</summary>
/// <param name="DatabaseBytes">Of the copied database.</param>
/// <param name="LakeBytes">Of the copied segments, as they lie on disk.</param>
public sealed record BackupLabel(DateTimeOffset MadeAt, long Records, long Complaints, int Segments, long DatabaseBytes, long LakeBytes);
