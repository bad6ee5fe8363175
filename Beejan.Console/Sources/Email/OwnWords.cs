using System.Text.RegularExpressions;

namespace Beejan.Sources.Email;

/// <summary>What the sender wrote now, without the history quoted below or between it and without the signature.</summary>
internal static partial class OwnWords
{
    private const int SignatureLines = 15;
    private const int LastLines = 4;
    private const int LongestLine = 200;

    /// <param name="text">A body; lines end in line feeds.</param>
    /// <returns>The whole text when nothing of it is the sender's own: a forwarded message is what it is about.</returns>
    public static string Of(string text)
    {
        var lines = text.Split('\n');
        var end = lines.Length;
        var quotes = Array.Exists(lines, line => line.StartsWith('>'));
        for (var i = 0; i < lines.Length; i++)
        {
            if (Forward().IsMatch(lines[i]))
            {
                // What is passed on is what it is about; only the fields on top of it are nobody's words.
                var words = SkipFields(lines, i + 1);
                Array.Fill(lines, ">", i, words - i);
                i = words - 1;
            }
            else if (IsSignature(lines[i]) || (i > 0 && IsHistory(lines, i)))
            {
                end = i;
                quotes |= !IsSignature(lines[i]);
                break;
            }
        }
        while (end > 0 && (string.IsNullOrWhiteSpace(lines[end - 1]) || lines[end - 1].StartsWith('>') || Mobile().IsMatch(lines[end - 1])))
        {
            end--;
        }
        var own = string.Join('\n', lines[..end].Where(line => !line.StartsWith('>'))).Trim();
        // A signature alone says nothing; history alone is what was passed on.
        return own.Length > 0 || !quotes ? own : text.Trim();
    }

    private static int SkipFields(string[] lines, int from)
    {
        while (from < lines.Length && (string.IsNullOrWhiteSpace(lines[from]) || (lines[from].Length <= 2000 && (From().IsMatch(lines[from]) || Fields().IsMatch(lines[from])))))
        {
            from++;
        }
        return from;
    }

    /// <summary>The sender's telephone number, where people put it: in the signature, or alone on one of the last lines; null when it is in neither.</summary>
    public static string? Phone(string text)
    {
        var lines = text.Split('\n');
        var end = Array.FindIndex(lines, 1, Math.Max(0, lines.Length - 1), line => line.StartsWith('>') || Wrote().IsMatch(line) || Divider().IsMatch(line));
        lines = end < 0 ? lines : lines[..end];
        var signature = Array.FindIndex(lines, IsSignature);
        var below = signature < 0 ? [] : lines.Skip(signature + 1).Take(SignatureLines);
        return below.Where(line => line.Length <= LongestLine).Select(line => Number().Match(line)).FirstOrDefault(m => m.Success)?.Value.Trim()
            ?? lines.Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(LastLines).Where(line => line.Length <= LongestLine)
                .Select(line => Alone().Match(line)).LastOrDefault(m => m.Success)?.Groups["number"].Value.Trim();
    }

    /// <summary>The line RFC 3676 asks for, and what programs put there in its place.</summary>
    private static bool IsSignature(string line) => line is "-- " or "--" or "-- \r" or "--\u00A0";

    private static bool IsHistory(string[] lines, int i)
    {
        var line = lines[i];
        if (line.Length is 0 or > 300)
        {
            return false;
        }
        if (Divider().IsMatch(line) || Wrote().IsMatch(line))
        {
            return true;
        }
        // The line wraps: "On Mon, 5 Jan 2026 at 10:00, Care" / "<care@…> wrote:".
        if (WroteStart().IsMatch(line) && i + 1 < lines.Length && lines[i + 1].Length <= 300
            && (WroteEnd().IsMatch(lines[i + 1]) || (i + 2 < lines.Length && lines[i + 2].Length <= 300 && WroteEnd().IsMatch(lines[i + 2]))))
        {
            return true;
        }
        return From().IsMatch(line) && lines.Skip(i + 1).Take(6).Count(l => l.Length <= 2000 && Fields().IsMatch(l)) >= 2;
    }

    [GeneratedRegex(@"^\s*(?:-{2,}\s*(?:Original Message|Message d'origine|Urspr.ngliche Nachricht|Mensaje original|Messaggio originale|Reply message)\s*-{2,}|-{4,}\s*On .{4,200} wrote\s*-{4,})", RegexOptions.IgnoreCase)]
    private static partial Regex Divider();

    [GeneratedRegex(@"^\s*(?:-{2,}\s*Forwarded message\s*-{2,}|Begin forwarded message:)", RegexOptions.IgnoreCase)]
    private static partial Regex Forward();

    [GeneratedRegex(@"^\s*(?:On\s.{6,250}\swrote|Le\s.{6,250}\sa .crit|Am\s.{6,250}\sschrieb\s?.{0,80}|El\s.{6,250}\sescribi.|Il\s.{6,250}\sha scritto|Op\s.{6,250}\sschreef\s?.{0,80})\s*:\s*$|^\s*On\s.{0,80}[0-9].{0,160}<[^<>\s]{1,80}@[^<>\s]{1,80}>\s?wrote:", RegexOptions.IgnoreCase)]
    private static partial Regex Wrote();

    [GeneratedRegex(@"^\s*(?:On|Le|Am|El|Il|Op)\s.{0,80}[0-9]", RegexOptions.None)]
    private static partial Regex WroteStart();

    [GeneratedRegex(@"(?:wrote|a .crit|schrieb|escribi.|ha scritto|schreef)\s*:\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex WroteEnd();

    [GeneratedRegex(@"^\s*\*?(?:From|De|Von|Da)\s?:\*?\s+\S", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"^\s*\*?(?:Sent|Date|To|Cc|Subject|Reply-To|Envoy.|.?Objet|Gesendet|An|Betreff|Enviado|Para|Asunto|Inviato|A|Oggetto)\s?:\*?\s", RegexOptions.IgnoreCase)]
    private static partial Regex Fields();

    [GeneratedRegex(@"^\s*(?:Sent from (?:my |Yahoo Mail|Mail for )|Sent via |Sent with |Get Outlook for |Envoy. de mon |Von meinem .{0,40} gesendet).{0,80}$", RegexOptions.IgnoreCase)]
    private static partial Regex Mobile();

    [GeneratedRegex(@"(?<![0-9+])(?:\+?234|0)[\s-]?\(?0?\)?[\s-]?[789][01][0-9](?:[\s-]?[0-9]){7}(?![0-9])")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\s*(?:(?:tel|phone|mobile|gsm|call|cell|m|t)\w*\s*[:.]?)?\s*(?<number>(?:\+?234|0)[\s-]?\(?0?\)?[\s-]?[789][01][0-9](?:[\s-]?[0-9]){7})\s*\.?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Alone();
}
