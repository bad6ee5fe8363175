using System.Runtime.InteropServices;
using System.Text;
using Beejan.Sources.Text;

namespace Beejan.Sources.Email;

/// <summary>The header block of a message or part (RFC 5322), read with patience: unfolded, in order, values as bytes.</summary>
internal sealed class MimeHeaders
{
    private const int LongestName = 76;
    private const int MostFields = 2000;
    private const int LongestField = 256 * 1024;
    private readonly List<(string Name, List<byte> Value)> _fields = [];

    /// <summary>How many fields were read.</summary>
    public int Count => _fields.Count;

    /// <summary>Length of the block in bytes, the blank line behind it included.</summary>
    public int Length { get; private set; }

    /// <summary>What 8-bit bytes in the fields are when they are not UTF-8; null when the message does not say.</summary>
    public Encoding? Fallback { get; set; }

    /// <summary>Reads the block at the start. Without any field, <see cref="Length"/> is 0: all of it is body.</summary>
    public static MimeHeaders Read(ReadOnlySpan<byte> bytes)
    {
        var headers = new MimeHeaders();
        var at = Envelope(bytes);
        var junk = false;
        while (at < bytes.Length)
        {
            var line = Line(bytes, at, out var next);
            if (line.IsEmpty)
            {
                at = next;
                if (headers.Count > 0 || !IsField(Line(bytes, at, out _)))
                {
                    break;
                }
                // Blank lines in front of the first field.
                continue;
            }
            if (line[0] is (byte)' ' or (byte)'\t' && headers.Count > 0)
            {
                headers.Continue(line);
            }
            else if (IsField(line))
            {
                headers.Add(line);
            }
            else if (junk || !IsField(Line(bytes, next, out _)))
            {
                // No field, and none behind it: the body begins without its blank line.
                break;
            }
            else
            {
                junk = true;
            }
            at = next;
        }
        headers.Length = headers.Count == 0 ? 0 : at;
        return headers;
    }

    /// <summary>The first field of that name as text, unfolded and trimmed; null when there is none.</summary>
    public string? Text(string name) => Raw(name) is { } value ? Decode(value) : null;

    /// <summary>All fields of that name as text, in order.</summary>
    public IEnumerable<string> All(string name) =>
        _fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => Decode(f.Value));

    private List<byte>? Raw(string name)
    {
        foreach (var (field, value) in _fields)
        {
            if (field.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        return null;
    }

    private string Decode(List<byte> field)
    {
        var value = CollectionsMarshal.AsSpan(field);
        var text = System.Text.Unicode.Utf8.IsValid(value) ? Encoding.UTF8.GetString(value) : MimeCharset.Decode(value, Fallback);
        return text.Trim();
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        if (_fields.Count < MostFields)
        {
            var colon = line.IndexOf((byte)':');
            _fields.Add((Encoding.ASCII.GetString(line[..colon].TrimEnd(" \t"u8)), [.. line[(colon + 1)..]]));
        }
    }

    private void Continue(ReadOnlySpan<byte> line)
    {
        var value = _fields[^1].Value;
        if (value.Count < LongestField)
        {
            value.Add((byte)' ');
            value.AddRange(line.Trim(" \t"u8));
        }
    }

    /// <summary>Length of a byte order mark and of the <c>From </c> line that mailboxes put in front of a message.</summary>
    private static int Envelope(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        while ((bytes[at..].StartsWith("From "u8) && !IsField(Line(bytes, at, out _))) || bytes[at..].StartsWith(">From "u8))
        {
            Line(bytes, at, out at);
        }
        return at;
    }

    /// <summary>A name of printable characters, perhaps blanks (RFC 5322, 4.5.8), a colon.</summary>
    private static bool IsField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon is < 1 or > LongestName)
        {
            return false;
        }
        var name = line[..colon].TrimEnd(" \t"u8);
        return !name.IsEmpty && name.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0;
    }

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> bytes, int at, out int next)
    {
        var rest = bytes[Math.Min(at, bytes.Length)..];
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0)
        {
            next = bytes.Length;
            return rest;
        }
        next = at + end + (rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? 2 : 1);
        return rest[..end];
    }
}
