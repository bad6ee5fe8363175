using System.Text;
using Beejan.Sources.Text;

namespace Beejan.Sources.Email;

/// <summary>
/// A message or a part of one (RFC 2045, 2046). Missing and broken boundaries are survived: what cannot be divided is one part, what is
/// not closed ends with what surrounds it. Depth and number of parts are bounded, so a bomb costs nothing.
/// </summary>
internal sealed class MimePart
{
    private const int Deepest = 30;
    private const int MostParts = 1000;

    private MimePart(MimeHeaders headers, ReadOnlyMemory<byte> body, string fallbackType)
    {
        Headers = headers;
        Body = body;
        Type = ContentType.Read(headers.Text("Content-Type"));
        Disposition = ContentType.Read(headers.Text("Content-Disposition"));
        headers.Fallback = MimeCharset.Named(Type["charset"]);
        Kind = Type.Value switch
        {
            "" => fallbackType,
            // What names no subtype, or no type, means plain text (RFC 2045, 5.2).
            var kind when !kind.Contains('/', StringComparison.Ordinal) => kind is "multipart" ? "multipart/mixed" : kind is "html" ? "text/html" : "text/plain",
            var kind => kind,
        };
    }

    public MimeHeaders Headers { get; }

    /// <summary>As written, transfer encoding included.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    public ContentType Type { get; }

    public ContentType Disposition { get; }

    /// <summary>The media type in force, lower case.</summary>
    public string Kind { get; private set; }

    /// <summary>The parts of a multipart; the one message of a <c>message/rfc822</c>.</summary>
    public List<MimePart> Parts { get; } = [];

    /// <summary>The name the sender gave it; null when it has none.</summary>
    public string? Name => Disposition["filename"] ?? Type["name"];

    public bool IsAttachment => Disposition.Value == "attachment" || (Name is not null && Disposition.Value != "inline");

    /// <summary>Decoded from its transfer encoding.</summary>
    public ReadOnlyMemory<byte> Content => TransferEncoding.Decode(Body, Headers.Text("Content-Transfer-Encoding"));

    /// <summary>The content as text in the part's character set, line ends as line feeds.</summary>
    public string Text() => MimeCharset.Decode(Content.Span, MimeCharset.Named(Type["charset"])).ReplaceLineEndings("\n");

    /// <summary>Reads a whole message.</summary>
    public static MimePart Read(ReadOnlyMemory<byte> message)
    {
        var left = MostParts;
        return Read(message, "text/plain", 0, ref left);
    }

    private static MimePart Read(ReadOnlyMemory<byte> bytes, string fallbackType, int depth, ref int left)
    {
        left--;
        var headers = MimeHeaders.Read(bytes.Span);
        var length = headers.Length;
        if (depth > 0 && headers.Count == 0 && bytes.Span.StartsWith("\n"u8) | bytes.Span.StartsWith("\r\n"u8))
        {
            // A part without fields begins with the blank line that would end them.
            length = bytes.Span[0] == '\r' ? 2 : 1;
        }
        var part = new MimePart(headers, bytes[length..], fallbackType);
        if (depth >= Deepest || left <= 0)
        {
            return part;
        }
        if (part.Kind.StartsWith("multipart/", StringComparison.Ordinal))
        {
            part.Divide(depth, ref left);
        }
        else if (part.Kind is "message/rfc822" or "message/global" || (part.Kind == "message/partial" && part.Type["number"] == "1"))
        {
            part.Parts.Add(Read(part.Content, "text/plain", depth + 1, ref left));
        }
        return part;
    }

    private void Divide(int depth, ref int left)
    {
        // The boundary stands in the field as bytes: a decoded one may differ.
        var boundary = Type["boundary"]?.TrimEnd() ?? "";
        var slices = boundary.Length > 0 ? Slices(Body, Encoding.UTF8.GetBytes("--" + boundary)) : [];
        if (slices.Count == 0 && Guess(Body.Span) is { } line)
        {
            slices = Slices(Body, line);
        }
        if (slices.Count == 0)
        {
            Kind = Kind == "multipart/alternative" && HtmlText.LooksLikeHtml(Body.Span) ? "text/html" : "text/plain";
            return;
        }
        var fallbackType = Kind == "multipart/digest" ? "message/rfc822" : "text/plain";
        foreach (var slice in slices)
        {
            if (left <= 0)
            {
                break;
            }
            Parts.Add(Read(slice, fallbackType, depth + 1, ref left));
        }
    }

    /// <summary>What stands between lines that are the delimiter; the line end before it belongs to it.</summary>
    private static List<ReadOnlyMemory<byte>> Slices(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> delimiter)
    {
        var slices = new List<ReadOnlyMemory<byte>>();
        var bytes = body.Span;
        var (start, from) = (-1, 0);
        while (from < bytes.Length && slices.Count < MostParts)
        {
            var step = bytes[from..].IndexOf(delimiter);
            if (step < 0)
            {
                break;
            }
            var at = from + step;
            from = at + delimiter.Length;
            if (at > 0 && bytes[at - 1] is not ((byte)'\n' or (byte)'\r'))
            {
                continue;
            }
            var end = bytes[from..].IndexOfAny((byte)'\n', (byte)'\r');
            var tail = (end < 0 ? bytes[from..] : bytes.Slice(from, end)).Trim(" \t"u8);
            var closes = tail.SequenceEqual("--"u8);
            if (!tail.IsEmpty && !closes)
            {
                continue;
            }
            if (start >= 0)
            {
                slices.Add(body[start..Math.Max(start, at - LineEnd(bytes, at))]);
            }
            var next = end < 0 ? bytes.Length : from + end;
            next += next < bytes.Length && bytes[next] == '\r' ? 1 : 0;
            next += next < bytes.Length && bytes[next] == '\n' ? 1 : 0;
            start = closes ? -1 : next;
            from = next;
            if (closes)
            {
                break;
            }
        }
        if (start >= 0 && start < bytes.Length)
        {
            slices.Add(body[start..]);
        }
        return slices;
    }

    private static int LineEnd(ReadOnlySpan<byte> bytes, int at) =>
        at > 1 && bytes[at - 1] == '\n' && bytes[at - 2] == '\r' ? 2 : at > 0 ? 1 : 0;

    /// <summary>The delimiter of a multipart that does not name it, or names another: a line of two dashes with a part's fields behind it.</summary>
    private static byte[]? Guess(ReadOnlySpan<byte> body)
    {
        var from = 0;
        for (var lines = 0; lines < 200 && from < body.Length; lines++)
        {
            var end = body[from..].IndexOf((byte)'\n');
            var line = (end < 0 ? body[from..] : body.Slice(from, end)).TrimEnd("\r \t"u8);
            from = end < 0 ? body.Length : from + end + 1;
            if (line.Length is > 2 and <= 200 && line.StartsWith("--"u8) && body[from..] is [(byte)'C' or (byte)'c', (byte)'o' or (byte)'O', ..]
                && Encoding.ASCII.GetString(body.Slice(from, Math.Min(8, body.Length - from))).Equals("content-", StringComparison.OrdinalIgnoreCase))
            {
                return line.ToArray();
            }
        }
        return null;
    }
}
