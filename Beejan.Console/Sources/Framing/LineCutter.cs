using Beejan.Sources.Text;

namespace Beejan.Sources.Framing;

/// <summary>One record a line. A line over the limit comes in pieces of bounded size with the fault <c>record.too-long</c>.</summary>
/// <param name="charset">How wide a character is.</param>
/// <param name="limit">Longest line, bytes.</param>
/// <param name="emitBlank">True: an empty line is a record too; false: it separates.</param>
internal sealed class LineCutter(Charset charset, int limit, bool emitBlank = false) : Cutter
{
    private readonly TooLong _tooLong = new(charset, limit);

    public override bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        if (_tooLong.Continues)
        {
            return _tooLong.TryCut(unread, last, out cut);
        }
        var view = unread[..Math.Min(unread.Length, limit + Separator)];
        var newline = charset.IndexOfNewline(view);
        if (newline >= 0)
        {
            var end = newline - charset.ReturnsBefore(view, newline);
            cut = end == 0 && !emitBlank ? Cut.Gap(newline + charset.Width) : new Cut(0, end, newline + charset.Width);
            return true;
        }
        if (unread.Length >= limit + Separator)
        {
            return _tooLong.TryCut(unread, last, out cut);
        }
        cut = new Cut(0, unread.Length - charset.ReturnsBefore(view, unread.Length), unread.Length);
        return last;
    }

    /// <summary>Room for CR LF in the widest character, so that a line of exactly the limit still fits.</summary>
    private const int Separator = 4;
}

/// <summary>Takes a runaway record piece by piece until its line ends, so that the records behind it are found again.</summary>
internal sealed class TooLong(Charset charset, int limit)
{
    private const int PieceSize = 1024 * 1024;
    private readonly int _piece = Math.Min(limit, PieceSize) & ~1;

    /// <summary>A piece was taken and its line goes on.</summary>
    public bool Continues { get; private set; }

    public bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        var view = unread[..Math.Min(unread.Length, _piece)];
        var newline = charset.IndexOfNewline(view);
        if (newline >= 0)
        {
            Continues = false;
            cut = newline == 0 ? Cut.Gap(charset.Width) : new Cut(0, newline, newline + charset.Width, Faults.TooLong);
            return true;
        }
        if (view.Length < _piece && !last)
        {
            cut = default;
            return false;
        }
        Continues = true;
        cut = new Cut(0, view.Length, view.Length, Faults.TooLong);
        return true;
    }
}
