using System.Text.RegularExpressions;

namespace Beejan.Sources.Email;

/// <summary>The lines that mail programs put above a message that is answered or forwarded, in the languages they speak.</summary>
internal static partial class HistoryMarks
{
    private const int LongestLine = 2000;

    /// <summary>Above a message that is answered; some programs write it above one that is forwarded too.</summary>
    public static bool IsDivider(string line) => line.Length <= LongestLine && Divider().IsMatch(line);

    /// <summary>Above a message that is forwarded.</summary>
    public static bool IsForward(string line) => line.Length <= LongestLine && Forward().IsMatch(line);

    [GeneratedRegex(@"^(?>\s*)(?:-{2,}\s*(?:Original Message|Message d'origine|Message original|Urspr.ngliche Nachricht|Mensaje original|Mensagem original|Messaggio originale|Oorspronkelijk bericht|Reply message)\s*-{2,}|-{4,}\s*On .{4,200} wrote\s*-{4,})", RegexOptions.IgnoreCase)]
    private static partial Regex Divider();

    [GeneratedRegex(@"^(?>\s*)(?:-{2,}\s*(?:Forwarded message|Forwarded by .{1,200}|(?:Message|Mail) transf.r.|Weitergeleitete (?:Nachricht|E-Mail)|Mensaje reenviado|Mensagem (?:re)?encaminhada|Messaggio inoltrato|Doorgestuurd bericht)\s*-{2,}|(?:Begin forwarded message|D.but du message (?:r.exp.di.|transf.r.)|Anfang der weitergeleiteten (?:Nachricht|E-Mail)|Inicio del mensaje reenviado|In.cio da mensagem reencaminhada|Inizio messaggio inoltrato|Begin doorgestuurd bericht)\s?:|(?:Forwarded|Fwd) message\s?:\s*$)", RegexOptions.IgnoreCase)]
    private static partial Regex Forward();
}
