using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beejan.RawZone.Lake;
using Xunit;

namespace Beejan.Tests.RawZone;

public sealed class JsonTextTests
{
    /// <summary>Borders of what is escaped, and of how long a character is.</summary>
    private static readonly string[] Signs =
        ["a", "\"", "\\", "\n", "\r", "\t", "\0", "\u001f", " ", "~", "\u007f", "\u0080", "\u0085", "ọ", "ẹ́", "₦", "\u2028", "\u2029", "\ue000", "\ufffd", "\uffff", "😡", "👨‍👩‍👧", "plain words ", "'<>&+`"];

    [Fact]
    public void Any_text_is_written_as_the_json_writer_would_write_it()
    {
        var random = new Random(20261121);
        for (var n = 0; n < 20_000; n++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Signs[random.Next(Signs.Length)]));
            Assert.Equal(Reference(text), Ours(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void A_long_text_of_long_characters_fits()
    {
        var text = string.Concat(Enumerable.Repeat("😡", 100_000));
        Assert.Equal(Reference(text), Ours(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Bytes_that_are_no_text_become_the_replacement_character() =>
        Assert.Equal("\"a\\uFFFD(\"", Ours([(byte)'a', 0xC3, (byte)'(']));

    private static string Ours(byte[] text)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonText.Write(output, text);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Reference(string text)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStringValue(text);
        }
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
