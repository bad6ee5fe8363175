using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Beejan.Sources.Text;

namespace Beejan.Sources.Json;

/// <summary>
/// Strings and names in JSON as senders write them: with half a surrogate pair, because a text was cut in the middle of an emoji, or with bytes
/// that are not UTF-8. The platform throws as soon as somebody asks for such a string, so whoever reads JSON from outside asks here.
/// </summary>
internal static class JsonStrings
{
    private const int Escape = 6;

    /// <summary>Whether the name or string under the reader is this one.</summary>
    public static bool IsNamed(this ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(name);
        }
        var repaired = false;
        return name.SequenceEqual(Encoding.UTF8.GetBytes(Text(in reader, ref repaired)));
    }

    /// <summary>The name or string under the reader; what cannot be read of it becomes U+FFFD.</summary>
    /// <param name="repaired">Set when something could not be read.</param>
    public static string Text(ref readonly Utf8JsonReader reader, ref bool repaired)
    {
        if (!reader.ValueIsEscaped)
        {
            return Charset.Decode(reader.ValueSpan, ref repaired);
        }
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            repaired = true;
            return JsonSerializer.Deserialize<string>($"\"{Mended(Charset.Decode(reader.ValueSpan, ref repaired))}\"")!;
        }
    }

    /// <summary>A document of which every string and name can be asked for; null when this one already is.</summary>
    public static byte[]? Mend(ReadOnlySpan<byte> json)
    {
        if (Utf8.IsValid(json) && json.IndexOf("\\u"u8) < 0)
        {
            return null;
        }
        var repaired = false;
        return Encoding.UTF8.GetBytes(Mended(Charset.Decode(json, ref repaired)));
    }

    /// <summary>
    /// The document with an empty string for the numbers that are none (<c>NaN</c>, <c>Infinity</c>), which Python writes and no standard has; null when it has none.
    /// </summary>
    public static byte[]? WithoutNaN(ReadOnlySpan<byte> json)
    {
        byte[]? plain = null;
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == '"')
            {
                i = EndOfString(json, i);
                continue;
            }
            var length = json[i..].StartsWith("NaN"u8) ? 3 : json[i..].StartsWith("-Infinity"u8) ? 9 : json[i..].StartsWith("Infinity"u8) ? 8 : 0;
            if (length == 0)
            {
                continue;
            }
            plain ??= json.ToArray();
            plain.AsSpan(i, length).Fill((byte)' ');
            "\"\""u8.CopyTo(plain.AsSpan(i));
            i += length - 1;
        }
        return plain;
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int start)
    {
        for (var i = start + 1; i < json.Length; i++)
        {
            if (json[i] == '\\')
            {
                i++;
            }
            else if (json[i] == '"')
            {
                return i;
            }
        }
        return json.Length;
    }

    /// <summary>JSON, or a piece of it, in which no escape is half a surrogate pair.</summary>
    public static string Mended(string json)
    {
        StringBuilder? mended = null;
        var copied = 0;
        for (var i = json.IndexOf('\\', StringComparison.Ordinal); i >= 0 && i < json.Length; i = json.IndexOf('\\', i))
        {
            if (Unit(json, i) is not { } unit)
            {
                // Another escape, a backslash itself among them.
                i = Math.Min(i + 2, json.Length);
            }
            else if (char.IsHighSurrogate(unit) && Unit(json, i + Escape) is { } low && char.IsLowSurrogate(low))
            {
                i += 2 * Escape;
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    (mended ??= new StringBuilder(json.Length)).Append(json, copied, i - copied).Append("\\uFFFD");
                    copied = i + Escape;
                }
                i += Escape;
            }
        }
        return mended?.Append(json, copied, json.Length - copied).ToString() ?? json;
    }

    /// <summary>What an escape of a UTF-16 unit at that place stands for; null when there is none.</summary>
    private static char? Unit(string json, int at) =>
        at + Escape <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
