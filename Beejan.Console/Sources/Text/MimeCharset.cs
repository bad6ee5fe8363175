using System.Text;

namespace Beejan.Sources.Text;

/// <summary>Character sets as mail and XML name them, wrong names and wrong labels included.</summary>
internal static class MimeCharset
{
    /// <summary>Names in use that are registered nowhere, and sets that in truth mean their superset.</summary>
    private static readonly Dictionary<string, int> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["iso-8859-1"] = 1252, ["iso8859-1"] = 1252, ["latin1"] = 1252, ["latin-1"] = 1252, ["iso_8859-1"] = 1252, ["8859_1"] = 1252, ["ansi"] = 1252,
        ["cp1252"] = 1252, ["cp-1252"] = 1252, ["windows1252"] = 1252, ["iso-8859-9"] = 1254, ["iso-8859-11"] = 874, ["iso-8859-8-i"] = 28598,
        ["gb2312"] = 54936, ["gbk"] = 54936, ["gb_2312-80"] = 54936, ["x-gbk"] = 54936, ["cp936"] = 54936, ["cn-gb"] = 54936, ["gb18030"] = 54936,
        ["x-sjis"] = 932, ["shift-jis"] = 932, ["sjis"] = 932, ["cp932"] = 932, ["ms_kanji"] = 932, ["windows-31j"] = 932, ["x-euc-jp"] = 51932,
        ["euc-kr"] = 949, ["ks_c_5601-1987"] = 949, ["ks_c_5601"] = 949, ["ksc5601"] = 949, ["cp949"] = 949, ["uhc"] = 949, ["x-windows-949"] = 949,
        ["cn-big5"] = 950, ["x-x-big5"] = 950, ["cp950"] = 950, ["utf8"] = 65001, ["utf-8n"] = 65001, ["unicode-1-1-utf-8"] = 65001, ["cp-850"] = 850,
        ["macintosh"] = 10000, ["mac"] = 10000, ["x-mac-roman"] = 10000, ["koi8"] = 20866, ["utf-16"] = 1201, ["ucs-2"] = 1201,
    };

    /// <summary>The set with that name; null for none, for us-ascii and for a name nobody knows: then the bytes decide.</summary>
    public static Encoding? Named(string? name)
    {
        name = name?.Trim(' ', '\t', '"', '\'', ';').ToLowerInvariant();
        if (string.IsNullOrEmpty(name) || name is "us-ascii" or "ascii" or "unknown-8bit" or "x-unknown" or "default" or "utf-7" or "unicode-1-1-utf-7")
        {
            return null;
        }
        try
        {
            var encoding = Known.TryGetValue(name, out var page) ? Page(page)
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return encoding;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// The bytes as text. A byte order mark wins; UTF-8 that is none is repaired byte by byte; what no label explains is UTF-8 or
    /// Windows-1252.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes, Encoding? told)
    {
        if (bytes is [0xEF, 0xBB, 0xBF, ..])
        {
            bytes = bytes[3..];
            told = null;
        }
        else if (bytes is [0xFF, 0xFE, ..] && bytes.Length % 2 == 0)
        {
            bytes = bytes[2..];
            told = Encoding.Unicode;
        }
        var repaired = false;
        return told is null || told.CodePage == 65001 || MostlyUtf8(bytes, told) ? Charset.Decode(bytes, ref repaired) : told.GetString(bytes);
    }

    /// <summary>
    /// Labelled as something else and yet flawless UTF-8 beyond ASCII: the label is a default nobody chose. Sets of two bytes may look like it
    /// in a word or two, hardly in a line.
    /// </summary>
    private static bool MostlyUtf8(ReadOnlySpan<byte> bytes, Encoding told)
    {
        if (told.CodePage is 1200 or 1201 or 12000 or 12001 || bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 || !System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return false;
        }
        var high = 0;
        foreach (var b in bytes)
        {
            high += b >> 7;
        }
        return high >= (told.IsSingleByte ? 2 : 12);
    }

    private static Encoding? Page(int page) => CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
}
