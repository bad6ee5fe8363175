using System.IO.Compression;

namespace Beejan.Sources.Unpacking;

/// <summary>
/// A delivery that came compressed (gzip) or as an archive (zip): its files one after another, as deliveries of their own. They are unpacked while they are
/// read, so memory stays flat; what unpacks to far more than any log does is given up, and what breaks in the middle is told. An archive in an
/// archive is not opened, and Excel workbooks, which are archives too, are none here.
/// </summary>
internal sealed class Unpacked : IDisposable
{
    public const string Bomb = "archive.bomb";
    public const string Broken = "archive.broken";
    public const string Encrypted = "archive.encrypted";
    public const string TooLarge = "archive.too-large";

    private const int MostEntries = 10_000;

    /// <summary>An archive that cannot be read from its end (a request's body) is held in memory.</summary>
    private const int MostHeld = 64 * 1024 * 1024;

    private readonly Delivery _delivery;
    private readonly Stream _packed;
    private readonly ZipArchive? _archive;
    private readonly Queue<ZipArchiveEntry> _entries;
    private BoundedStream? _open;
    private bool _told;
    private string? _refused;
    private bool _plain;

    private Unpacked(Delivery delivery, Stream packed, ZipArchive? archive)
    {
        (_delivery, _packed, _archive) = (delivery, packed, archive);
        _entries = new(archive?.Entries.Where(IsFile).Take(MostEntries) ?? []);
        _told = archive?.Entries.Count <= MostEntries;
    }

    /// <summary>The code, one of those above, of what went wrong with the file that was read last; null when it was read to its end.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens it; null for what is neither gzip nor zip. A workbook, and what is no archive that can be opened, is read as it stands.</summary>
    /// <param name="delivery">What arrived.</param>
    /// <param name="head">What was read of its content.</param>
    /// <param name="ct">Stops reading.</param>
    public static async ValueTask<Unpacked?> OfAsync(Delivery delivery, ReadOnlyMemory<byte> head, CancellationToken ct)
    {
        if (head.Span is [0x1F, 0x8B, 8, ..])
        {
            return new Unpacked(delivery, new HeadedStream(head, delivery.Content), null);
        }
        if (head.Span is not [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] || IsPackage(head.Span))
        {
            return null;
        }
        if ((delivery.Content.CanSeek ? delivery.Content : await HoldAsync(new HeadedStream(head, delivery.Content), ct)) is not { } content)
        {
            return new Unpacked(delivery, Stream.Null, null) { _refused = TooLarge };
        }
        var at = delivery.Content.CanSeek ? content.Position : 0;
        try
        {
            var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Any(IsFile) && !archive.Entries.Any(e => e.FullName is "[Content_Types].xml" or "META-INF/manifest.xml" || e.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)))
            {
                return new Unpacked(delivery, content, archive);
            }
            archive.Dispose();
        }
        catch (InvalidDataException)
        {
            // No archive, or one cut short: its source says so.
        }
        content.Position = at;
        return content == delivery.Content ? null : new Unpacked(delivery, content, null) { _plain = true };
    }

    /// <summary>The next file; null behind the last.</summary>
    public Delivery? Next()
    {
        Fault = null;
        _open?.Dispose();
        if (_archive is null)
        {
            var first = !_told;
            _told = true;
            Fault = _refused;
            return !first ? null : _plain ? _delivery with { Content = _packed } : Begin(new GZipStream(_packed, CompressionMode.Decompress, leaveOpen: true), () => _packed.Position, WithoutEnding(_delivery.Name), _delivery.Key);
        }
        if (_entries.TryDequeue(out var entry))
        {
            Stream content;
            try
            {
                content = entry.IsEncrypted ? Stream.Null : entry.Open();
                Fault = entry.IsEncrypted ? Encrypted : null;
            }
            catch (InvalidDataException)
            {
                (content, Fault) = (Stream.Null, Broken);
            }
            return Begin(content, () => entry.CompressedLength, $"{_delivery.Name}/{entry.FullName}", null);
        }
        if (_told)
        {
            return null;
        }
        (_told, Fault) = (true, Bomb);
        return Begin(Stream.Null, () => 0, _delivery.Name, null);
    }

    /// <summary>Tells what became of the file that was read; call it behind its last record.</summary>
    public void Close() => Fault ??= _open?.Fault ?? (IsCut ? Broken : null);

    /// <summary>
    /// A compressed file that is cut ends without a word; its last bytes should say how long its last part was before, which is never longer than all
    /// of it.
    /// </summary>
    private bool IsCut => _archive is null && !_plain && _packed is HeadedStream packed && packed.Last > _open?.Position && _open.Position < uint.MaxValue;

    public void Dispose()
    {
        _open?.Dispose();
        _archive?.Dispose();
        if (_packed != _delivery.Content)
        {
            _packed.Dispose();
        }
    }

    private Delivery Begin(Stream content, Func<long> packed, string name, string? key)
    {
        _open = new BoundedStream(content, packed);
        return _delivery with { Name = name, Content = _open, Key = key };
    }

    /// <summary>Office files and OpenDocument write these first.</summary>
    private static bool IsPackage(ReadOnlySpan<byte> head) =>
        head.Length > 50 && head[30..Math.Min(head.Length, 80)] is var name && (name.StartsWith("[Content_Types].xml"u8) || name.StartsWith("_rels/"u8) || name.StartsWith("mimetype"u8) || name.StartsWith("xl/"u8));

    /// <summary>Folders, and what systems leave beside files.</summary>
    private static bool IsFile(ZipArchiveEntry entry) => entry.Name.Length > 0 && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)
        && !LeftBehind.Is(entry.Name);

    private static string WithoutEnding(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;

    /// <summary>Null when it is too large.</summary>
    private static async Task<MemoryStream?> HoldAsync(Stream content, CancellationToken ct)
    {
        var held = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await content.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (held.Length + read > MostHeld)
            {
                return null;
            }
            held.Write(buffer, 0, read);
        }
        held.Position = 0;
        return held;
    }
}
