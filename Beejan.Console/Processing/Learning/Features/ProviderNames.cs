using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Learning.Features;

/// <summary>
/// Knows the names of providers (<c>Rules/Data/providers.csv</c>), which count as one and the same word where a model asks for it
/// (<see cref="FeatureShape.NamesAsOne"/>), and their handles, which count as another: whose network it is says nothing of what is wrong with it, but
/// the texts that models learn from name some providers in complaints of one kind and some never.
/// </summary>
internal static class ProviderNames
{
    /// <summary>The hash of every name. No text can hold the word it is made of.</summary>
    public static readonly ulong Key = WordKeys.Of("@@");

    // What all handles became in the public posts that models learn from.
    private static readonly ulong Handle = WordKeys.Of("@user");
    private const int BitmapShift = 55;
    private const int BitShift = 49;
    private static readonly FrozenSet<ulong> Names;
    private static readonly FrozenSet<ulong> Handles;

    // Nearly every word that is no name is told by one bit here, without asking the sets.
    private static readonly ulong[] Bits = new ulong[1 << (64 - BitmapShift)];

    static ProviderNames()
    {
        var (names, handles) = (new HashSet<ulong>(), new HashSet<ulong>());
        foreach (var form in EmbeddedData.Lines("providers.csv").SelectMany(l => l.Split(',')))
        {
            if (form[0] == '@')
            {
                handles.Add(WordKeys.Of(form));
                continue;
            }
            // "MTN's" is read as "mtns".
            names.UnionWith([WordKeys.Of(form), WordKeys.Of(form + "s")]);
            handles.Add(WordKeys.Of("@" + form));
        }
        (Names, Handles) = (names.ToFrozenSet(), handles.ToFrozenSet());
        foreach (var key in names.Concat(handles))
        {
            Bits[key >> BitmapShift] |= 1UL << (int)(key >> BitShift);
        }
    }

    /// <summary>What a word counts as where names are one: the hash of all names or of all handles for a provider's, else its own.</summary>
    /// <param name="word">The hash of the word.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong word) => (Bits[word >> BitmapShift] & (1UL << (int)(word >> BitShift))) == 0 ? word : Find(word);

    private static ulong Find(ulong word) => Names.Contains(word) ? Key : Handles.Contains(word) ? Handle : word;
}
