using Beejan.Sources.Framing;
using Beejan.Sources.Text;

namespace Beejan.Sources.Json;

/// <summary>Begins cutting a delivery of lines or JSON, in whatever charset it comes.</summary>
internal static class TextDelivery
{
    private const string CharsetParameter = "charset=";

    /// <summary>Skips the byte order mark and picks the cutter by what the first bytes are. The reader holds its first block.</summary>
    public static Cutter Begin(BlockReader reader, int limit, out Charset charset, bool emitBlank = false)
    {
        var head = reader.Unread.Span;
        charset = Charset.Sniff(head, out var mark);
        reader.Advance(mark);
        head = head[mark..];
        var text = charset.ToUtf8(head[..Math.Min(head.Length, 8192)]);
        if (Format.Foreign(text) is { } foreign)
        {
            return new BlobCutter(foreign, limit);
        }
        if (!Format.IsJson(text))
        {
            return new LineCutter(charset, limit, emitBlank);
        }
        return charset.Width > 1 ? new BlobCutter("format.utf-16", limit) : JsonCutter.For(head, reader.Ended, limit, emitBlank);
    }

    /// <summary>The charset a record's content type names; UTF-8 when it names none.</summary>
    public static Charset CharsetOf(string contentType)
    {
        var at = contentType.IndexOf(CharsetParameter, StringComparison.Ordinal);
        return at < 0 ? Charset.Utf8 : Charset.Named(contentType.AsSpan(at + CharsetParameter.Length));
    }
}
