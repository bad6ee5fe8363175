using System.Globalization;
using System.Text;

namespace Beejan.Sandbox.Generator;

/// <summary>What thumbs and old software do to a text.</summary>
internal static class Keyboard
{
    private static readonly Dictionary<string, string> Short =
        DataFile.Rows("shorthand.txt").DistinctBy(row => row[0]).ToDictionary(row => row[0], row => row[1], StringComparer.OrdinalIgnoreCase);

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static Encoding Cp1252 => Windows1252;

    /// <summary>Writes it as on that channel: shorthand in SMS, tags on social media, typing errors and capitals everywhere.</summary>
    public static string Type(ref Dice dice, string text, string source, bool formal)
    {
        if (source != SandboxSources.Social)
        {
            text = text.Replace("@BeejanCare", "Beejan", StringComparison.Ordinal);
        }
        if (source == SandboxSources.Sms && !formal && dice.Chance(0.42))
        {
            text = string.Join(' ', text.Split(' ').Select(word => Short.GetValueOrDefault(word, word)));
        }
        if (source == SandboxSources.Social && dice.Chance(0.28))
        {
            text += dice.Pick([" #Beejan", " #BeejanDown", " @NCC_Nigeria_demo", " #FixBeejan", " https://t.co/" + dice.Digits(6)]);
        }
        if (!formal && dice.Chance(0.4))
        {
            text = WithoutMarks(text);
        }
        if (dice.Chance(formal ? 0.02 : 0.08))
        {
            text = Slip(ref dice, text);
        }
        if (!formal && dice.Chance(0.05))
        {
            text = text.ToUpperInvariant();
        }
        return text;
    }

    /// <summary>UTF-8 that some program took for CP1252: "â‚¦500".</summary>
    public static string Mojibake(string text) => Windows1252.GetString(Encoding.UTF8.GetBytes(text));

    private static string WithoutMarks(string text) => text.Any(c => c is >= '\u00c0' and < '\u2000')
        ? string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).Normalize(NormalizationForm.FormC)
        : text;

    private static string Slip(ref Dice dice, string text)
    {
        var at = dice.Below(Math.Max(1, text.Length - 3)) + 1;
        if (at + 1 >= text.Length || !char.IsAsciiLetter(text[at]) || !char.IsAsciiLetter(text[at + 1]))
        {
            return text;
        }
        return dice.Below(3) switch
        {
            0 => text.Remove(at, 1),
            1 => $"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}",
            _ => text.Insert(at, text[at].ToString()),
        };
    }
}
