using System.Globalization;

namespace Beejan.Serving.Reports.Excel;

/// <summary>Text that does not fit a cell is cut and says so.</summary>
internal static class LongText
{
    /// <summary>The text, or its beginning with a note of how long it was; never longer than <paramref name="most"/>, never half a character.</summary>
    public static ReadOnlySpan<char> Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }
        var note = string.Create(CultureInfo.InvariantCulture, $" … [cut: {text.Length} characters do not fit a cell; the CSV export has all]");
        var keep = most - note.Length;
        if (char.IsHighSurrogate(text[keep - 1]))
        {
            keep--;
        }
        return string.Concat(text.AsSpan(0, keep), note);
    }
}
