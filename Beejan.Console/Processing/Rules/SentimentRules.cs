using System.Globalization;

namespace Beejan.Processing.Rules;

/// <summary>
/// Scores feeling from -1 to 1 by a lexicon (<c>Data/sentiment.csv</c>: VADER, NaijaSenti and our own words for complaints, Pidgin
/// and emoji), with negation, intensifiers, capitals and exclamation marks.
/// </summary>
internal sealed class SentimentRules
{
    private const int MostWords = 4;
    private const int NegationReach = 3;

    // Squashes the sum into -1…1: two strong words reach about 0.8.
    private const float Softness = 1.0f;
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Negations = Set(
        "not no never none nobody nothing cannot cant dont doesnt didnt isnt wasnt arent wont wouldnt shouldnt couldnt hasnt havent aint without neither nor");
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Boosters = Set(
        "very so too extremely totally absolutely really completely seriously highly well sosai gan pupo nke ukwuu rara kpatakpata die incredibly always ever");

    private readonly Dictionary<string, float>.AlternateLookup<ReadOnlySpan<char>> _phrases;
    private readonly Dictionary<string, byte>.AlternateLookup<ReadOnlySpan<char>> _longest;
    private readonly Dictionary<int, float> _emoji = [];

    public SentimentRules()
    {
        var phrases = new Dictionary<string, float>();
        var longest = new Dictionary<string, byte>();
        foreach (var line in EmbeddedData.Lines("sentiment.csv").Skip(1))
        {
            var parts = line.Split(',');
            var valence = float.Parse(parts[1], CultureInfo.InvariantCulture);
            if (!char.IsAsciiLetterOrDigit(parts[0][0]))
            {
                _emoji[char.ConvertToUtf32(parts[0], 0)] = valence;
                continue;
            }
            phrases[parts[0]] = valence;
            var words = parts[0].Split(' ');
            longest[words[0]] = Math.Max(longest.GetValueOrDefault(words[0]), (byte)Math.Min(words.Length, MostWords));
        }
        _phrases = phrases.GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = longest.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public float Judge(string text)
    {
        var sum = Words(text) + Emoji(text);
        var loud = Emphasis(text);
        sum += sum < 0 ? -loud : sum > 0 ? loud : 0;
        return MathF.Round(Math.Clamp(sum / (Math.Abs(sum) + Softness), -1, 1), 3);
    }

    private float Words(string text)
    {
        using var folded = new FoldedText(text);
        var sum = 0f;
        var negated = -1;
        var boosted = -1;
        for (var i = 0; i < folded.Count; i++)
        {
            var word = folded[i];
            var length = 0;
            var valence = 0f;
            if (_longest.TryGetValue(word, out var most))
            {
                for (length = Math.Min(most, folded.Count - i); length > 0 && !_phrases.TryGetValue(folded.Phrase(i, length), out valence); length--)
                {
                }
            }
            if (length > 1 || (length == 1 && !Negations.Contains(word)))
            {
                var turned = negated >= 0 && i - negated <= NegationReach && length == 1;
                sum += valence * (turned ? (valence > 0 ? -0.8f : -0.4f) : 1) * (boosted >= 0 && i - boosted <= 1 ? 1.3f : 1);
                i += length - 1;
            }
            else if (Negations.Contains(word))
            {
                // Without a word to turn round, a "no" in a complaint is a small complaint.
                sum -= 0.1f;
                negated = i;
            }
            boosted = Boosters.Contains(word) ? i : boosted;
        }
        return sum;
    }

    private float Emoji(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\u2600', '\uDFFF');
        if (at < 0)
        {
            return 0;
        }
        var sum = 0f;
        foreach (var rune in text.AsSpan(at).EnumerateRunes())
        {
            sum += rune.Value >= 0x2600 && _emoji.TryGetValue(rune.Value, out var valence) ? valence : 0;
        }
        return Math.Clamp(sum, -1.5f, 1.5f);
    }

    private static float Emphasis(string text)
    {
        var (bangs, upper, letters) = (0, 0, 0);
        foreach (var c in text)
        {
            bangs += c == '!' ? 1 : 0;
            upper += char.IsAsciiLetterUpper(c) ? 1 : 0;
            letters += char.IsAsciiLetter(c) ? 1 : 0;
        }
        return (0.1f * Math.Min(bangs, 3)) + (letters > 12 && upper > letters * 0.7f ? 0.25f : 0);
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        words.Split(' ').ToHashSet().GetAlternateLookup<ReadOnlySpan<char>>();
}
