using System.Buffers;
using System.Text.RegularExpressions;

namespace Beejan.Sources.Framing;

/// <summary>What a delivery is, by its first bytes; what it was declared to be does not count.</summary>
internal static partial class Format
{
    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(b => b is not (9 or 10 or 13 or 27)).Select(b => (byte)b)]);

    /// <summary>A code of <see cref="Faults"/> for what is no text or another text format than CSV, lines and JSON; null for those.</summary>
    public static string? Foreign(ReadOnlySpan<byte> head)
    {
        if (Signature(head) is { } known)
        {
            return known;
        }
        var sample = head[..Math.Min(head.Length, 4096)];
        var controls = 0;
        foreach (var b in sample)
        {
            controls += Controls.Contains(b) ? 1 : 0;
        }
        if (controls * 20 > sample.Length)
        {
            return "format.binary";
        }
        var text = TrimStart(head);
        return IsWebPage(text) ? "format.html" : text is [(byte)'<', (byte)'?' or (byte)'!' or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z'), ..] ? "format.xml" : null;
    }

    /// <summary>True when it begins like e-mail: the line between a mailbox's messages, or three header fields of which one says who or when.</summary>
    public static bool IsMail(ReadOnlySpan<byte> head)
    {
        var text = System.Text.Encoding.Latin1.GetString(head[..Math.Min(head.Length, 2048)]);
        return MailStart().IsMatch(text);
    }

    /// <summary>True when the first thing in it opens a JSON object or array.</summary>
    public static bool IsJson(ReadOnlySpan<byte> head) => TrimStart(head) is [(byte)'{' or (byte)'[', ..];

    /// <summary>True for HTML; old portals give it out as a workbook.</summary>
    private static bool IsWebPage(ReadOnlySpan<byte> text)
    {
        foreach (var start in (ReadOnlySpan<string>)["<html", "<!doctype html", "<table", "<head>", "<body", "<div", "<meta "])
        {
            if (text.Length >= start.Length && System.Text.Ascii.EqualsIgnoreCase(text[..start.Length], start))
            {
                return true;
            }
        }
        return false;
    }

    public static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n"u8);

    [GeneratedRegex(@"^\uFEFF?(?:From \S+ .{0,60}[0-9]{4}\r?\n(?=[A-Za-z-]+: ))?(?:[A-Za-z][A-Za-z0-9-]{1,40}: .*\r?\n(?:[ \t].*\r?\n)*){2,40}?(?:From|Date|Received|Message-ID): ", RegexOptions.IgnoreCase)]
    private static partial Regex MailStart();

    private static string? Signature(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => "format.zip",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "format.excel",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "format.pdf",
        [0x1F, 0x8B, ..] => "format.gzip",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] => "format.binary",
        _ => null,
    };
}
