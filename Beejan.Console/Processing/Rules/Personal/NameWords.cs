using System.Collections.Frozen;

namespace Beejan.Processing.Rules.Personal;

/// <summary>What a word is to the name rules (<c>names.txt</c>).</summary>
internal enum NameWord
{
    Unknown,

    /// <summary>A person's name.</summary>
    Name,

    /// <summary>A name and a word: believed only beside another name.</summary>
    Either,
    Title,

    /// <summary>Never a name.</summary>
    Never,
}

/// <summary>Looks words up, whatever their case and marks.</summary>
internal static class NameWords
{
    private const int Longest = 24;
    private static readonly FrozenDictionary<string, NameWord>.AlternateLookup<ReadOnlySpan<char>> Kinds = Read();

    public static NameWord Of(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[Longest];
        var length = 0;
        foreach (var c in word)
        {
            var bare = LatinMarks.Fold(c);
            if (bare != '\0' && length < Longest)
            {
                folded[length++] = bare;
            }
        }
        return Kinds.TryGetValue(folded[..length], out var kind) ? kind : NameWord.Unknown;
    }

    private static FrozenDictionary<string, NameWord>.AlternateLookup<ReadOnlySpan<char>> Read()
    {
        var kinds = new Dictionary<string, NameWord>(StringComparer.Ordinal);
        foreach (var line in EmbeddedData.Lines("names.txt"))
        {
            var parts = line.Split('|');
            var kind = parts[0] switch { "name" => NameWord.Name, "word" => NameWord.Either, "title" => NameWord.Title, _ => NameWord.Never };
            foreach (var word in parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                // The stricter reading of a word in two lists stands: those come later.
                kinds[FoldedText.Of(word)] = kind;
            }
        }
        return kinds.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
