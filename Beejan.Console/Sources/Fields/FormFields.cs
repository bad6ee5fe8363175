using System.Buffers;
using Beejan.Sources.Text;

namespace Beejan.Sources.Fields;

/// <summary>Reads <c>application/x-www-form-urlencoded</c>: <c>name=value</c> pairs joined by <c>&amp;</c>.</summary>
internal static class FormFields
{
    private static readonly SearchValues<byte> Encoded = SearchValues.Create("+%"u8);

    /// <summary>True when it starts like a pair: a name without blanks, then <c>=</c>.</summary>
    public static bool LooksLikeForm(ReadOnlySpan<byte> line)
    {
        var equals = line.IndexOf((byte)'=');
        return equals is > 0 and <= 64 && line[..equals].IndexOfAny(" |,\t"u8) < 0;
    }

    /// <summary>Reads the pairs that the table knows.</summary>
    public static void Read(ReadOnlySpan<byte> form, FieldTable table, FieldValues values)
    {
        var repaired = false;
        while (TryPair(ref form, out var name, out var value))
        {
            if (TryFind(table, name, out var field, out var rank))
            {
                values.Set(field, rank, NamedZone.Told(field, name, Decode(value, ref repaired)));
            }
        }
        values.Repaired |= repaired;
    }

    /// <summary>The value of the best name for the key, or null.</summary>
    public static string? Key(ReadOnlySpan<byte> form, FieldTable table)
    {
        string? best = null;
        var bestRank = int.MaxValue;
        var repaired = false;
        while (TryPair(ref form, out var name, out var value))
        {
            if (!value.IsEmpty && TryFind(table, name, out var field, out var rank) && field == Field.Key && rank < bestRank)
            {
                (best, bestRank) = (Decode(value, ref repaired), rank);
            }
        }
        return best;
    }

    /// <summary>The longest value that is itself a JSON object; null when none is.</summary>
    public static string? Object(ReadOnlySpan<byte> form)
    {
        string? longest = null;
        var repaired = false;
        while (TryPair(ref form, out _, out var value))
        {
            if (value.StartsWith("%7B"u8) && value.Length > (longest?.Length ?? 0))
            {
                longest = Decode(value, ref repaired);
            }
        }
        return longest;
    }

    /// <summary>What a name means, or the last part of one in brackets, as PHP and Rails write them: <c>complaint[body]</c>, <c>fields[message][value]</c>.</summary>
    private static bool TryFind(FieldTable table, ReadOnlySpan<byte> name, out Field field, out int rank)
    {
        if (table.TryFind(name, out field, out rank))
        {
            return true;
        }
        if (name.IndexOf((byte)'[') < 0 && name.IndexOf("%5"u8) < 0)
        {
            return false;
        }
        var repaired = false;
        var parts = Decode(name, ref repaired).Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries);
        var last = parts is [_, .., "value"] ? parts[^2] : parts is [] ? "" : parts[^1];
        return table.TryFind(System.Text.Encoding.UTF8.GetBytes(last), out field, out rank);
    }

    private static bool TryPair(ref ReadOnlySpan<byte> form, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        if (form.IsEmpty)
        {
            name = value = default;
            return false;
        }
        var end = form.IndexOf((byte)'&');
        var pair = end < 0 ? form : form[..end];
        form = end < 0 ? default : form[(end + 1)..];
        var equals = pair.IndexOf((byte)'=');
        name = equals < 0 ? pair : pair[..equals];
        value = equals < 0 ? default : pair[(equals + 1)..];
        return true;
    }

    private static string Decode(ReadOnlySpan<byte> value, ref bool repaired)
    {
        if (!value.ContainsAny(Encoded))
        {
            return Charset.Decode(value, ref repaired);
        }
        var bytes = ArrayPool<byte>.Shared.Rent(value.Length);
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && HexPair(value[i + 1], value[i + 2]) is var code and >= 0)
            {
                bytes[length++] = (byte)code;
                i += 2;
            }
            else
            {
                bytes[length++] = value[i] == '+' ? (byte)' ' : value[i];
            }
        }
        var text = Charset.Decode(bytes.AsSpan(0, length), ref repaired);
        ArrayPool<byte>.Shared.Return(bytes);
        return text;
    }

    private static int HexPair(byte high, byte low) =>
        Nibble(high) is var h and >= 0 && Nibble(low) is var l and >= 0 ? (h << 4) | l : -1;

    private static int Nibble(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        _ => -1,
    };
}
