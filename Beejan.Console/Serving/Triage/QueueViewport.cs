namespace Beejan.Serving.Triage;

/// <summary>
/// Which rows stand in the window and where: rows have one height, so places and pixels follow from each other. Browsers end near 17 million
/// pixels; a longer list is scrolled in proportion.
/// </summary>
/// <param name="Top">How far the list is scrolled, pixels.</param>
/// <param name="Height">How much of it shows, pixels.</param>
public sealed record QueueViewport(double Top, double Height)
{
    public const int RowHeight = 40;
    private const double MostPixels = 16_000_000;

    /// <summary>Rows kept ready above and below what shows.</summary>
    private const int Margin = 12;

    /// <summary>Height of the whole list, pixels.</summary>
    public static double Length(int total) => Math.Min((double)total * RowHeight, MostPixels);

    /// <summary>The window for a list of that many rows: its first place, how many rows, and the pixels above it.</summary>
    public (int First, int Count, double Offset) Over(int total)
    {
        var shown = (int)Math.Ceiling(Height / RowHeight) + 1;
        var length = Length(total);
        var scaled = length < (double)total * RowHeight;
        var at = scaled ? (int)(Math.Clamp(Top / Math.Max(1, length - Height), 0, 1) * Math.Max(0, total - shown + 1)) : (int)(Top / RowHeight);
        var first = Math.Clamp(at - Margin, 0, Math.Max(0, total - 1));
        var count = Math.Min(shown + (2 * Margin), total - first);
        return (first, Math.Max(0, count), scaled ? Math.Min(Top, length - Height) - ((at - first) * (double)RowHeight) : (double)first * RowHeight);
    }

    /// <summary>How far to scroll so that the row at this place shows; where it is when it shows already.</summary>
    public double TopFor(int place, int total)
    {
        var length = Length(total);
        if (length < (double)total * RowHeight)
        {
            var (first, _, _) = Over(total);
            var shows = place >= first + Margin && place < first + Margin + (int)(Height / RowHeight);
            return shows ? Top : place / (double)Math.Max(1, total - 1) * (length - Height);
        }
        var y = (double)place * RowHeight;
        return y < Top ? y : y + RowHeight > Top + Height ? y + RowHeight - Height : Top;
    }
}
