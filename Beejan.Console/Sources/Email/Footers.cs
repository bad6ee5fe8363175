using System.Text.RegularExpressions;

namespace Beejan.Sources.Email;

/// <summary>What signs a message, and what programs and gateways add to it without asking the writer.</summary>
internal static partial class Footers
{
    private const int LongestLine = 600;

    /// <summary>The line RFC 3676 asks for, and what programs put there in its place.</summary>
    public static bool IsSignature(string line) => line is "-- " or "--" or "-- \r" or "--\u00A0";

    /// <summary>Written by the program or drawn by it, when it stands last: the device's name, an advertisement, a ruled line.</summary>
    public static bool IsProgramsOwn(string line) => line.Length <= LongestLine && (Device().IsMatch(line) || Rule().IsMatch(line));

    /// <summary>What stands at the very end, even below a quote: a notice on confidentiality, a mailing list's or a virus scanner's line.</summary>
    public static bool IsAppended(string line) => line.Length <= LongestLine && (Notice().IsMatch(line) || ListRule().IsMatch(line));

    [GeneratedRegex(@"^(?>\s*)[*_\[(]?(?:Sent (?:from (?:my |Outlook|Yahoo|AOL|Gmail|Samsung|Galaxy|Huawei|BlackBerry|Proton|Windows |Mail for |myMail|the all.?new )|via |with |using )|Sent by (?:Text Messaging|Outlook)|Get (?:Outlook|BlueMail|TypeApp) for |Yahoo (?:Mail|!).{0,20}: ?Search, Organi[sz]e, Conquer|Envoy. (?:de mon|depuis |. partir de |par (?:le service de )?messagerie|avec )|Von meinem .{0,40} gesendet|Gesendet (?:mit|von|.ber) |Diese Nachricht wurde von mein|Enviado (?:desde|con|do meu|a partir d) ?|Inviato (?:da|dal) |Verzonden (?:vanaf|met|met .)|Verstuurd vanaf ).{0,80}(?:<[^<>\s]{1,400}>)?.{0,2}$", RegexOptions.IgnoreCase)]
    private static partial Regex Device();

    [GeneratedRegex(@"^(?>\s*)(?:_{5,}|-{5,}|={5,}|\*{5,})\s*$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(?>\s*)_{30,}\s*$")]
    private static partial Regex ListRule();

    [GeneratedRegex(@"^\W*(?:(?:legal |e-?mail )?disclaimer\b|confidentiality (?:notice|note)\b|th(?:is|e information (?:contained )?in this) (?:e-?mail|message|communication|transmission)\b.{0,160}\b(?:confidential|privileged|intended|viruses|scanned)\b|virus-free\.)", RegexOptions.IgnoreCase)]
    private static partial Regex Notice();
}
