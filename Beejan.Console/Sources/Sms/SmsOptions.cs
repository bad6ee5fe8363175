using System.ComponentModel.DataAnnotations;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Sms;

/// <summary>How short messages are read. Section <c>Beejan:Sources:Sms</c>.</summary>
public sealed class SmsOptions : IValidatableObject
{
    public const string Section = "Beejan:Sources:Sms";

    /// <summary>What stands between the fields of a text line. Default <c>|</c>.</summary>
    public char Separator { get; set; } = '|';

    /// <summary>How its dates are written, <c>dd/MM/yyyy</c> or <c>MM/dd/yyyy</c>. Default null: each file tells by a day over twelve.</summary>
    [AllowedValues(null, "dd/MM/yyyy", "MM/dd/yyyy")]
    public string? TimeOrder { get; set; }

    /// <summary>Names in webhook bodies by field (<see cref="Field"/>), best first, on top of the built-in ones.</summary>
    public Dictionary<string, string[]> Fields { get; set; } = [];

    /// <summary>Longest message with its envelope, bytes. Default 1 MiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxRecordBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Messages that consist of one of these mean "send me nothing more". Letters and digits count, case does not. They come on top of
    /// <c>STOP</c>, <c>STOPALL</c>, <c>UNSUBSCRIBE</c>, <c>CANCEL</c>, <c>END</c>, <c>QUIT</c>, <c>OPTOUT</c> and <c>REVOKE</c>.
    /// </summary>
    public string[] OptOutWords { get; set; } = [];

    /// <summary>Messages that consist of one of these take an opt-out back, on top of <c>START</c> and <c>UNSTOP</c>.</summary>
    public string[] OptInWords { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Separator is < ' ' and not '\t' or > '~' || char.IsAsciiLetterOrDigit(Separator))
        {
            yield return new ValidationResult("must be a tab or an ASCII sign, not a letter or digit", [nameof(Separator)]);
        }
        foreach (var fault in FieldTable.Check(Fields, nameof(Fields)))
        {
            yield return fault;
        }
    }

    internal static IReadOnlyList<string> BuiltInOptOut { get; } = ["STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "OPT OUT", "REVOKE"];

    internal static IReadOnlyList<string> BuiltInOptIn { get; } = ["START", "UNSTOP"];

    internal static IReadOnlyDictionary<Field, string[]> BuiltIn { get; } = new Dictionary<Field, string[]>
    {
        [Field.Key] = ["id", "message id", "moMsgId", "MessageSid", "SmsMessageSid", "SmsSid", "msg id", "message uuid", "reference", "link id", "incoming message id"],
        [Field.Phone] = ["from", "msisdn", "sender", "sender number", "from number", "source addr", "phone number", "mobile", "phone", "address", "src number", "originator", "source address", "originating address", "sender msisdn", "caller number"],
        [Field.Text] = ["text", "body", "message", "content", "sms", "msg", "complaint", "message text", "message body", "short message", "sms text", "clean text"],
        [Field.Time] =
        [
            "date", "timestamp", "received at", "time", "sent at", "date sent", "date received", "created at", "message timestamp", "datetime", "created datetime", "received time", "receive time", "received on", "message date", "created", "ts",
        ],
        [Field.Status] = ["SmsStatus", "MessageStatus", "status", "delivery status", "failure reason", "status code"],
        [Field.Name] = ["contact name"],
        [Field.Direction] = ["type", "msg box", "direction"],
        [Field.To] = ["to", "short code", "destination", "receiver", "dest addr", "recipient", "destination address", "to number"],
        [Field.PartHeader] = ["udh", "user data header"],
        [Field.PartReference] = ["concat ref", "concat reference", "part ref", "part reference", "multipart ref"],
        [Field.Part] = ["concat part", "part", "part number", "part no", "part index"],
        [Field.Parts] = ["concat total", "parts", "part total", "total parts", "part count"],
    };
}
