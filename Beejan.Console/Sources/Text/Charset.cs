using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Beejan.Sources.Text;

/// <summary>How a delivery writes characters, told by its first bytes. Single bytes that are not UTF-8 are read as Windows-1252.</summary>
internal sealed class Charset
{
    public static readonly Charset Utf8 = new("utf-8", 1);
    public static readonly Charset Utf16Le = new("utf-16le", 2);
    public static readonly Charset Utf16Be = new("utf-16be", 2);

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly char[] SingleBytes = Windows1252.GetChars([.. Enumerable.Range(0, 256).Select(b => (byte)b)]);

    private Charset(string name, int width) => (Name, Width) = (name, width);

    /// <summary>IANA name, lower case.</summary>
    public string Name { get; }

    /// <summary>Bytes of a line end or delimiter: 1 or 2.</summary>
    public int Width { get; }

    /// <summary>The charset with that name; UTF-8 when unknown.</summary>
    public static Charset Named(ReadOnlySpan<char> name) =>
        name.Equals(Utf16Le.Name, StringComparison.OrdinalIgnoreCase) ? Utf16Le
        : name.Equals(Utf16Be.Name, StringComparison.OrdinalIgnoreCase) ? Utf16Be
        : Utf8;

    /// <summary>Tells it from a byte order mark, or from every second byte of the first characters being zero.</summary>
    /// <param name="mark">Length of the byte order mark, 0 without one.</param>
    public static Charset Sniff(ReadOnlySpan<byte> head, out int mark)
    {
        if (head is [0xEF, 0xBB, 0xBF, ..])
        {
            mark = 3;
            return Utf8;
        }
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            mark = 2;
            return head[0] == 0xFF ? Utf16Le : Utf16Be;
        }
        mark = 0;
        var sample = head[..Math.Min(head.Length & ~1, 256)];
        if (sample.Length < 8)
        {
            return Utf8;
        }
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            even += sample[i] == 0 ? 1 : 0;
            odd += sample[i + 1] == 0 ? 1 : 0;
        }
        var most = sample.Length / 2 * 9 / 10;
        return odd >= most && even == 0 ? Utf16Le : even >= most && odd == 0 ? Utf16Be : Utf8;
    }

    /// <summary>This character as a UTF-16 unit in this charset's byte order.</summary>
    public ushort Unit(char c) => this == Utf16Be ? BinaryPrimitives.ReverseEndianness(c) : c;

    /// <summary>Byte offset of the first line feed, or -1.</summary>
    public int IndexOfNewline(ReadOnlySpan<byte> bytes)
    {
        if (Width == 1)
        {
            return bytes.IndexOf((byte)'\n');
        }
        var unit = MemoryMarshal.Cast<byte, ushort>(bytes).IndexOf(Unit('\n'));
        return unit < 0 ? -1 : unit * 2;
    }

    /// <summary>How many line feeds there are, and how many bytes stand behind the last one.</summary>
    public int CountNewlines(ReadOnlySpan<byte> bytes, out int behindLast)
    {
        behindLast = 0;
        if (Width == 1)
        {
            var count = bytes.Count((byte)'\n');
            behindLast = count == 0 ? 0 : bytes.Length - bytes.LastIndexOf((byte)'\n') - 1;
            return count;
        }
        var units = MemoryMarshal.Cast<byte, ushort>(bytes);
        var lines = units.Count(Unit('\n'));
        behindLast = lines == 0 ? 0 : bytes.Length - (units.LastIndexOf(Unit('\n')) * 2) - 2;
        return lines;
    }

    /// <summary>Bytes of the carriage return right before that offset: 0, 1 or 2.</summary>
    public int ReturnsBefore(ReadOnlySpan<byte> bytes, int end)
    {
        if (Width == 1)
        {
            return end > 0 && bytes[end - 1] == '\r' ? 1 : 0;
        }
        var (high, low) = this == Utf16Be ? (2, 1) : (1, 2);
        return end > 1 && (end & 1) == 0 && bytes[end - high] == 0 && bytes[end - low] == '\r' ? 2 : 0;
    }

    /// <summary>The record as UTF-8: itself, unless it is UTF-16.</summary>
    public ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> bytes) =>
        Width == 1 ? bytes
        : Encoding.UTF8.GetBytes((this == Utf16Le ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes));

    /// <summary>UTF-8 as text; single bytes that are not UTF-8 are taken for Windows-1252, and <paramref name="repaired"/> becomes true.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, ref bool repaired)
    {
        // Most fields are ASCII, which widens in one pass.
        if (Ascii.IsValid(bytes))
        {
            return Encoding.Latin1.GetString(bytes);
        }
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }
        repaired = true;
        var text = new StringBuilder(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var taken) == System.Buffers.OperationStatus.Done)
            {
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
            }
            else
            {
                text.Append(SingleBytes[bytes[0]]);
                taken = 1;
            }
            bytes = bytes[taken..];
        }
        return text.ToString();
    }
}
