using System.Text;

namespace Beejan.Processing.Rules;

/// <summary>
/// Repairs text that was UTF-8 and was read as Windows-1252 or Latin-1. A sequence is repaired only when its characters are the
/// bytes of a whole, valid UTF-8 character of the kinds people write here (Latin letters, punctuation, currency, emoji).
/// </summary>
internal static class Mojibake
{
    // What Windows-1252 shows for the bytes 0x80…0x9F; the five it does not define stay control characters.
    private const string High = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>How often a text was damaged at most: three programs, each reading wrongly what the one before wrote.</summary>
    private const int MostLayers = 4;

    /// <summary>The text with the damage undone, however many layers; the same object when there is none.</summary>
    public static string Repair(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u00C2', '\u00F4') < 0)
        {
            return text;
        }
        StringBuilder? output = null;
        for (var i = 0; i < text.Length;)
        {
            // Damaged characters are all beyond ASCII and stand together.
            var end = i;
            while (end < text.Length && text[end] >= 0x80)
            {
                end++;
            }
            if (end - i > 1 && Run(text.AsSpan(i..end)) is { } repaired)
            {
                output ??= new StringBuilder(text.Length).Append(text, 0, i);
                output.Append(repaired);
            }
            else
            {
                output?.Append(text, i, end - i);
            }
            if (end < text.Length)
            {
                output?.Append(text[end]);
            }
            i = end + 1;
        }
        return output?.ToString() ?? text;
    }

    // Layers below the last show what nobody writes: control characters and Windows-1252's signs. Where they are gone in the end, all of it was damage;
    // otherwise one layer is undone, of which each character is one that people write.
    private static string? Run(ReadOnlySpan<char> run)
    {
        var text = Layer(run, inner: true);
        var deep = text;
        for (var layer = 1; layer < MostLayers && text is not null; layer++)
        {
            text = Layer(text, inner: true);
            deep = text ?? deep;
        }
        return deep is null ? null : deep.AsSpan().IndexOfAnyInRange('\u0080', '\u009F') < 0 ? deep : Layer(run, inner: false);
    }

    private static string? Layer(ReadOnlySpan<char> text, bool inner)
    {
        StringBuilder? output = null;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is >= '\u00C2' and <= '\u00F4' && TryRead(text[i..], inner, out var rune, out var length))
            {
                output ??= new StringBuilder(text.Length).Append(text[..i]);
                output.Append(rune.ToString());
                i += length;
                continue;
            }
            output?.Append(text[i]);
            i++;
        }
        return output?.ToString();
    }

    private static bool TryRead(ReadOnlySpan<char> text, bool inner, out Rune rune, out int length)
    {
        rune = default;
        var lead = text[0];
        length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (text.Length < length)
        {
            return false;
        }
        var value = lead & (0xFF >> (length + 1));
        for (var i = 1; i < length; i++)
        {
            var b = text[i] == '\uFFFD' ? Lost(text[..length], i) : Byte(text[i]);
            if (b is < 0x80 or > 0xBF)
            {
                return false;
            }
            value = (value << 6) | (b & 0x3F);
        }
        return value >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000) && Rune.TryCreate(value, out rune)
            && (IsPlausible(value) || (inner && (value is >= 0x80 and <= 0x9F || High.Contains((char)value, StringComparison.Ordinal))));
    }

    // Five bytes have no character in Windows-1252, and some programs write U+FFFD for them. The byte is guessed where one guess is by
    // far the likeliest in Nigerian text: ọ (E1 BB 8D), the acute mark (CC 81), Á (C3 81), the closing quote (E2 80 9D), emoji (… 8F).
    private static int Lost(ReadOnlySpan<char> sequence, int at) => (sequence[0], at) switch
    {
        ('\u00E1', 2) => 0x8D,
        ('\u00CC' or '\u00C3', 1) => 0x81,
        ('\u00E2', 2) when sequence[1] == '€' => 0x9D,
        ('\u00E2', 2) => 0x8F,
        ('\u00F0', 1) => -1,
        ('\u00F0', _) => 0x8F,
        _ => -1,
    };

    private static int Byte(char c)
    {
        if (c <= 0xFF)
        {
            return c;
        }
        var at = High.IndexOf(c, StringComparison.Ordinal);
        return at < 0 ? -1 : 0x80 + at;
    }

    private static bool IsPlausible(int value) => value
        is (>= 0xA0 and <= 0x17F)
        or 0x181 or 0x18A or 0x198 or 0x199 or 0x1B3 or 0x1B4 or 0x1F8 or 0x1F9 or 0x253 or 0x257
        or 0x300 or 0x301 or 0x303 or 0x304 or 0x307 or 0x308 or 0x323 or 0x329 or 0x331
        or (>= 0x1E00 and <= 0x1EFF)
        or (>= 0x2000 and <= 0x27BF)
        or (>= 0x2B00 and <= 0x2BFF)
        or 0xFE0F or 0xFEFF
        or (>= 0x1F000 and <= 0x1FAFF);
}
