using System.Text;

namespace Beejan.Sources.Xml;

/// <summary>What stands at a <c>&lt;</c>.</summary>
internal enum XmlMark
{
    /// <summary>No more marks, or one whose end is not there yet.</summary>
    End,
    Open,
    Close,

    /// <summary>An element without content.</summary>
    Empty,

    /// <summary>Comment, character data, processing instruction.</summary>
    Other,

    /// <summary>A tag that another one begins in.</summary>
    Broken,

    /// <summary>A document type or entity declaration.</summary>
    Declaration,
}

/// <summary>Walks the marks of XML in bytes of which ASCII is ASCII. Checks nothing: it only finds where things end.</summary>
internal ref struct XmlScan(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the current mark starts; with <see cref="XmlMark.End"/> where the unfinished one does.</summary>
    public int Start { get; private set; }

    /// <summary>Behind the current mark.</summary>
    public int Position { get; private set; }

    /// <summary>The name in a tag; empty in other marks.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The tag with its brackets.</summary>
    public readonly ReadOnlySpan<byte> Tag => _bytes[Start..Position];

    public XmlMark Next()
    {
        Name = default;
        var step = _bytes[Position..].IndexOf((byte)'<');
        Start = step < 0 ? _bytes.Length : Position + step;
        var rest = _bytes[Start..];
        if (rest.Length < 2)
        {
            return XmlMark.End;
        }
        switch (rest[1])
        {
            case (byte)'?':
                return Ends(rest, "?>"u8, 2, XmlMark.Other);
            case (byte)'!':
                return rest.StartsWith("<!--"u8) ? Ends(rest, "-->"u8, 4, XmlMark.Other)
                    : rest.StartsWith("<![CDATA["u8) ? Ends(rest, "]]>"u8, 9, XmlMark.Other)
                    : "<!--"u8.StartsWith(rest) || "<![CDATA["u8.StartsWith(rest) ? XmlMark.End
                    : Ends(rest, ">"u8, 2, XmlMark.Declaration);
            default:
                return Element(rest);
        }
    }

    private XmlMark Ends(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> end, int from, XmlMark mark)
    {
        var at = rest[from..].IndexOf(end);
        if (at < 0)
        {
            return XmlMark.End;
        }
        Position = Start + from + at + end.Length;
        return mark;
    }

    private XmlMark Element(ReadOnlySpan<byte> rest)
    {
        var at = 1;
        while (true)
        {
            var step = rest[at..].IndexOfAny("><\"'"u8);
            if (step < 0)
            {
                return XmlMark.End;
            }
            at += step;
            if (rest[at] == '>')
            {
                break;
            }
            if (rest[at] == '<')
            {
                // The tag was never closed: what follows is another mark.
                Position = Start + at;
                return XmlMark.Broken;
            }
            var quote = rest[(at + 1)..].IndexOf(rest[at]);
            if (quote < 0)
            {
                return XmlMark.End;
            }
            at += quote + 2;
        }
        Position = Start + at + 1;
        var closes = rest[1] == '/';
        var name = rest[(closes ? 2 : 1)..at];
        var end = name.IndexOfAny(" \t\r\n/"u8);
        Name = end < 0 ? name : name[..end];
        return closes ? XmlMark.Close : rest[at - 1] == '/' ? XmlMark.Empty : XmlMark.Open;
    }

    /// <summary>The names of a tag's attributes with their values, as written.</summary>
    public static IEnumerable<(string Name, string Value)> Attributes(string tag)
    {
        var at = 0;
        while (at < tag.Length && tag.IndexOf('=', at) is var equals and > 0)
        {
            var quote = equals + 1;
            while (quote < tag.Length && char.IsWhiteSpace(tag[quote]))
            {
                quote++;
            }
            var end = quote < tag.Length && tag[quote] is '"' or '\'' ? tag.IndexOf(tag[quote], quote + 1) : -1;
            if (end < 0)
            {
                yield break;
            }
            var name = tag[at..equals].TrimEnd();
            var start = name.LastIndexOfAny([' ', '\t', '\r', '\n', '<']) + 1;
            yield return (name[start..], tag[(quote + 1)..end]);
            at = end + 1;
        }
    }

    /// <summary>A tag's name as text, without its prefix.</summary>
    public static string Local(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name[(name.IndexOf((byte)':') + 1)..]);
}
