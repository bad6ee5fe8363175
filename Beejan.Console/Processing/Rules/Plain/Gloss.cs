using Beejan.Contracts;

namespace Beejan.Processing.Rules.Plain;

/// <summary>
/// The gloss by phrases of <c>Data/gloss.csv</c>, longest first, then by <see cref="Spelling"/>. Masks, numbers, names and what is plain
/// already stay as they stand. Safe for many threads.
/// </summary>
internal sealed class Gloss : IGloss
{
    private const int MostWords = 4;
    private const string Going = " ..ing";
    private const string Past = " ..ed";
    private readonly Dictionary<string, string> _shorthand = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _pidgin = new(StringComparer.Ordinal);
    private readonly VerbForms _verbs;
    private readonly Lazy<Spelling> _spelling;

    public Gloss()
    {
        var verbs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in EmbeddedData.Lines("gloss.csv").Skip(1))
        {
            if (line.Split(',') is not [var kind, var said, var meaning])
            {
                throw new InvalidDataException($"gloss.csv: '{line}' has not three columns");
            }
            (kind switch { "sms" => _shorthand, "pcm" => _pidgin, "verb" => verbs, _ => throw new InvalidDataException($"gloss.csv: '{kind}' is no kind") })[said] = meaning;
        }
        _verbs = new VerbForms(verbs);
        _spelling = new Lazy<Spelling>(() => new Spelling(_pidgin.Keys.Concat(_shorthand.Keys).SelectMany(k => k.Split(' ')).Concat(EmbeddedData.Lines("words-known.txt"))));
    }

    public IReadOnlyList<GlossPiece>? Of(string text, string language)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (language is not ("en" or "pcm" or "mixed"))
        {
            return null;
        }
        var words = Words(text);
        var (pieces, at, form) = (new List<GlossPiece>(), 0, "");
        for (var w = 0; w < words.Count;)
        {
            var (count, meaning) = Longest(text, words, w, pidgin: language != "en");
            var (start, end) = (words[w].Start, words[w + count - 1].End);
            var said = text[start..end];
            var next = "";
            if (meaning is not null && (meaning.EndsWith(Going, StringComparison.Ordinal) || meaning.EndsWith(Past, StringComparison.Ordinal)))
            {
                next = meaning[meaning.LastIndexOf(' ')..];
                meaning = meaning[..^next.Length];
            }
            var plain = meaning ?? (count == 1 ? _spelling.Value.Of(Candidate(text, words[w])) : null) ?? said;
            plain = Formed(plain, form);
            plain = char.IsUpper(said[0]) && plain.Length > 0 ? char.ToUpperInvariant(plain[0]) + plain[1..] : plain;
            if (!plain.Equals(said, StringComparison.OrdinalIgnoreCase))
            {
                Add(pieces, text[at..start]);
                pieces.Add(new GlossPiece(plain, said));
                at = end;
            }
            (form, w) = (next, w + count);
        }
        if (pieces.Count == 0)
        {
            return null;
        }
        Add(pieces, text[at..]);
        return pieces;
    }

    // The verb is the first word of what stands for the next phrase.
    private string Formed(string plain, string form)
    {
        var end = plain.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? space : plain.Length;
        return form switch { Going => _verbs.Going(plain[..end]) + plain[end..], Past => _verbs.Past(plain[..end]) + plain[end..], _ => plain };
    }

    private static void Add(List<GlossPiece> pieces, string kept)
    {
        if (kept.Length > 0)
        {
            pieces.Add(new GlossPiece(kept, null));
        }
    }

    // A phrase does not reach over a full stop or any other sign.
    private (int Count, string? Meaning) Longest(string text, List<(int Start, int End)> words, int first, bool pidgin)
    {
        for (var count = Math.Min(MostWords, words.Count - first); count > 0; count--)
        {
            var key = text[words[first].Start..words[first + count - 1].End].ToLowerInvariant();
            if (pidgin && _pidgin.TryGetValue(key, out var meaning) || _shorthand.TryGetValue(key, out meaning))
            {
                return (count, meaning);
            }
        }
        return (1, null);
    }

    // A capital inside a sentence is a name's.
    private static string Candidate(string text, (int Start, int End) word)
    {
        var opens = word.Start == 0 || text.AsSpan(0, word.Start).TrimEnd() is [.., '.' or '!' or '?'];
        return char.IsUpper(text[word.Start]) && !opens ? "" : text[word.Start..word.End].ToLowerInvariant();
    }

    // Runs of letters, digits and apostrophes; masks such as [PHONE:kdfw], handles and links are none.
    private static List<(int Start, int End)> Words(string text)
    {
        var words = new List<(int, int)>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '[' && text.IndexOf(']', i) is > 0 and var close)
            {
                i = close;
            }
            else if (text[i] is '@' or '#' or '*' || text.AsSpan(i).StartsWith("http", StringComparison.OrdinalIgnoreCase))
            {
                while (i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]))
                {
                    i++;
                }
            }
            else if (char.IsLetterOrDigit(text[i]))
            {
                var start = i;
                while (i + 1 < text.Length && (char.IsLetterOrDigit(text[i + 1]) || text[i + 1] is '\'' or '’'))
                {
                    i++;
                }
                words.Add((start, i + 1));
            }
        }
        return words;
    }
}
