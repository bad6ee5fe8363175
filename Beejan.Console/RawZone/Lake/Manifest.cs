using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beejan.Storage;

namespace Beejan.RawZone.Lake;

/// <summary>
/// <c>data/raw/manifest.ndjson</c>: one line per closed segment, each chained to the one before, so that no closed segment can be
/// changed, removed or slipped in unseen.
/// </summary>
internal sealed class Manifest(DataDirectory data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private string FileName => Path.Combine(data.Folder("raw"), "manifest.ndjson");

    /// <summary>Adds a closed segment; returns its entry. Safe against other processes that close segments.</summary>
    public Entry Append(int segmentId, string path, long records, long bytes, string sha256, DateTimeOffset sealedAt)
    {
        using var file = OpenExclusively();
        var entries = Parse(file);
        if (entries.LastOrDefault(e => e.Segment == segmentId) is { } already)
        {
            return already;
        }
        var previous = entries.Count == 0 ? new string('0', 64) : entries[^1].Chain;
        var entry = new Entry(segmentId, path, records, bytes, sha256, sealedAt, previous, ChainOf(previous, path, sha256));
        file.Seek(0, SeekOrigin.End);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(entry, Json));
        file.Write("\n"u8);
        file.Flush(flushToDisk: true);
        return entry;
    }

    public IReadOnlyList<Entry> Read()
    {
        if (!File.Exists(FileName))
        {
            return [];
        }
        using var file = new FileStream(FileName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Parse(file);
    }

    public static string ChainOf(string previous, string path, string sha256) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + "\n" + path + "\n" + sha256)));

    /// <summary>Whole lines only: a torn last line is a close that never happened and is overwritten by cutting it off.</summary>
    private static List<Entry> Parse(FileStream file)
    {
        var entries = new List<Entry>();
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        var text = Encoding.UTF8.GetString(copy.GetBuffer(), 0, (int)copy.Length);
        var whole = text.LastIndexOf('\n') + 1;
        foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            entries.Add(JsonSerializer.Deserialize<Entry>(line, Json)!);
        }
        if (whole < text.Length && file.CanWrite)
        {
            file.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, whole)));
        }
        return entries;
    }

    private FileStream OpenExclusively()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(FileName, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 200)
            {
                Thread.Sleep(25);
            }
        }
    }

    internal sealed record Entry(int Segment, string Path, long Records, long Bytes, string Sha256, DateTimeOffset SealedAt, string Previous, string Chain);
}
