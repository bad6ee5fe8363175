using Beejan.Processing.Rules;

namespace Beejan.Customers.Linking;

/// <summary>How two names compare.</summary>
internal enum NameLikeness
{
    /// <summary>The same words, in whatever order, case and marks.</summary>
    Same,

    /// <summary>A slip of the pen, an initial, or a middle name more.</summary>
    Close,

    /// <summary>One word in common, as in a family.</summary>
    Shares,
    Differs,
}

/// <summary>Compares names as people write them.</summary>
internal static class Names
{
    /// <summary>The words of a name, folded, sorted; none for a name that is no name, such as a number.</summary>
    public static string[] Words(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return [];
        }
        string[] words = [.. FoldedText.Of(name).Split(' ').Where(w => w.Length > 0 && !w.AsSpan().ContainsAnyInRange('0', '9') && !Titles.Contains(w))];
        Array.Sort(words, StringComparer.Ordinal);
        return words;
    }

    /// <summary>A full name in one form, to find it by; null for a single word, which thousands share.</summary>
    public static string? Key(string[] words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.Count(w => w.Length >= 2) >= 2 ? string.Join(' ', words) : null;
    }

    /// <summary>How alike two names are; each word of the shorter one must find its own in the longer one.</summary>
    public static NameLikeness Compare(string[] a, string[] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.AsSpan().SequenceEqual(b))
        {
            return a.Length >= 2 ? NameLikeness.Same : NameLikeness.Shares;
        }
        var (few, many) = a.Length <= b.Length ? (a, b) : (b, a);
        var taken = new bool[many.Length];
        var (whole, near) = (0, 0);
        foreach (var word in few)
        {
            var at = Array.FindIndex(many, w => w == word);
            at = at >= 0 && !taken[at] ? at : Enumerable.Range(0, many.Length).FirstOrDefault(i => !taken[i] && Alike(word, many[i]), -1);
            if (at >= 0)
            {
                taken[at] = true;
                (whole, near) = many[at] == word ? (whole + 1, near) : (whole, near + 1);
            }
        }
        return whole + near == few.Length && few.Length >= 2 && whole > 0 ? NameLikeness.Close : whole > 0 ? NameLikeness.Shares : NameLikeness.Differs;
    }

    private static readonly HashSet<string> Titles = ["mr", "mrs", "ms", "miss", "dr", "chief", "alhaji", "alhaja", "engr", "barr", "prof", "pastor", "rev"];

    /// <summary>An initial for its word, or one slip in a word of four letters and more.</summary>
    private static bool Alike(string a, string b) =>
        a.Length == 1 || b.Length == 1 ? a[0] == b[0] : Math.Min(a.Length, b.Length) >= 4 && OneSlip(a, b);

    /// <summary>One letter more, less, other, or two changed places.</summary>
    private static bool OneSlip(string a, string b)
    {
        var start = a.AsSpan().CommonPrefixLength(b);
        ReadOnlySpan<char> x = a.AsSpan(start), y = b.AsSpan(start);
        return x.Length == y.Length
            ? x.Length > 0 && (x[1..].SequenceEqual(y[1..]) || (x.Length > 1 && x[0] == y[1] && x[1] == y[0] && x[2..].SequenceEqual(y[2..])))
            : x.Length == y.Length + 1 ? x[1..].SequenceEqual(y) : y.Length == x.Length + 1 && y[1..].SequenceEqual(x);
    }
}
