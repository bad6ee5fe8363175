using Beejan.Contracts;

namespace Beejan.Sources.Sms;

/// <summary>Tells a message that is nothing but a word by which customers stop, or again allow, our messages to them.</summary>
internal sealed class OptOutWords(IEnumerable<string> stop, IEnumerable<string> start)
{
    private const int Longest = 32;
    private readonly HashSet<string> _stop = [.. stop.Select(Normal)];
    private readonly HashSet<string> _start = [.. start.Select(Normal)];

    /// <summary>True: wants no more messages; false: wants them again; null: the message is something else.</summary>
    public bool? Read(string text)
    {
        if (text.Length > Longest)
        {
            return null;
        }
        var word = Normal(text);
        return word.Length == 0 ? null : _stop.Contains(word) ? true : _start.Contains(word) ? false : null;
    }

    /// <summary>The answer for a message that is one.</summary>
    public static Parsed Answer(bool stop, string? phone)
    {
        var choice = string.IsNullOrWhiteSpace(phone) ? null : new MessagingChoice(phone, !stop);
        return new Parsed.Ignored(stop
            ? new Reason("sms.opt-out", "The customer asked us to send no more messages: recorded, and no complaint.")
            : new Reason("sms.opt-in", "The customer allowed our messages again: recorded, and no complaint."), choice);
    }

    private static string Normal(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
