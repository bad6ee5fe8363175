using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beejan.Sandbox.Generator;

namespace Beejan.Sandbox.Wire;

/// <summary>Compact JSON with readable letters, as the real services write it.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Line(Report report, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        if (report.Flaw == Flaw.Cut)
        {
            // Inside the text, where a broken connection would cut it; not inside a letter.
            var whole = Encoding.UTF8.GetString(buffer.ToArray());
            return Encoding.UTF8.GetBytes(whole[..(whole.Length * 3 / 5)].TrimEnd('\\', '\ud83d', '\ud83e') + "\n");
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    public static string Text(Report report) => report.Flaw == Flaw.NoText ? "" : report.Text;
}
