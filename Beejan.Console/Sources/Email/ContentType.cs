using System.Globalization;
using System.Text;
using Beejan.Sources.Text;

namespace Beejan.Sources.Email;

/// <summary>A field with parameters (<c>Content-Type</c>, <c>Content-Disposition</c>), RFC 2231 continuations and character sets resolved.</summary>
internal sealed class ContentType
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lower case, such as <c>text/plain</c> or <c>attachment</c>; empty when the field is.</summary>
    public string Value { get; private init; } = "";

    /// <summary>The parameter, encoded words decoded; null when it is not there or empty.</summary>
    public string? this[string parameter] => _parameters.GetValueOrDefault(parameter) is { Length: > 0 } value ? value : null;

    public static ContentType Read(string? field)
    {
        var parts = Split(field ?? "");
        var value = string.Concat(parts[0].Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        var read = new ContentType { Value = value };
        var pieces = new Dictionary<string, SortedDictionary<int, (string Text, bool Encoded)>>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                continue;
            }
            var name = part[..equals].Trim();
            var text = Unquote(part[(equals + 1)..].Trim());
            var star = name.IndexOf('*', StringComparison.Ordinal);
            if (star < 0)
            {
                read._parameters.TryAdd(name, EncodedWords.Decode(text));
                continue;
            }
            var number = name[(star + 1)..].TrimEnd('*');
            if (!pieces.TryGetValue(name[..star], out var all))
            {
                pieces[name[..star]] = all = [];
            }
            all.TryAdd(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0, (text, name.EndsWith('*')));
        }
        foreach (var (name, all) in pieces)
        {
            read._parameters[name] = Join(all.Values);
        }
        return read;
    }

    /// <summary><c>charset'language'text</c> in percent escapes; only the first piece names the charset, and pieces may be plain.</summary>
    private static string Join(IEnumerable<(string Text, bool Encoded)> pieces)
    {
        var bytes = new List<byte>();
        string? charset = null;
        foreach (var (text, encoded) in pieces)
        {
            var rest = text;
            if (encoded && charset is null && text.Split('\'', 3) is [var name, _, var tail])
            {
                (charset, rest) = (name, tail);
            }
            bytes.AddRange(encoded ? Percent(rest) : Encoding.UTF8.GetBytes(rest));
        }
        return MimeCharset.Decode(bytes.ToArray(), MimeCharset.Named(charset));
    }

    private static byte[] Percent(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }
        return [.. bytes];
    }

    /// <summary>At semicolons outside quotes.</summary>
    private static List<string> Split(string field)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < field.Length; i++)
        {
            var c = field[i];
            if (c == '\\' && quoted && i + 1 < field.Length)
            {
                part.Append(c).Append(field[++i]);
                continue;
            }
            quoted ^= c == '"';
            if (c == ';' && !quoted)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(c);
            }
        }
        parts.Add(part.ToString());
        return parts;
    }

    private static string Unquote(string text)
    {
        if (!text.StartsWith('"'))
        {
            return text;
        }
        var plain = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length && text[i] != '"'; i++)
        {
            i += text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\' ? 1 : 0;
            plain.Append(text[i]);
        }
        return plain.ToString();
    }
}
