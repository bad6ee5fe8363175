namespace Beejan.Processing.Rules.Plain;

/// <summary>The two forms of English verbs that Pidgin's "dey" and "don" ask for.</summary>
internal sealed class VerbForms(IReadOnlyDictionary<string, string> past)
{
    private const string Vowels = "aeiou";

    /// <param name="verb">Its base; anything else is left as it is.</param>
    public string Past(string verb) => !past.TryGetValue(verb, out var form) ? verb
        : form.Length > 0 ? form
        : verb.EndsWith('e') ? verb + "d"
        : EndsInConsonantY(verb) ? verb[..^1] + "ied"
        : (Doubles(verb) ? verb + verb[^1] : verb) + "ed";

    public string Going(string verb) => !past.ContainsKey(verb) ? verb
        : verb == "lie" ? "lying"
        : verb.EndsWith('e') && !verb.EndsWith("ee", StringComparison.Ordinal) ? verb[..^1] + "ing"
        : (Doubles(verb) ? verb + verb[^1] : verb) + "ing";

    private static bool EndsInConsonantY(string verb) => verb.EndsWith('y') && !Vowels.Contains(verb[^2], StringComparison.Ordinal);

    // One syllable that ends in consonant, vowel, consonant: stop, stopping.
    private static bool Doubles(string verb) => verb.Length is 3 or 4 && !"wxy".Contains(verb[^1], StringComparison.Ordinal)
        && !Vowels.Contains(verb[^1], StringComparison.Ordinal) && Vowels.Contains(verb[^2], StringComparison.Ordinal) && !Vowels.Contains(verb[^3], StringComparison.Ordinal)
        && verb.Count(c => Vowels.Contains(c, StringComparison.Ordinal)) == 1;
}
