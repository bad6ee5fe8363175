using System.Globalization;
using Beejan.Governance.Privacy;

namespace Beejan.Serving.Triage;

/// <summary>How a stretch of a shown text stands out.</summary>
internal enum Emphasis
{
    None,

    /// <summary>Cleaning changed, took away or put it in.</summary>
    Changed,

    /// <summary>A word that decided the category.</summary>
    Cue,

    /// <summary>A token for personal data.</summary>
    Personal,
}

/// <summary>A stretch of a text as the page shows it.</summary>
/// <param name="Text">What is shown; for a token its kind in words.</param>
/// <param name="As">How it stands out.</param>
/// <param name="Hint">For the pointer: what it is; null for plain text.</param>
/// <param name="Token">The token it stands for; null for none.</param>
internal sealed record TextPiece(string Text, Emphasis As, string? Hint = null, PersonalToken? Token = null);

/// <summary>Cuts the two texts of a complaint for showing: what cleaning changed, the words that decided, tokens as words, and the unseen made seen.</summary>
internal static class TextPieces
{
    /// <summary>The pieces of a masked text.</summary>
    /// <param name="text">As stored.</param>
    /// <param name="changed">Per character, whether cleaning changed it.</param>
    /// <param name="cues">Words to mark.</param>
    /// <param name="customer">Whose words they are; 0 for nobody.</param>
    public static IReadOnlyList<TextPiece> Cut(string text, bool[] changed, IEnumerable<string> cues, long customer = 0)
    {
        var marks = new Emphasis[text.Length];
        for (var i = 0; i < marks.Length; i++)
        {
            marks[i] = changed[i] ? Emphasis.Changed : Emphasis.None;
        }
        var at = 0;
        foreach (var (piece, marked) in MarkedText.Cut(text, cues))
        {
            if (marked)
            {
                Array.Fill(marks, Emphasis.Cue, at, piece.Length);
            }
            at += piece.Length;
        }
        var pieces = new List<TextPiece>();
        var from = 0;
        foreach (var token in PersonalToken.In(text))
        {
            Add(pieces, text, marks, from, token.Start);
            pieces.Add(new TextPiece(PersonalWords.Of(token.Kind), Emphasis.Personal, PersonalWords.Hint(token, customer), token));
            from = token.Start + token.Length;
        }
        Add(pieces, text, marks, from, text.Length);
        return pieces;
    }

    private static void Add(List<TextPiece> pieces, string text, Emphasis[] marks, int from, int to)
    {
        for (var start = from; start < to;)
        {
            var end = start + 1;
            while (end < to && marks[end] == marks[start])
            {
                end++;
            }
            pieces.Add(new TextPiece(marks[start] == Emphasis.Changed ? Seen(text.AsSpan(start, end - start)) : text[start..end], marks[start], Hint(marks[start])));
            start = end;
        }
    }

    private static string? Hint(Emphasis emphasis) => emphasis switch
    {
        Emphasis.Changed => "Cleaning changed this.",
        Emphasis.Cue => "This decided the category.",
        _ => null,
    };

    // Spaces, controls and characters nobody sees get a sign: their difference would not show.
    private static string Seen(ReadOnlySpan<char> text)
    {
        var seen = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            seen.Append(c switch
            {
                ' ' => "␣",
                '\n' => "↵\n",
                '\r' => "",
                < ' ' => ((char)('\u2400' + c)).ToString(),
                _ when char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control || (c is >= '\u2000' and <= '\u200F') || c is '\u00A0' or '\uFEFF' =>
                    string.Create(CultureInfo.InvariantCulture, $"‹U+{(int)c:X4}›"),
                _ => c.ToString(),
            });
        }
        return seen.ToString();
    }
}
