using System.Text;
using System.Text.RegularExpressions;
using Beejan.Sources.Framing;

namespace Beejan.Sources.Email;

/// <summary>
/// One message is the whole delivery, unless it is a mailbox in which each starts with a <c>From </c> line behind a blank one. A message
/// over the limit comes in pieces of bounded size with the fault <c>record.too-long</c>.
/// </summary>
/// <param name="limit">Largest message, bytes.</param>
/// <param name="mailbox">The delivery may hold several.</param>
internal sealed partial class MessageCutter(int limit, bool mailbox) : Cutter
{
    private const int PieceSize = 1024 * 1024;
    private bool _runsOn;

    /// <summary>True when the first line is the one that mailboxes put between messages.</summary>
    public static bool IsMailbox(ReadOnlySpan<byte> head) => Starts(head.StartsWith("\uFEFF"u8) ? head[3..] : head);

    public override bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        var most = _runsOn ? Math.Min(limit, PieceSize) : limit;
        var view = unread[..Math.Min(unread.Length, most)];
        if (mailbox && Next(view) is var next and > 0)
        {
            cut = new Cut(0, next, next, _runsOn ? Faults.TooLong : null);
            _runsOn = false;
            return true;
        }
        if (unread.Length > most)
        {
            _runsOn = true;
            cut = new Cut(0, Math.Min(most, PieceSize), Math.Min(most, PieceSize), Faults.TooLong);
            return true;
        }
        cut = new Cut(0, unread.Length, unread.Length, _runsOn ? Faults.TooLong : null);
        return last;
    }

    /// <summary>Where the next message starts, or -1.</summary>
    private static int Next(ReadOnlySpan<byte> view)
    {
        var from = 1;
        while (from < view.Length && view[from..].IndexOf("\nFrom "u8) is var step and >= 0)
        {
            var at = from + step + 1;
            var before = view[..(at - 1)].TrimEnd((byte)'\r');
            if (before is [.., (byte)'\n'] && view[at..].Contains((byte)'\n') && Starts(view[at..]))
            {
                return at;
            }
            from = at;
        }
        return -1;
    }

    private static bool Starts(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOfAny((byte)'\n', (byte)'\r');
        line = end < 0 ? line : line[..end];
        return line.StartsWith("From "u8) && line.Length <= 300 && Separator().IsMatch(Encoding.Latin1.GetString(line));
    }

    [GeneratedRegex(@"^From (?:-\s*$|\S+\s.*[0-9]{1,2}:[0-9][0-9].*[0-9]{4})")]
    private static partial Regex Separator();
}
