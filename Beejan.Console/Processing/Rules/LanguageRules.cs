using System.Globalization;
using Beejan.Contracts;

namespace Beejan.Processing.Rules;

/// <summary>
/// Tells the language by words that one of the five uses far more than the others (<c>Data/language.csv</c>, without marks, because
/// people leave them out) and by letters only some of them write. Nigerian Pidgin wins over English when its own words are there:
/// most of its words are English ones.
/// </summary>
internal sealed class LanguageRules : ILanguages
{
    private const int English = 0;
    private const int Pidgin = 1;
    private const int Yoruba = 2;
    private const int Hausa = 3;
    private const int Igbo = 4;

    // Below this much evidence nothing is said; below that part of it for the winner, the text is mixed.
    private const float Least = 1f;
    private const float MixedBelow = 0.56f;
    private const float MixedLeast = 5f;
    private const float PidginPull = 1.6f;
    private const float LetterWeight = 0.8f;
    private const int MostLetters = 6;
    private static readonly string[] Codes = ["en", "pcm", "yo", "ha", "ig"];
    private readonly Dictionary<string, (byte Language, float Weight)[]>.AlternateLookup<ReadOnlySpan<char>> _words;

    public LanguageRules()
    {
        _words = EmbeddedData.Lines("language.csv").Skip(1).Select(l => l.Split(','))
            .GroupBy(p => p[0], p => ((byte)Array.IndexOf(Codes, p[1]), float.Parse(p[2], CultureInfo.InvariantCulture)))
            .ToDictionary(g => g.Key, g => g.ToArray()).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary><c>en pcm yo ha ig</c>, <c>mixed</c> or <c>und</c>, and how sure that is (0…1).</summary>
    public (string Language, float Confidence) Judge(string text)
    {
        Span<float> scores = stackalloc float[Codes.Length];
        scores.Clear();
        using (var folded = new FoldedText(text))
        {
            for (var i = 0; i < folded.Count; i++)
            {
                if (_words.TryGetValue(folded[i], out var entries))
                {
                    foreach (var (language, weight) in entries)
                    {
                        scores[language] += weight;
                    }
                }
            }
        }
        Letters(text, scores);
        scores[Pidgin] *= PidginPull;
        if (scores[Pidgin] >= scores[English])
        {
            scores[English] = 0;
        }
        var total = 0f;
        var best = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            total += scores[i];
            best = scores[i] > scores[best] ? i : best;
        }
        if (total < Least)
        {
            return ("und", 0);
        }
        var part = scores[best] / total;
        return part < MixedBelow && total >= MixedLeast && HasSecond(scores, best)
            ? ("mixed", 1 - part)
            : (Codes[best], part * (1 - (1 / (1 + scores[best]))));
    }

    // English beside a local language is a mix; English and Pidgin are one continuum, which the pull above settles.
    private static bool HasSecond(ReadOnlySpan<float> scores, int best)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (i != best && scores[i] >= 2.5f && !(best is English or Pidgin && i is English or Pidgin))
            {
                return true;
            }
        }
        return false;
    }

    private static void Letters(string text, Span<float> scores)
    {
        var at = text.AsSpan().IndexOfAnyExceptInRange('\0', '\u007F');
        if (at < 0)
        {
            return;
        }
        var (yo, ha, ig) = (0, 0, 0);
        foreach (var c in text.AsSpan(at))
        {
            switch (c)
            {
                case 'ẹ' or 'Ẹ' or 'ṣ' or 'Ṣ':
                    yo += 2;
                    break;
                case 'à' or 'á' or 'è' or 'é' or 'ì' or 'í' or 'ò' or 'ó' or 'ù' or 'ú' or 'ń' or 'ǹ' or '\u0300' or '\u0301':
                    yo++;
                    break;
                case 'ị' or 'Ị' or 'ụ' or 'Ụ' or 'ṅ' or 'Ṅ':
                    ig += 2;
                    break;
                case 'ọ' or 'Ọ':
                    yo++;
                    ig++;
                    break;
                case 'ɗ' or 'Ɗ' or 'ɓ' or 'Ɓ' or 'ƙ' or 'Ƙ' or 'ƴ':
                    ha += 3;
                    break;
            }
        }
        scores[Yoruba] += LetterWeight * Math.Min(yo, MostLetters);
        scores[Hausa] += LetterWeight * Math.Min(ha, MostLetters);
        scores[Igbo] += LetterWeight * Math.Min(ig, MostLetters);
    }
}
