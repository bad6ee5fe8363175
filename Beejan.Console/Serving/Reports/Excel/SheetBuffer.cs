using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Beejan.Serving.Reports.Excel;

/// <summary>
/// UTF-8 bytes of one sheet on their way into the zip, through 64 KiB that are used again and again. Hand-written because an XML writer
/// spends most of the time of a large export; what XML forbids is dropped here, in one place.
/// </summary>
internal sealed class SheetBuffer(Stream output, IncrementalHash hash)
{
    private const int Chunk = 4096;

    /// <summary>Characters that stand for themselves in one byte; the underscore may begin Excel's own escape and is looked at.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(32, 95).Select(c => (char)c).Except(['<', '>', '&', '_']), '\n', '\t']);

    private readonly byte[] _bytes = new byte[1 << 16];
    private int _at;

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_at));
        _at += bytes.Length;
    }

    public void Number(long value)
    {
        Room(20);
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(_at), out var written);
        _at += written;
    }

    /// <summary>The shortest text that reads back as the same number.</summary>
    public void Number<T>(T value) where T : IUtf8SpanFormattable
    {
        Room(32);
        value.TryFormat(_bytes.AsSpan(_at), out var written, default, CultureInfo.InvariantCulture);
        _at += written;
    }

    /// <summary>Escaped text. Characters that XML 1.0 forbids are left out, a carriage return and Excel's own <c>_xHHHH_</c> are written so that they come back.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            Room(Chunk);
            var run = text.Length > Chunk ? text[..Chunk] : text;
            var plain = run.IndexOfAnyExcept(Plain);
            if (plain != 0)
            {
                var length = plain < 0 ? run.Length : plain;
                Ascii.FromUtf16(run[..length], _bytes.AsSpan(_at), out var written);
                _at += written;
                text = text[length..];
                continue;
            }
            text = text[One(text)..];
        }
    }

    public void Flush()
    {
        hash.AppendData(_bytes, 0, _at);
        output.Write(_bytes, 0, _at);
        _at = 0;
    }

    /// <summary>Writes the one character at the beginning of the text that is not plain; returns its length in UTF-16.</summary>
    private int One(ReadOnlySpan<char> text)
    {
        Room(8);
        switch (text[0])
        {
            case '<': Raw("&lt;"u8); return 1;
            case '>': Raw("&gt;"u8); return 1;
            case '&': Raw("&amp;"u8); return 1;
            case '\r': Raw("&#13;"u8); return 1;
            case '_': Raw(IsEscape(text) ? "_x005F_"u8 : "_"u8); return 1;
            case < ' ' or '\uFFFE' or '\uFFFF': return 1;
        }
        if (Rune.DecodeFromUtf16(text, out var rune, out var used) != OperationStatus.Done)
        {
            return used;   // half a surrogate pair
        }
        _at += rune.EncodeToUtf8(_bytes.AsSpan(_at));
        return used;
    }

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[1] == 'x' && text[6] == '_'
        && char.IsAsciiHexDigit(text[2]) && char.IsAsciiHexDigit(text[3]) && char.IsAsciiHexDigit(text[4]) && char.IsAsciiHexDigit(text[5]);

    private void Room(int bytes)
    {
        if (_bytes.Length - _at < bytes)
        {
            Flush();
        }
    }
}
