using System.Buffers;
using System.Text.Encodings.Web;

namespace Beejan.RawZone.Lake;

/// <summary>
/// Writes UTF-8 as a JSON string (U+FFFD where it is none), quotes included, escaped as <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/> does. Stretches of
/// plain ASCII, which is nearly all there is, are copied whole.
/// </summary>
internal static class JsonText
{
    /// <summary>A byte becomes six at most (<c>\u001f</c>).</summary>
    private const int Longest = 6;

    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0x20, 0x7F - 0x20).Select(c => (byte)c).Except("\"\\"u8.ToArray())]);
    private static readonly SearchValues<byte> Ascii = SearchValues.Create([.. Enumerable.Range(0, 0x80).Select(c => (byte)c)]);

    public static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        output.Write("\""u8);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Plain);
            output.Write(plain < 0 ? text : text[..plain]);
            if (plain < 0)
            {
                break;
            }
            text = text[plain..];
            switch (text[0])
            {
                case (byte)'"':
                    output.Write("\\\""u8);
                    text = text[1..];
                    break;
                case (byte)'\\':
                    output.Write("\\\\"u8);
                    text = text[1..];
                    break;
                case (byte)'\n':
                    output.Write("\\n"u8);
                    text = text[1..];
                    break;
                default:
                    text = text[Encode(output, text)..];
                    break;
            }
        }
        output.Write("\""u8);
    }

    /// <summary>Encodes one rare character, or all up to the next plain one when they are not ASCII; returns the bytes it took.</summary>
    private static int Encode(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        var length = text[0] < 0x80 ? 1 : text.IndexOfAny(Ascii) is var end and >= 0 ? end : text.Length;
        _ = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(text[..length], output.GetSpan(Math.Max(Longest, length * Longest)), out _, out var written);
        output.Advance(written);
        return length;
    }
}
