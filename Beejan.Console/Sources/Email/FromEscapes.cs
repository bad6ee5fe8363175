using System.Buffers;

namespace Beejan.Sources.Email;

/// <summary>
/// In a mailbox a line of the body that begins with <c>From </c> has a <c>&gt;</c> put in front, so that it starts no message; one that has some
/// gets one more (mboxrd). Undone where the message is read: what landed stays as it came.
/// </summary>
internal static class FromEscapes
{
    /// <param name="message">One message, as cut. What is not from a mailbox has no escapes: its quote marks are quote marks.</param>
    public static ReadOnlyMemory<byte> Undo(ReadOnlyMemory<byte> message)
    {
        var bytes = message.Span;
        if (!MessageCutter.IsMailbox(bytes) || bytes.IndexOf("\n>"u8) < 0)
        {
            return message;
        }
        var undone = new ArrayBufferWriter<byte>(bytes.Length);
        while (Next(bytes) is var at and >= 0)
        {
            undone.Write(bytes[..at]);
            bytes = bytes[(at + 1)..];
        }
        undone.Write(bytes);
        return undone.WrittenMemory;
    }

    /// <summary>Where the next mark stands that is not the writer's, or -1.</summary>
    private static int Next(ReadOnlySpan<byte> bytes)
    {
        for (var from = 0; bytes[from..].IndexOf("\n>"u8) is var step and >= 0;)
        {
            var at = from + step + 1;
            var marks = bytes[at..].IndexOfAnyExcept((byte)'>');
            if (marks > 0 && bytes[(at + marks)..].StartsWith("From "u8))
            {
                return at;
            }
            from = at;
        }
        return -1;
    }
}
