namespace Beejan.Sources.Email;

/// <summary>Content transfer encodings (RFC 2045) and uuencode. Never fails: what is not encoded properly stays as it is.</summary>
internal static class TransferEncoding
{
    /// <summary>The content of a part with that <c>Content-Transfer-Encoding</c>; itself when the encoding is none or unknown.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> content, string? encoding) =>
        (encoding ?? "").Trim(' ', '\t', ';', '"').ToLowerInvariant() switch
        {
            "base64" => Base64(content.Span),
            "quoted-printable" or "quoted - printable" => QuotedPrintable(content.Span),
            "uuencode" or "x-uuencode" or "uue" or "x-uue" => Uu(content.Span),
            _ => content,
        };

    /// <summary>Skips what is not of the alphabet; padding ends a group, not the content.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        int length = 0, bits = 0, count = 0;
        foreach (var b in text)
        {
            var value = b switch
            {
                >= (byte)'A' and <= (byte)'Z' => b - 'A',
                >= (byte)'a' and <= (byte)'z' => b - 'a' + 26,
                >= (byte)'0' and <= (byte)'9' => b - '0' + 52,
                (byte)'+' or (byte)'-' => 62,
                (byte)'/' or (byte)'_' => 63,
                _ => -1,
            };
            if (b == '=')
            {
                (bits, count) = (0, 0);
            }
            if (value < 0)
            {
                continue;
            }
            bits = (bits << 6) | value;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                bytes[length++] = (byte)(bits >> count);
                bits &= (1 << count) - 1;
            }
        }
        return bytes.AsSpan(0, length).ToArray();
    }

    /// <summary>The Q encoding of encoded words: an underscore is a blank.</summary>
    public static byte[] Q(ReadOnlySpan<byte> text)
    {
        var blanks = text.ToArray();
        blanks.AsSpan().Replace((byte)'_', (byte)' ');
        return Escapes(blanks);
    }

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            var trimmed = line.TrimEnd(" \t\r"u8);
            var soft = trimmed is [.., (byte)'='];
            var decoded = Escapes(soft ? trimmed[..^1] : trimmed);
            decoded.CopyTo(bytes.AsSpan(length));
            length += decoded.Length;
            if (!soft && end >= 0)
            {
                bytes[length++] = (byte)'\n';
            }
            text = end < 0 ? default : text[(end + 1)..];
        }
        return bytes.AsSpan(0, length).ToArray();
    }

    private static byte[] Escapes(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
            {
                bytes[length++] = Convert.FromHexString([(char)text[i + 1], (char)text[i + 2]])[0];
                i += 2;
            }
            else
            {
                bytes[length++] = text[i];
            }
        }
        return bytes.AsSpan(0, length).ToArray();
    }

    private static byte[] Uu(ReadOnlySpan<byte> text)
    {
        using var bytes = new MemoryStream();
        var inside = false;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range].TrimEnd("\r "u8);
            if (!inside || line.IsEmpty || line.SequenceEqual("end"u8))
            {
                inside = (inside && line.IsEmpty) || line.StartsWith("begin "u8);
                continue;
            }
            var left = (line[0] - 32) & 63;
            for (var i = 1; i < line.Length && left > 0; i += 4)
            {
                var group = 0;
                for (var j = 0; j < 4; j++)
                {
                    group = (group << 6) | (i + j < line.Length ? (line[i + j] - 32) & 63 : 0);
                }
                for (var shift = 16; shift >= 0 && left > 0; shift -= 8, left--)
                {
                    bytes.WriteByte((byte)(group >> shift));
                }
            }
        }
        return bytes.ToArray();
    }
}
