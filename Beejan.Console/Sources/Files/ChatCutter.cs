using Beejan.Sources.Framing;

namespace Beejan.Sources.Files;

/// <summary>One record a message: its first line and all lines up to the next that begins one. What is over the limit comes in pieces with a fault.</summary>
internal sealed class ChatCutter(int limit) : Cutter
{
    public override bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        if (unread is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..])
        {
            cut = Cut.Gap(unread[0] == (byte)'\n' ? 1 : 2);
            return true;
        }
        var view = unread[..Math.Min(unread.Length, limit)];
        for (var from = 0; view[from..].IndexOf((byte)'\n') is var step and >= 0; from += step + 1)
        {
            var next = from + step + 1;
            if (unread.Length - next < ChatLine.Longest && !last)
            {
                cut = default;
                return false;
            }
            if (ChatLine.Begins(unread[next..], out _, out _, out _))
            {
                cut = new Cut(0, Trimmed(unread[..next]), next);
                return true;
            }
        }
        if (unread.Length > limit)
        {
            cut = new Cut(0, limit, limit, Faults.TooLong);
            return true;
        }
        cut = new Cut(0, Trimmed(unread), unread.Length);
        return last;
    }

    private static int Trimmed(ReadOnlySpan<byte> message) => message.TrimEnd("\r\n"u8).Length is > 0 and var length ? length : message.Length;
}
