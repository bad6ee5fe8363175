using System.Collections.Frozen;

namespace Beejan.Processing.Rules.Personal;

/// <summary>
/// Finds street addresses: a house number and a street ("No 12, Allen Avenue", "Flat 3, Block 7, Jakande Estate", "plot 15 off Bode Thomas
/// Street"). The town, the LGA and the state behind them stay, and so does a street without a number: both say where, not who.
/// </summary>
internal static class AddressMask
{
    private const int MostWords = 4;
    private static readonly string[] Ordinals = ["st", "nd", "rd", "th"];
    private static readonly string[] Units = ["gb", "mb", "kb", "tb", "am", "pm", "km", "hz", "kg", "hr"];

    private enum Word
    {
        None,
        Street,

        /// <summary>Stands before a number: No, plot, flat.</summary>
        Part,

        /// <summary>A market, a plaza: an address only with a shop or a suite in it.</summary>
        Venue,

        /// <summary>Between a house number and its street no address has it.</summary>
        Never,
    }

    private static readonly FrozenDictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> Words = Read();

    /// <summary>The address whose house number is at <paramref name="number"/>; null when the number is none.</summary>
    /// <param name="end">Behind the number's digits.</param>
    public static Piece? Find(ReadOnlySpan<char> text, int number, int end)
    {
        while (number > 0 && char.IsAsciiLetter(text[number - 1]))
        {
            number--;
        }
        var (before, _) = Back(text, number);
        if (before >= 0 && Of(text[before..WordEnd(text, before)]) == Word.Part && Parted(text, before) is { Start: >= 0 } parted)
        {
            return Whole(text, parted.Start, parted.End);
        }
        var street = Ahead(text, end);
        if (street < 0)
        {
            return null;
        }
        var stop = WordEnd(text, street);
        var start = IsSentence(text, text[street..stop], stop) ? -1 : StreetStart(text, street);
        return start < 0 ? null : Whole(text, start, stop);
    }

    private static Piece Whole(ReadOnlySpan<char> text, int start, int end)
    {
        end = Further(text, end);
        return new Piece(start, end, PersonalKind.Address, FoldedText.Of(text[start..end].ToString()));
    }

    // The street's word within the next few behind a number: "12B, Bode Thomas Street"; -1 when another kind of word comes first.
    private static int Ahead(ReadOnlySpan<char> text, int at)
    {
        at = WordEnd(text, at);
        for (var words = 0; words <= MostWords; words++)
        {
            var start = words == 0 ? Over(text, at) : at + 1;
            if (start == at || start >= text.Length || !(char.IsLetter(text[start]) || IsOrdinal(text[start..WordEnd(text, start)])))
            {
                return -1;
            }
            at = WordEnd(text, start);
            switch (Of(text[start..at]))
            {
                case Word.Street or Word.Venue when words > 0:
                    return start;
                case Word.Never:
                    return -1;
            }
            if (at >= text.Length || text[at] != ' ')
            {
                return -1;
            }
        }
        return -1;
    }

    // Back over the street's name to its house number; -1 when there is none.
    private static int StreetStart(ReadOnlySpan<char> text, int street)
    {
        var (start, words, capitals) = (street, 0, 0);
        var venue = Of(text[street..WordEnd(text, street)]) == Word.Venue;
        while (words < MostWords)
        {
            var (before, comma) = Back(text, start);
            if (before < 0)
            {
                return -1;
            }
            var word = text[before..WordEnd(text, before)];
            var ordinal = IsOrdinal(word);
            if (char.IsAsciiDigit(word[0]) && !ordinal)
            {
                var plain = capitals < words && !(words <= 2 && Leads(text, before));
                return words > 0 && IsHouse(word) ? WithParts(text, before, needed: venue || plain, year: word.Length == 4 && word[0] is '1' or '2' && word.IndexOfAnyExceptInRange('0', '9') < 0) : -1;
            }
            if (comma || Of(word) == Word.Never)
            {
                return -1;
            }
            capitals += char.IsUpper(word[0]) || ordinal ? 1 : 0;
            (start, words) = (before, words + 1);
        }
        return -1;
    }

    // "at 10 chime avenue", "ni 5 iwo road": said of where somebody is, so small letters do.
    private static bool Leads(ReadOnlySpan<char> text, int number) =>
        Back(text, number).Start is >= 0 and var before && text[before..WordEnd(text, before)] is "at" or "address" or "live" or "stay" or "reside" or "located" or "ni" or "na" or "bu" or "bụ" or "is" or "wa" or "a";

    // "the 2 Oshodi Road masts", "all 3 Aba Road shops": counted, not numbered.
    private static bool IsCounted(ReadOnlySpan<char> text, int number) =>
        Back(text, number).Start is >= 0 and var before && text[before..WordEnd(text, before)] is "the" or "these" or "those" or "all" or "both" or "last" or "past" or "next" or "only" or "about";

    // "plot 15", "flat 3, block 7": one part with a number behind a plot, two of any other.
    private static (int Start, int End) Parted(ReadOnlySpan<char> text, int at)
    {
        var (count, end) = (0, at);
        var plot = text[at..].StartsWith("plot", StringComparison.OrdinalIgnoreCase);
        for (var i = at; ;)
        {
            var stop = WordEnd(text, i);
            if (stop == i || Of(text[i..stop]) != Word.Part)
            {
                break;
            }
            var number = NumberAfter(text, stop, out var numberEnd);
            if (number < 0)
            {
                break;
            }
            (count, end) = (count + 1, numberEnd);
            i = Over(text, numberEnd);
        }
        var start = count > 0 ? WithParts(text, at, needed: false, year: false) : -1;
        return count > 1 || (plot && count == 1) || (start >= 0 && start < at) ? (start, end) : (-1, end);
    }

    // Takes "No", "Flat 3," and the like in front of the number into the address; -1 when one is needed and none is there.
    private static int WithParts(ReadOnlySpan<char> text, int number, bool needed, bool year)
    {
        var (start, found) = (number, false);
        for (var at = start; ;)
        {
            var (before, _) = Back(text, at);
            if (before < 0)
            {
                break;
            }
            var word = text[before..WordEnd(text, before)];
            if (Of(word) == Word.Part)
            {
                (start, at, found) = (before, before, true);
            }
            else if (IsHouse(word) && Back(text, before).Start is >= 0 and var part && Of(text[part..WordEnd(text, part)]) == Word.Part)
            {
                (start, at, found) = (part, part, true);
            }
            else
            {
                break;
            }
        }
        found |= start > 0 && text[start - 1] == '#';
        return (found || !(needed || year || IsCounted(text, start))) && !IsAmount(text, start) ? start : -1;
    }

    // ", off Awolowo Road", ", Magodo Estate": more of the same address.
    private static int Further(ReadOnlySpan<char> text, int end)
    {
        var at = Over(text, end);
        var off = at + 4 <= text.Length && text[at..].StartsWith("off ", StringComparison.OrdinalIgnoreCase);
        at += off ? 4 : 0;
        for (var words = 0; words <= MostWords && at < text.Length && char.IsLetter(text[at]); words++)
        {
            var stop = WordEnd(text, at);
            var word = text[at..stop];
            if (words > 0 && Of(word) == Word.Street)
            {
                return stop;
            }
            if (Of(word) == Word.Never || (!off && !char.IsUpper(word[0])) || stop >= text.Length || text[stop] != ' ')
            {
                return end;
            }
            at = stop + 1;
        }
        return end;
    }

    // "close to", "drive me", "on the way to": no street.
    private static bool IsSentence(ReadOnlySpan<char> text, ReadOnlySpan<char> word, int stop) =>
        word.Length > 0 && char.IsLower(word[0]) && (word.SequenceEqual("close") || word.SequenceEqual("drive") || word.SequenceEqual("way"))
        && (text[stop..].StartsWith(" to", StringComparison.OrdinalIgnoreCase) || text[stop..].StartsWith(" my", StringComparison.OrdinalIgnoreCase) || text[stop..].StartsWith(" the", StringComparison.OrdinalIgnoreCase) || text[stop..].StartsWith(" by", StringComparison.OrdinalIgnoreCase));

    // The word before, and whether a comma stands between; -1 when something else does.
    private static (int Start, bool Comma) Back(ReadOnlySpan<char> text, int at)
    {
        var (end, comma) = (at, false);
        while (end > 0 && text[end - 1] is ' ' or ',' or '.' or ':' && at - end < 3)
        {
            comma |= text[--end] == ',';
        }
        var start = end;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || LatinMarks.IsMark(text[start - 1]) || text[start - 1] is '\'' or '-' or '’' or '/'))
        {
            start--;
        }
        return start < end && end < at && char.IsLetterOrDigit(text[start]) ? (start, comma) : (-1, comma);
    }

    private static int NumberAfter(ReadOnlySpan<char> text, int at, out int end)
    {
        while (at < text.Length && text[at] is ' ' or '.' or ':' or '#')
        {
            at++;
        }
        end = WordEnd(text, at);
        return end > at && IsHouse(text[at..end]) ? at : -1;
    }

    private static int Over(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or ',')
        {
            at++;
        }
        return at;
    }

    // 12, 12B, 12/14, A4; not 5G, 10GB, 2nd, 5pm.
    private static bool IsHouse(ReadOnlySpan<char> word)
    {
        var digits = 0;
        foreach (var c in word)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }
        var unit = char.IsAsciiDigit(word[0]) ? word[digits..] : default;
        return word.Length <= 7 && digits is >= 1 and <= 5 && word.Length - digits <= 2 && !(digits == 1 && unit is "g" or "G") && (unit.Length != 2 || !IsOneOf(unit, Units)) && !IsOrdinal(word);
    }

    private static bool IsOrdinal(ReadOnlySpan<char> word) =>
        word.Length is 3 or 4 or 5 && char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[^3]) && IsOneOf(word[^2..], Ordinals);

    private static bool IsOneOf(ReadOnlySpan<char> word, string[] words)
    {
        foreach (var one in words)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsAmount(ReadOnlySpan<char> text, int start) => start > 0 && text[start - 1] is '₦' or '$' or '£' or '€' or '.' or '%' or '*';

    private static int WordEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || LatinMarks.IsMark(text[at]) || (text[at] is '\'' or '-' or '’' or '/' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))))
        {
            at++;
        }
        return at;
    }

    private static Word Of(ReadOnlySpan<char> word) => Words.TryGetValue(word, out var kind) ? kind : Word.None;

    private static FrozenDictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> Read() => WordKinds.Of(StringComparer.OrdinalIgnoreCase,
        (Word.Never, "on in the this that for of at to my your our is are and or with by from we i you not network data bars days day hours hour weeks week months month years year times people naira "
            + "am pm gb mb km minutes minute along near every all wey dey don off mast call calls after since very a per"),
        (Word.Street, "street str st avenue ave road rd close crescent cres lane drive way boulevard blvd estate layout quarters expressway terrace"),
        (Word.Part, "no number num plot block blk flat house hse suite room apartment apt villa shop stall"),
        (Word.Venue, "market plaza mall complex arcade village"));
}
