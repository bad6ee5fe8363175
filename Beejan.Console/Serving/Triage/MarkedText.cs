using System.Text.RegularExpressions;

namespace Beejan.Serving.Triage;

/// <summary>A text cut where the words that decided its category stand.</summary>
public static class MarkedText
{
    /// <summary>The pieces in order; <c>Marked</c> ones are a cue, found whole and without regard to case.</summary>
    public static IReadOnlyList<(string Text, bool Marked)> Cut(string text, IEnumerable<string> cues)
    {
        var wanted = cues.Where(c => !string.IsNullOrWhiteSpace(c)).Select(c => Regex.Escape(c.Trim())).OrderByDescending(c => c.Length).ToList();
        if (wanted.Count == 0)
        {
            return [(text, false)];
        }
        var pieces = new List<(string, bool)>();
        var at = 0;
        foreach (Match match in Regex.Matches(text, $@"(?<![\p{{L}}\p{{N}}])(?:{string.Join('|', wanted)})(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200)))
        {
            if (match.Index > at)
            {
                pieces.Add((text[at..match.Index], false));
            }
            pieces.Add((match.Value, true));
            at = match.Index + match.Length;
        }
        if (at < text.Length)
        {
            pieces.Add((text[at..], false));
        }
        return pieces;
    }
}
