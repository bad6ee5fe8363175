using System.Buffers;
using Beejan.Sources.Fields;
using Beejan.Sources.Text;

namespace Beejan.Sources.Sms;

/// <summary>
/// Reads a text line: <c>timestamp|msisdn|text</c>, <c>id|timestamp|msisdn|text</c> or <c>id|timestamp|msisdn|shortcode|text</c>; number
/// and time may change places. The text is the rest of the line, separators included; or the number ends the line and the text stands before it.
/// </summary>
internal static class SmsLine
{
    private const int MostFields = 5;
    private static readonly SearchValues<byte> TimeSigns = SearchValues.Create("0123456789-/:.TZ+ "u8);
    private static readonly SearchValues<byte> PhoneSigns = SearchValues.Create("0123456789+-() ."u8);

    /// <summary>Fields of the line, at most five; fewer than three cannot be read.</summary>
    public static int CountFields(ReadOnlySpan<byte> line, byte separator) => line.Count(separator) + 1;

    /// <summary>The identifier in front, or an empty span when the line has none.</summary>
    public static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> line, byte separator)
    {
        Span<Range> fields = stackalloc Range[MostFields];
        var count = Split(line, separator, fields);
        return count >= 4 && HasKey(line, fields) ? line[fields[0]] : default;
    }

    /// <summary>True for a first line that names its columns and is no message.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> line, byte separator, FieldTable table)
    {
        Span<Range> fields = stackalloc Range[MostFields];
        var count = Split(line, separator, fields);
        for (var i = 0; i < count; i++)
        {
            if (!table.TryFind(line[fields[i]], out _, out _))
            {
                return false;
            }
        }
        return count >= 3;
    }

    /// <summary>Reads a line of three fields or more.</summary>
    public static void Read(ReadOnlySpan<byte> line, byte separator, FieldValues values)
    {
        Span<Range> fields = stackalloc Range[MostFields];
        var count = Split(line, separator, fields);
        var first = count >= 4 && HasKey(line, fields) ? 1 : 0;
        var (time, phone) = LooksLikePhone(line[fields[first]]) && !LooksLikePhone(line[fields[first + 1]]) ? (first + 1, first) : (first, first + 1);
        var text = first + 2;
        // A short code stands before the text only when something follows it.
        text += count > text + 1 && LooksLikeShortCode(line[fields[text]]) ? 1 : 0;
        var words = line[fields[text].Start..];
        var number = line[fields[phone]];
        if (count == 3 && !LooksLikePhone(number) && line.LastIndexOf(separator) is var last && LooksLikePhone(line[(last + 1)..]))
        {
            words = line[fields[phone].Start..last];
            number = line[(last + 1)..];
        }
        var repaired = false;
        values.Set(Field.Time, 0, Charset.Decode(line[fields[time]], ref repaired));
        values.Set(Field.Phone, 0, Charset.Decode(number, ref repaired));
        values.Set(Field.Text, 0, Charset.Decode(words, ref repaired));
        values.Repaired = repaired;
    }

    private static int Split(ReadOnlySpan<byte> line, byte separator, Span<Range> fields)
    {
        var (count, from) = (0, 0);
        while (count < MostFields - 1 && line[from..].IndexOf(separator) is var step and >= 0)
        {
            fields[count++] = from..(from + step);
            from += step + 1;
        }
        fields[count++] = from..line.Length;
        return count;
    }

    /// <summary>Four fields or more: the first is an identifier unless it is a time or a number, or a number follows it at once.</summary>
    private static bool HasKey(ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields) =>
        !LooksLikeTime(line[fields[0]]) && !LooksLikePhone(line[fields[0]]) && !LooksLikePhone(line[fields[1]]);

    private static bool LooksLikeTime(ReadOnlySpan<byte> field) =>
        field.Length is >= 8 and <= 40 && !LooksLikePhone(field)
        && (field.IndexOfAnyExcept(TimeSigns) < 0 || field.IndexOf((byte)':') > 0)
        && (field.IndexOfAny("-/:"u8) > 0 || field.Length is 10 or 13);

    /// <summary>Starts with <c>+</c>, <c>0</c> or <c>234</c> and has 10 to 15 digits.</summary>
    private static bool LooksLikePhone(ReadOnlySpan<byte> field)
    {
        field = field.Trim((byte)' ');
        if (field.Length is < 10 or > 24 || field.IndexOfAnyExcept(PhoneSigns) >= 0 || !(field[0] is (byte)'+' or (byte)'0' or (byte)'(' || field.StartsWith("234"u8)))
        {
            return false;
        }
        var digits = 0;
        foreach (var b in field)
        {
            digits += b is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
        }
        return digits is >= 10 and <= 15 && !field.StartsWith("0000"u8);
    }

    private static bool LooksLikeShortCode(ReadOnlySpan<byte> field)
    {
        foreach (var b in field)
        {
            if (b is not ((>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (byte)'_' or (byte)'-' or (byte)'+'))
            {
                return false;
            }
        }
        return field.Length is >= 2 and <= 14;
    }
}
