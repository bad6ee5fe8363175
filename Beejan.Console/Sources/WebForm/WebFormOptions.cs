using System.ComponentModel.DataAnnotations;

namespace Beejan.Sources.WebForm;

/// <summary>How web forms are read. Section <c>Beejan:Sources:WebForm</c>.</summary>
public sealed class WebFormOptions : IValidatableObject
{
    public const string Section = "Beejan:Sources:WebForm";

    /// <summary>Names in the form by field (<see cref="Field"/>), best first, on top of the built-in ones.</summary>
    public Dictionary<string, string[]> Fields { get; set; } = [];

    /// <summary>Longest submission, bytes. Default 1 MiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxRecordBytes { get; set; } = 1024 * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => FieldTable.Check(Fields, nameof(Fields));

    /// <summary>A form's own names, then what columns of tables are called: programs that post complaints name them like that, too.</summary>
    internal static IReadOnlyDictionary<Field, string[]> BuiltIn { get; } = With(ColumnNames.BuiltIn, new Dictionary<Field, string[]>
    {
        [Field.Key] = ["submission id", "response id", "complaint id", "reference", "ticket number", "ticket id", "case number", "incident id", "id"],
        [Field.Text] = ["message", "complaint", "complaint text", "complaint description", "complaint details", "complaint what happened", "consumer complaint narrative", "narrative", "customer message", "description", "details", "text", "comment", "comments", "content", "notes", "body", "feedback", "description text", "caption"],
        [Field.Topic] = ["topic", "category", "complaint type", "issue type", "subject"],
        [Field.Time] = ["submitted at", "timestamp", "created at", "last submitted time", "create time", "submitted", "reported at", "date received", "created on", "created time", "received at", "created"],
        [Field.Date] = ["date"],
        [Field.Clock] = ["time"],
        [Field.Phone] = ["phone", "phone number", "msisdn", "mobile", "mobile number", "telephone", "gsm", "customer phone", "phone number whatsapp", "whatsapp number", "mobile phone", "contact number", "contact phone", "requester phone", "wa id", "from", "sender"],
        [Field.Name] = ["name", "full name", "your name", "your full name", "customer name"],
        [Field.Email] = ["email", "email address", "your email", "customer email", "mail"],
        [Field.Account] = ["account", "account number", "customer id", "account id"],
        [Field.State] = ["state", "region"],
        [Field.Lga] = ["lga", "local government", "local government area"],
        [Field.Place] = ["place", "city", "location", "address", "area", "coordinates", "gps"],
        [Field.Latitude] = ["latitude", "lat"],
        [Field.Longitude] = ["longitude", "lng", "lon", "long"],
        [Field.Product] = ["product", "plan", "service", "bundle"],
        [Field.Language] = ["language", "preferred language"],
        [Field.Tier] = ["account type", "customer type", "tier"],
        [Field.Channel] = ["messaging product", "channel"],
        [Field.Status] = ["status"],
    });

    private static Dictionary<Field, string[]> With(IReadOnlyDictionary<Field, string[]> columns, Dictionary<Field, string[]> own)
    {
        var mine = own.Values.SelectMany(names => names).ToHashSet(StringComparer.Ordinal);
        return columns.Keys.Union(own.Keys).ToDictionary(
            field => field, field => (string[])[.. own.GetValueOrDefault(field, []), .. columns.GetValueOrDefault(field, []).Where(name => !mine.Contains(name))]);
    }
}
