using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Beejan.Operations.Trace;

/// <summary>Shows raw bytes: as text when they are text, as a hex dump always.</summary>
internal static class PayloadText
{
    /// <summary>More than this is not sent to the page.</summary>
    public const int Most = 16 * 1024;

    public static bool IsText(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes);

    /// <summary>As UTF-8; what is not UTF-8 shows as �, control characters as their pictures.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Most)]));
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = text[i] is < ' ' and not '\n' and not '\t' and not '\r' ? (char)('\u2400' + text[i]) : text[i];
        }
        return text.ToString();
    }

    /// <summary>Sixteen bytes a line: offset, hex, printable ASCII.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, Most / 4)];
        var dump = new StringBuilder();
        for (var at = 0; at < bytes.Length; at += 16)
        {
            var line = bytes[at..Math.Min(at + 16, bytes.Length)];
            dump.Append(at.ToString("x6", CultureInfo.InvariantCulture)).Append("  ");
            foreach (var b in line)
            {
                dump.Append(b.ToString("x2", CultureInfo.InvariantCulture)).Append(' ');
            }
            dump.Append(' ', ((16 - line.Length) * 3) + 1);
            foreach (var b in line)
            {
                dump.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
            }
            dump.Append('\n');
        }
        return dump.ToString();
    }
}
