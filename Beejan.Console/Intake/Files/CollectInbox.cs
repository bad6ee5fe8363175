using System.Globalization;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Intake.Watch;
using Beejan.Sources;
using Beejan.Storage;

namespace Beejan.Intake.Files;

/// <summary>
/// The watched folder: a file below <c>inbox/&lt;source&gt;</c> is landed when it has stopped growing, then moved to <c>done</c> or
/// <c>failed</c> with a report beside it. A crash anywhere: the next look lands nothing twice and moves it.
/// </summary>
internal sealed class CollectInbox(
    Receiver receiver, IEnumerable<IInboxFolder> others, SourceControls controls, InboxTrouble trouble, DataDirectory data, TimeProvider clock, ILogger<CollectInbox> log) : IWork
{
    private const string Done = "done";

    /// <summary>The folder of files that failed, by day.</summary>
    internal const string Failed = "failed";

    /// <summary>Behind a file's name: its report.</summary>
    internal const string ReportEnding = ".report.json";

    /// <summary>Two looks count only when they are this far apart; a run started by hand is no second look.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(8);

    private static readonly string[] Unfinished = [".tmp", ".part", ".filepart", ".crdownload"];

    /// <summary>How reports are written.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly EnumerationOptions Walk = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };

    private static readonly EnumerationOptions Beside = new() { AttributesToSkip = Walk.AttributesToSkip };

    private readonly Dictionary<string, (long Length, DateTime Changed, DateTimeOffset Seen)> _seen = new(StringComparer.Ordinal);

    public string Name => "collect-inbox";

    public string Purpose => "Lands files dropped into the inbox folder once they have stopped growing.";

    public Schedule Schedule => new Schedule.Cron("0/10 * * * * ?");

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var inbox = new DirectoryInfo(data.Folder("inbox"));
        foreach (var name in Names)
        {
            inbox.CreateSubdirectory(name);
        }
        trouble.Begin();
        foreach (var stray in inbox.EnumerateFiles("*", Beside).Where(f => !Unfinished.Contains(f.Extension.ToLowerInvariant())))
        {
            trouble.Add(stray.FullName, new IOException($"'{stray.Name}' lies beside the folders of the sources: put it into one of {string.Join(", ", Names)}"));
        }
        var files = inbox.EnumerateDirectories().Where(d => d.Name is not (Done or Failed) && !controls.IsPaused(d.Name))
            .SelectMany(d => FilesOf(d).Select(f => (Source: d, File: f)))
            .Where(f => !Unfinished.Contains(f.File.Extension.ToLowerInvariant()) && !Folders.IsOfMailServer(f.File))
            .OrderBy(f => f.File.LastWriteTimeUtc).ThenBy(f => f.File.FullName, StringComparer.Ordinal).ToList();
        foreach (var gone in _seen.Keys.Except(files.Select(f => f.File.FullName)).ToList())
        {
            _seen.Remove(gone);
        }
        var total = WorkReport.Nothing;
        foreach (var (source, file) in files.Where(f => HasSettled(f.File)))
        {
            total += await CollectAsync(inbox, source, file, ct);
        }
        trouble.End();
        return total;
    }

    private List<FileInfo> FilesOf(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFiles("*", Walk)];
        }
        catch (UnauthorizedAccessException e)
        {
            trouble.Add(folder.FullName, e);
            return [];
        }
    }

    /// <summary>Null when this user may not read it, or may not take it out of its folder: it would be landed again at each look.</summary>
    private FileStream? Open(FileInfo file)
    {
        if (!PlainFile.Is(file))
        {
            trouble.Add(file.FullName, new IOException($"'{file.Name}' is no file but a pipe, a socket or a device, or may not be opened"));
            return null;
        }
        try
        {
            using (new FileStream(Path.Combine(file.DirectoryName!, $".probe-{Guid.NewGuid():n}"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose }))
            {
            }
            return new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException e)
        {
            trouble.Add(file.FullName, e);
            return null;
        }
    }

    private IEnumerable<string> Names => receiver.Sources.Select(s => s.Id.Value).Concat(others.Select(o => o.Name));

    private bool HasSettled(FileInfo file)
    {
        var now = clock.GetUtcNow();
        if (_seen.TryGetValue(file.FullName, out var before) && before.Length == file.Length && before.Changed == file.LastWriteTimeUtc)
        {
            return (now - before.Seen).Duration() >= Apart;
        }
        _seen[file.FullName] = (file.Length, file.LastWriteTimeUtc, now);
        return false;
    }

    private async Task<WorkReport> CollectAsync(DirectoryInfo inbox, DirectoryInfo folder, FileInfo file, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var inspection = new Inspection();
        var result = IntakeResult.Nothing;
        TakenFile? taken = null;
        string? error = null;
        var other = others.FirstOrDefault(o => o.Name == folder.Name);
        var source = other is null ? receiver.Find(folder.Name) : null;
        if (other is null && source is null)
        {
            error = $"there is no source '{folder.Name}': put the file into one of {string.Join(", ", Names)}";
        }
        else
        {
            await using var content = Open(file);
            if (content is null)
            {
                return WorkReport.Nothing;
            }
            try
            {
                if (other is not null)
                {
                    taken = await other.TakeAsync(file.Name, content, ct);
                    (result, error) = (new IntakeResult(taken.Rows, taken.Taken, taken.Unchanged), taken.Error);
                }
                else
                {
                    result = await receiver.ReceiveAsync(source!.Id, new Delivery(file.Name, null, content, clock.GetUtcNow()), true, inspection, null, ct);
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException && !ct.IsCancellationRequested && !Outage.Is(e))
            {
                log.LogError(e, "The inbox file {File} could not be taken", file.FullName);
                error = $"the file could not be taken: {e.Message}";
            }
        }
        var failed = error is not null || inspection.NothingReadable;
        var report = new FileReport(Path.GetRelativePath(inbox.FullName, file.FullName), failed ? Failed : Done, result.Received, result.Landed, result.Duplicates,
            taken?.SetAside ?? inspection.Unreadable, Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3), error,
            taken is null ? inspection.Reasons : [.. taken.Faults.Select(f => new InspectedReason(f.Where, f.Code, f.Message, null))]);
        var target = Target(inbox, folder, file, failed ? Failed : Done);
        Failpoints.Reach(Failpoints.FileLanded);
        // The report first: a crash in between leaves the file where it is, to be looked at again.
        await File.WriteAllTextAsync(target + ReportEnding, JsonSerializer.Serialize(report, Json), CancellationToken.None);
        Failpoints.Reach(Failpoints.FileReported);
        File.Move(file.FullName, target);
        _seen.Remove(file.FullName);
        return new WorkReport(result.Received, result.Landed, result.Duplicates, taken?.SetAside ?? 0);
    }

    /// <summary>The name of a day's folder.</summary>
    internal static string DayOf(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>done/2026-11-21/sms/june/calls.csv</c>; when that name is taken, <c>calls-2.csv</c>.</summary>
    private string Target(DirectoryInfo inbox, DirectoryInfo folder, FileInfo file, string fate)
    {
        var below = Path.GetRelativePath(folder.FullName, file.DirectoryName!);
        var place = Directory.CreateDirectory(Path.GetFullPath(Path.Combine(inbox.FullName, fate, DayOf(clock.GetUtcNow()), folder.Name, below))).FullName;
        var stem = Path.GetFileNameWithoutExtension(file.Name);
        var target = Path.Combine(place, file.Name);
        for (var n = 2; File.Exists(target); n++)
        {
            target = Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}{file.Extension}"));
        }
        return target;
    }
}

/// <summary>The report beside a collected file, in records.</summary>
/// <param name="File">As it stood in the inbox.</param>
/// <param name="Fate"><c>done</c> or <c>failed</c>.</param>
/// <param name="Unreadable">Of complaints: landed too, they become dead letters. Of other files: rows that were set aside.</param>
/// <param name="Error">Why the file as a whole failed, when it is not for its records.</param>
/// <param name="FirstReasons">The first few different reasons.</param>
public sealed record FileReport(
    string File, string Fate, long Received, long Landed, long Duplicates, long Unreadable, double Seconds, string? Error, IReadOnlyList<InspectedReason> FirstReasons);
