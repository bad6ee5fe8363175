using System.ComponentModel.DataAnnotations;

namespace Beejan.Intake.Watch;

/// <summary>What each source is expected to bring. Section <c>Beejan:Contracts</c>, by source.</summary>
public sealed class ContractOptions : IValidatableObject
{
    public const string Section = "Beejan:Contracts";

    /// <summary>By the source's stable name; a source without one is watched for nothing.</summary>
    public Dictionary<string, SourceContract> Sources { get; set; } = new(StringComparer.Ordinal)
    {
        ["call-center"] = new()
        {
            Fields = { ["ticket"] = "text, the key", ["text"] = "text, required", ["topic"] = "text", ["date"] = "date and time as written", ["phone"] = "number", ["name"] = "text", ["account"] = "text", ["state"] = "text", ["lga"] = "text", ["status"] = "text" },
            Owner = "Care Operations", Frequency = "files, daily or hourly", PerDayLow = 2000, PerDayHigh = 3000, PeakHours = "9 to 12, 18 to 20", SilentAfterMinutes = 26 * 60,
        },
        ["email"] = new() { Fields = { ["message-id"] = "text, the key", ["subject"] = "text", ["body"] = "text, required", ["from"] = "address", ["date"] = "RFC 5322", ["references"] = "message ids", ["attachments"] = "files" }, Owner = "Care Operations", Frequency = "folders, as mail arrives", PeakHours = "9 to 17" },
        ["files"] = new()
        {
            Fields = { ["text"] = "text, required", ["date"] = "date and time as written", ["phone"] = "number", ["name"] = "text", ["email"] = "address", ["account"] = "text", ["state"] = "text", ["lga"] = "text", ["topic"] = "text", ["product"] = "text" },
            Owner = "Data Stewards", Frequency = "by hand, at any time",
            Forms =
            {
                ["Table"] = "CSV or TSV in any usual dialect. Columns are told by their names and by what stands in them; a saved mapping names them for good.",
                ["Workbook"] = ".xlsx, .xls, .xlsb; tables in a web page, in SpreadsheetML, in JSON or in columns below each other. The workbook is kept whole and each row of each sheet is a record, of hidden sheets too.",
                ["JSON, XML"] = "One complaint, many, or lists of them somewhere inside; members are told by their names.",
                ["WhatsApp chat"] = "_chat.txt as Android and iOS export it. A message is a record: time as the phone wrote it, the writer's number, or the name under which the phone knows them, and words. "
                    + "Its key is made of its bytes, so a later export of the same chat lands only what is new. What WhatsApp itself wrote, media without words and what the house's own people said (Sources:Files:ChatOwnNames) are counted and dropped.",
            },
        },
        ["sms"] = new()
        {
            Fields = { ["id"] = "text, the key", ["text"] = "text, required", ["from"] = "number", ["timestamp"] = "date and time", ["udh"] = "hexadecimal" },
            Owner = "Messaging", Frequency = "pushed at once, and hourly files", PerDayLow = 1000, PerDayHigh = 1500, PeakHours = "18 to 21", SilentAfterMinutes = 3 * 60,
        },
        ["social"] = new()
        {
            Fields = { ["id"] = "number as text, the key", ["text"] = "text, required", ["created_at"] = "date and time", ["author_id"] = "number as text", ["public_metrics"] = "numbers", ["place"] = "text", ["edit_history_tweet_ids"] = "list" },
            Owner = "Social Media Desk", Frequency = "a stream, and a search every quarter of an hour", PerDayLow = 2000, PerDayHigh = 3000, PeakHours = "18 to 21", SilentAfterMinutes = 60,
        },
        ["web-form"] = new()
        {
            Fields = { ["submissionId"] = "text, the key", ["text"] = "text, required", ["phone"] = "number", ["state"] = "text", ["topic"] = "text", ["name"] = "text", ["email"] = "address" },
            Owner = "Digital Channels", Frequency = "at once", PerDayLow = 1500, PerDayHigh = 2000, PeakHours = "9 to 12, 18 to 20", SilentAfterMinutes = 3 * 60,
        },
    };

    /// <summary>The contract of a source; an empty one when none is written.</summary>
    public SourceContract Of(string source) => Sources.GetValueOrDefault(source) ?? new SourceContract();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from source in Sources
        let contract = source.Value
        where contract.PerDayLow < 0 || contract.PerDayHigh < contract.PerDayLow || contract.SilentAfterMinutes < 0
        select new ValidationResult("PerDayLow, PerDayHigh and SilentAfterMinutes are not negative, and PerDayHigh is not below PerDayLow", [$"{nameof(Sources)}:{source.Key}"]);
}

/// <summary>The data contract of one source.</summary>
public sealed class SourceContract
{
    /// <summary>Who answers for it.</summary>
    public string? Owner { get; set; }

    /// <summary>How it comes, for people.</summary>
    public string? Frequency { get; set; }

    /// <summary>Records a day, at least; null: not agreed.</summary>
    public int? PerDayLow { get; set; }

    /// <summary>Records a day, at most; null: not agreed.</summary>
    public int? PerDayHigh { get; set; }

    /// <summary>When it is busiest (Lagos), for people.</summary>
    public string? PeakHours { get; set; }

    /// <summary>What a record holds: field and type, for people. <c>text</c> is the only one that every source must send.</summary>
    public Dictionary<string, string> Fields { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The forms it may come in, for people: name and what a record is; empty when there is one only.</summary>
    public Dictionary<string, string> Forms { get; set; } = new(StringComparer.Ordinal);

    /// <summary>What happens with what the source was not known to send, until a person chooses otherwise on its page. Default evolve.</summary>
    public DriftMode Drift { get; set; } = DriftMode.Evolve;

    /// <summary>Minutes without a record after which the feed counts as missing; null: never.</summary>
    public int? SilentAfterMinutes { get; set; }
}
