using System.Globalization;
using Beejan.Contracts;

namespace Beejan.Intake.Files;

/// <summary>Files and folders of the inbox that this user may not read or move. They hold up nobody else's files and are told on the health page.</summary>
internal sealed class InboxTrouble(ILogger<InboxTrouble> log) : IProbe
{
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

    public Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult(_known.Count == 0 ? ProbeResult.Ok("what lies in the inbox can be taken") : ProbeResult.Warn(string.Create(CultureInfo.InvariantCulture,
                $"{_known.Count} in the inbox cannot be taken, first {_known.First().Value.TrimEnd('.')}: let this user read and move it; other files are taken meanwhile")));
        }
    }
}
