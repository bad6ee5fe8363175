using System.Collections.Frozen;
using System.Globalization;

namespace Beejan.Processing.Rules;

/// <summary>How heated a text is: words of abuse and displeasure against those of courtesy (<c>Data/heat.csv</c>), shouting, angry faces.</summary>
internal sealed class Heat
{
    private const int Praising = 9;
    private const float WordPoint = 0.15f;
    private const float ShoutPoint = 0.15f;
    private const float FacePoint = 0.25f;
    private const int LeastShouted = 12;
    private readonly FrozenDictionary<ulong, int> _words;

    /// <param name="key">The hash that words are asked by.</param>
    public Heat(Func<string, ulong> key) => _words = EmbeddedData.Lines("heat.csv").Skip(1).Select(l => l.Split(','))
        .SelectMany(l => l[1].Split(' ').Select(w => (Key: key(w), Strength: int.Parse(l[0], NumberStyles.Integer, CultureInfo.InvariantCulture))))
        .DistinctBy(w => w.Key).ToFrozenDictionary(w => w.Key, w => w.Strength);

    /// <summary>What one word adds (-0.15…0.45), and whether it praises.</summary>
    public (float Heat, bool Praises) Of(ulong word) => !_words.TryGetValue(word, out var strength) ? default : strength == Praising ? (0, true) : (strength * WordPoint, false);

    /// <summary>What the look of the text adds: capitals throughout, exclamation marks in a row, angry faces.</summary>
    public static float OfLook(ReadOnlySpan<char> text)
    {
        var (upper, lower, faces, marks) = (0, 0, 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            upper += char.IsAsciiLetterUpper(c) ? 1 : 0;
            lower += char.IsAsciiLetterLower(c) ? 1 : 0;
            marks += c == '!' && i > 0 && text[i - 1] == '!' ? 1 : 0;
            // 😠 😡 😤 and 🤬
            faces += (c == '\uDE20' || c == '\uDE21' || c == '\uDE24') && i > 0 && text[i - 1] == '\uD83D' ? 1 : c == '\uDD2C' && i > 0 && text[i - 1] == '\uD83E' ? 1 : 0;
        }
        return (upper >= LeastShouted && upper > 2 * lower ? ShoutPoint : 0) + (marks > 0 ? ShoutPoint : 0) + (faces > 0 ? FacePoint : 0);
    }
}
