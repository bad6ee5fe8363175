using System.Globalization;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Intake.Files;

/// <summary>
/// Files and folders of the inbox that this user may not read or move, and files of the last day that failed. They hold up nobody else's files and
/// are told on the health page.
/// </summary>
internal sealed class InboxTrouble(DataDirectory data, TimeProvider clock, ILogger<InboxTrouble> log) : IProbe
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private Dictionary<string, string> _found = new(StringComparer.Ordinal);

    public string Name => "Inbox";

    /// <summary>A look at the whole inbox begins.</summary>
    public void Begin() => _found = new(StringComparer.Ordinal);

    /// <summary>This cannot be taken now, for that reason; logged when it was not known.</summary>
    public void Add(string path, Exception why)
    {
        _found[path] = why.Message;
        if (!_known.ContainsKey(path))
        {
            log.LogWarning("In the inbox {Path} cannot be taken ({Cause}): let this user read and move it; other files are taken meanwhile", path, why.Message);
        }
    }

    /// <summary>The look has ended: what was not met again is well.</summary>
    public void End()
    {
        lock (_lock)
        {
            _known = _found;
        }
    }

    public async Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        List<string> troubles = [];
        lock (_lock)
        {
            if (_known.Count > 0)
            {
                troubles.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{_known.Count} in the inbox cannot be taken, first {_known.First().Value.TrimEnd('.')}: let this user read and move it; other files are taken meanwhile."));
            }
        }
        var failed = Failed();
        if (failed.Count > 0)
        {
            var last = await WordsAsync(failed[0], ct);
            troubles.Add(string.Create(CultureInfo.InvariantCulture,
                $"{failed.Count} {(failed.Count == 1 ? "file" : "files")} of the last day failed, last {last} Mend what its report says and drop it in again; to end this, delete it and its report from inbox/failed."));
        }
        return troubles.Count == 0 ? ProbeResult.Ok("what lies in the inbox can be taken") : ProbeResult.Warn(string.Join(' ', troubles));
    }

    /// <summary>Reports of the last day's failed files, the newest first.</summary>
    private List<FileInfo> Failed()
    {
        var now = clock.GetUtcNow();
        var folder = Path.Combine(data.Folder("inbox"), CollectInbox.Failed);
        return [.. new[] { now, now - Remembered }.Select(day => new DirectoryInfo(Path.Combine(folder, CollectInbox.DayOf(day)))).Where(d => d.Exists)
            .SelectMany(d => d.EnumerateFiles("*" + CollectInbox.ReportEnding, SearchOption.AllDirectories)).Where(f => now - f.LastWriteTimeUtc < Remembered)
            .OrderByDescending(f => f.LastWriteTimeUtc)];
    }

    private static async Task<string> WordsAsync(FileInfo report, CancellationToken ct)
    {
        try
        {
            await using var text = report.OpenRead();
            return await JsonSerializer.DeserializeAsync<FileReport>(text, CollectInbox.Json, ct) is { } told
                ? $"{told.File}: {(told.Error ?? (told.FirstReasons is [var first, ..] ? first.Message : null) ?? "nothing in it can be read").TrimEnd('.')}." : $"{report.Name}.";
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return $"{report.Name}.";
        }
    }
}
