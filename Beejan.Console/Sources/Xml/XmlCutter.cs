using Beejan.Sources.Framing;
using Beejan.Sources.Text;

namespace Beejan.Sources.Xml;

/// <summary>
/// One record an element, its exact bytes. Elements around records separate. An element that is not closed ends where the next record
/// starts, so it costs only itself; a declaration (DOCTYPE) ends all reading, because it can make a document grow without end.
/// </summary>
/// <param name="shape">Where the records stand.</param>
/// <param name="charset">How wide a character is.</param>
/// <param name="limit">Longest record, bytes.</param>
internal sealed class XmlCutter(XmlShape shape, Charset charset, int limit) : Cutter
{
    private const int FirstLook = 8 * 1024;
    private const int PieceSize = 1024 * 1024;

    /// <summary>Bytes that may be looked at in vain for each byte taken.</summary>
    private const int Patience = 64;

    private readonly List<string> _open = [];
    private long _taken;
    private long _vain;
    private bool _refused;
    private bool _runsOn;

    /// <summary>Elements around records that were opened and not closed, outermost first.</summary>
    public IReadOnlyList<string> Open => _open;

    /// <summary>What was cut last stood where the records do, not around them.</summary>
    public bool WasRecord { get; private set; }

    /// <summary>The last record was cut off by the end.</summary>
    public bool Torn { get; private set; }

    /// <summary>The first tag around the records, as written; null before it is met.</summary>
    public string? Root { get; private set; }

    public override bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        if (_refused)
        {
            var size = Math.Min(unread.Length, PieceSize);
            cut = new Cut(0, size, size, Faults.XmlDeclaration);
            return last || unread.Length >= PieceSize;
        }
        if (charset.Width == 1)
        {
            return TryCutNarrow(unread, last, out cut);
        }
        // Structure is ASCII: wide characters are looked at as narrow ones, no more of them than needed.
        for (var look = FirstLook; ; look *= 2)
        {
            var units = Math.Min(unread.Length / 2, look);
            var whole = units == unread.Length / 2;
            if (units == 0)
            {
                cut = new Cut(0, unread.Length, unread.Length, Faults.XmlTorn);
                return last;
            }
            if (TryCutNarrow(Narrow(unread[..(units * 2)]), last && whole, out cut))
            {
                var odd = last && whole && cut.Next == units ? unread.Length % 2 : 0;
                cut = cut with { Start = cut.Start * 2, Length = (cut.Length * 2) + (cut.IsGap ? 0 : odd), Next = (cut.Next * 2) + odd };
                return true;
            }
            if (whole)
            {
                return false;
            }
        }
    }

    private byte[] Narrow(ReadOnlySpan<byte> wide)
    {
        var narrow = new byte[wide.Length / 2];
        var high = charset == Charset.Utf16Be ? 0 : 1;
        for (var i = 0; i < narrow.Length; i++)
        {
            narrow[i] = wide[(i * 2) + high] == 0 && wide[(i * 2) + 1 - high] < 0x80 ? wide[(i * 2) + 1 - high] : (byte)'x';
        }
        return narrow;
    }

    private bool TryCutNarrow(ReadOnlySpan<byte> s, bool last, out Cut cut)
    {
        var found = TryFind(s, last, out cut);
        _taken += found ? cut.Next : 0;
        return found;
    }

    private bool TryFind(ReadOnlySpan<byte> s, bool last, out Cut cut)
    {
        if (_runsOn)
        {
            return RunOn(s, last, out cut);
        }
        var blank = s.IndexOfAnyExcept(" \t\r\n"u8);
        if (blank != 0)
        {
            cut = Cut.Gap(blank < 0 ? s.Length : blank);
            return true;
        }
        var scan = new XmlScan(s);
        var mark = scan.Next();
        WasRecord = _open.Count >= shape.Depth;
        if (scan.Start > 0)
        {
            // Text between records: a record of nothing we know.
            cut = new Cut(0, scan.Start, scan.Start, Faults.XmlStray);
            return mark != XmlMark.End || last || scan.Start < s.Length || TooLong(s, out cut);
        }
        switch (mark)
        {
            case XmlMark.End:
                Torn = last;
                cut = new Cut(0, s.Length, s.Length, Faults.XmlTorn);
                return last || TooLong(s, out cut);
            case XmlMark.Declaration:
                _refused = true;
                cut = new Cut(0, scan.Position, scan.Position, Faults.XmlDeclaration);
                return true;
            case XmlMark.Broken:
                cut = new Cut(0, scan.Position, scan.Position, Faults.XmlStray);
                return true;
            case XmlMark.Close:
                return Close(ref scan, out cut);
            case XmlMark.Open or XmlMark.Empty when _open.Count >= shape.Depth:
                return mark == XmlMark.Empty ? Whole(scan.Position, out cut) : Record(s, ref scan, last, out cut);
            case XmlMark.Open:
                return Around(s, ref scan, last, out cut);
            case XmlMark.Empty when _open.Count > 0:
                return Whole(scan.Position, out cut);
            default:
                cut = Cut.Gap(scan.Position);
                return true;
        }
    }

    /// <summary>An element around records is opened; one that holds only text is a record of its own, such as a count.</summary>
    private bool Around(ReadOnlySpan<byte> s, ref XmlScan scan, bool last, out Cut cut)
    {
        var (name, end) = (XmlScan.Local(scan.Name), scan.Position);
        var tag = System.Text.Encoding.UTF8.GetString(scan.Tag);
        var inner = scan.Next();
        if (inner == XmlMark.End && !last && s.Length < FirstLook)
        {
            cut = default;
            return false;
        }
        if (_open.Count > 0 && inner == XmlMark.Close && XmlScan.Local(scan.Name) == name)
        {
            return Whole(scan.Position, out cut);
        }
        Root ??= tag;
        _open.Add(name);
        cut = Cut.Gap(end);
        return true;
    }

    private bool Close(ref XmlScan scan, out Cut cut)
    {
        var at = _open.LastIndexOf(XmlScan.Local(scan.Name));
        if (at < 0)
        {
            cut = new Cut(0, scan.Position, scan.Position, Faults.XmlStray);
            return true;
        }
        _open.RemoveRange(at, _open.Count - at);
        cut = Cut.Gap(scan.Position);
        return true;
    }

    private bool Record(ReadOnlySpan<byte> s, ref XmlScan scan, bool last, out Cut cut)
    {
        var name = scan.Name;
        var depth = 1;
        while (true)
        {
            var mark = scan.Next();
            switch (mark)
            {
                case XmlMark.End:
                    Torn = last;
                    cut = new Cut(0, s.Length, s.Length, Faults.XmlTorn);
                    return last || TooLong(s, out cut);
                case XmlMark.Open when !shape.Nests && scan.Name.SequenceEqual(name):
                case XmlMark.Close when _open.Count > 0 && !scan.Name.SequenceEqual(name) && XmlScan.Local(scan.Name) == _open[^1]:
                    // The element was not closed: it ends where something begins or ends that cannot be in it.
                    return Whole(scan.Start, out cut);
                case XmlMark.Open:
                    depth++;
                    break;
                case XmlMark.Close:
                    depth--;
                    if (depth == 0 || (!shape.Nests && scan.Name.SequenceEqual(name)))
                    {
                        return Whole(scan.Position, out cut);
                    }
                    break;
            }
            if (scan.Position > limit)
            {
                return TooLong(s, out cut);
            }
        }
    }

    private static bool Whole(int length, out Cut cut)
    {
        cut = new Cut(0, length, length);
        return true;
    }

    /// <summary>Begins taking a runaway record piece by piece when it is over the limit; false otherwise.</summary>
    private bool TooLong(ReadOnlySpan<byte> s, out Cut cut)
    {
        if (s.Length <= limit / charset.Width)
        {
            cut = default;
            return false;
        }
        _runsOn = true;
        _vain += limit / charset.Width;
        return RunOn(s, false, out cut);
    }

    /// <summary>
    /// Pieces until the next record starts. A file made of nothing but beginnings would be looked through again for each of them, so a runaway
    /// record is longer, the more was looked at in vain; one in an honest file costs only itself.
    /// </summary>
    private bool RunOn(ReadOnlySpan<byte> s, bool last, out Cut cut)
    {
        var view = s[..Math.Min(s.Length, Math.Min(PieceSize, limit) / charset.Width)];
        var start = System.Text.Encoding.UTF8.GetBytes("<" + shape.Record);
        var least = (int)Math.Clamp((_vain / Patience) - _taken, 1, PieceSize);
        for (var from = least; from < view.Length && view[from..].IndexOf(start) is var step and >= 0; from += step + 1)
        {
            var behind = from + step + start.Length;
            if (behind < view.Length && (view[behind] is (byte)'>' or (byte)'/' or <= 32))
            {
                _runsOn = false;
                cut = new Cut(0, from + step, from + step, Faults.TooLong);
                return true;
            }
        }
        // What may be the start of the next record's name stays for the next look.
        var taken = last || view.Length <= start.Length + 1 ? view.Length : view.Length - start.Length - 1;
        cut = new Cut(0, taken, taken, Faults.TooLong);
        return last || view.Length >= Math.Min(PieceSize, limit) / charset.Width;
    }
}
