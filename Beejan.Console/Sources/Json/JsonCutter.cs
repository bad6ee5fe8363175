using System.Buffers;
using System.Text.Json;
using Beejan.Sources.Framing;
using Beejan.Sources.Text;

namespace Beejan.Sources.Json;

/// <summary>One record a JSON value, however it is broken into lines: the members of an array, or values one after another.</summary>
internal sealed class JsonCutter(int limit) : Cutter
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]}[{\" \t\r\n"u8);
    private readonly TooLong _tooLong = new(Charset.Utf8, limit);
    private bool _inArray;

    /// <summary>
    /// How a JSON delivery is laid out: one value a line (so that a broken line costs only itself), or values across lines or in an array.
    /// </summary>
    public static Cutter For(ReadOnlySpan<byte> head, bool ended, int limit, bool emitBlank = false) =>
        IsLines(head, ended) ? new LineCutter(Charset.Utf8, limit, emitBlank) : new JsonCutter(limit);

    public override bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        if (_tooLong.Continues)
        {
            return _tooLong.TryCut(unread, last, out cut);
        }
        var start = SkipSeparators(unread);
        if (start > 0)
        {
            cut = Cut.Gap(start);
            return true;
        }
        var end = ValueEnd(unread[..Math.Min(unread.Length, limit + 1)]);
        if (end < 0 && unread.Length > limit)
        {
            return _tooLong.TryCut(unread, last, out cut);
        }
        if (end < 0)
        {
            cut = new Cut(0, unread.Length, unread.Length);
            return last;
        }
        cut = new Cut(0, end, end);
        return true;
    }

    private int SkipSeparators(ReadOnlySpan<byte> unread)
    {
        for (var i = 0; i < unread.Length; i++)
        {
            switch (unread[i])
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                case (byte)',' when _inArray:
                    break;
                case (byte)'[' when !_inArray:
                    _inArray = true;
                    break;
                case (byte)']' when _inArray:
                    _inArray = false;
                    break;
                default:
                    return i;
            }
        }
        return unread.Length;
    }

    /// <summary>Length of the value at the start, or -1 when it is not all there.</summary>
    internal static int ValueEnd(ReadOnlySpan<byte> value)
    {
        if (!Structure.Contains(value[0]))
        {
            var end = value.IndexOfAny(ScalarEnds);
            return end == 0 ? 1 : end;
        }
        if (value[0] is (byte)'}' or (byte)']')
        {
            return value.IndexOf((byte)'\n');
        }
        var depth = 0;
        for (var i = 0; i < value.Length;)
        {
            var next = value[i..].IndexOfAny(Structure);
            if (next < 0)
            {
                return -1;
            }
            i += next;
            switch (value[i])
            {
                case (byte)'"':
                    i = StringEnd(value, i + 1);
                    if (i < 0)
                    {
                        return -1;
                    }
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    i++;
                    break;
                default:
                    depth--;
                    i++;
                    break;
            }
            if (depth <= 0)
            {
                return i;
            }
        }
        return -1;
    }

    private static int StringEnd(ReadOnlySpan<byte> value, int from)
    {
        while (from < value.Length)
        {
            var next = value[from..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return -1;
            }
            from += next + 1;
            if (value[from - 1] == '"')
            {
                return from;
            }
            from++;
        }
        return -1;
    }

    private static bool IsLines(ReadOnlySpan<byte> head, bool ended)
    {
        var text = Format.TrimStart(head);
        if (text is [(byte)'[', ..])
        {
            return false;
        }
        var newline = text.IndexOf((byte)'\n');
        if (IsRow(newline < 0 ? text : text[..newline]))
        {
            return false;
        }
        if (newline < 0 || IsWhole(text[..newline]))
        {
            return true;
        }
        var second = text[(newline + 1)..];
        return second.Trim("\r\n \t"u8).IsEmpty ? ended : second.TrimStart("\r\n"u8) is [(byte)'{', ..];
    }

    /// <summary>Values one after another without a break, as streams are written down.</summary>
    private static bool IsRow(ReadOnlySpan<byte> line) =>
        line is [(byte)'{', ..] && ValueEnd(line) is > 0 and var end && line[end..].TrimStart(" \t"u8) is [(byte)'{', ..] && IsWhole(line[..end]);

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, JsonFields.Options);
        try
        {
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
