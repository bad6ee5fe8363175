using System.Diagnostics;

namespace Beejan.Storage;

/// <summary>
/// Named places where a test can have this process die as <c>kill -9</c> would have it die: at once, with nothing tidied up. Inert unless
/// <c>BEEJAN_FAILPOINT</c> names one (<c>lake-flushed</c>, or <c>lake-flushed:3</c> for the third time it is reached). See <c>0002-failpoints.md</c>.
/// </summary>
internal static class Failpoints
{
    public const string Variable = "BEEJAN_FAILPOINT";

    /// <summary>The lake has the bytes on disk, the ledger's transaction is open.</summary>
    public const string LakeFlushed = "lake-flushed";

    /// <summary>The ledger has committed, nobody has been answered.</summary>
    public const string LedgerCommitted = "ledger-committed";

    /// <summary>Complaints and answers are written, their transaction is open.</summary>
    public const string CuratedWritten = "curated-written";

    /// <summary>Complaints and answers have committed.</summary>
    public const string CuratedCommitted = "curated-committed";

    /// <summary>A file of the inbox has landed, its report is not written and it has not moved.</summary>
    public const string FileLanded = "file-landed";

    /// <summary>The report is written, the file has not moved.</summary>
    public const string FileReported = "file-reported";

    /// <summary>A segment's file is closed, the manifest does not know.</summary>
    public const string SegmentClosed = "segment-closed";

    /// <summary>The manifest has the segment, the database does not know.</summary>
    public const string ManifestWritten = "manifest-written";

    /// <summary>A compressed segment stands in the place of the plain one, the database does not know.</summary>
    public const string SegmentCompressed = "segment-compressed";

    /// <summary>A page of a replay is written, its transaction is open.</summary>
    public const string ReplayWritten = "replay-written";

    private static readonly string? Armed = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text.Split(':')[0] : null;
    private static int _left = Environment.GetEnvironmentVariable(Variable)?.Split(':') is [_, var times] && int.TryParse(times, out var n) ? n : 1;

    /// <summary>Dies here when this point is the armed one and has been reached often enough; otherwise one comparison with null.</summary>
    public static void Reach(string point)
    {
        if (Armed is not null && Armed == point && Interlocked.Decrement(ref _left) == 0)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
