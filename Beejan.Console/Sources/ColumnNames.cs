namespace Beejan.Sources;

/// <summary>What columns and elements of logs and tables are called, by field, best names first.</summary>
internal static class ColumnNames
{
    public static IReadOnlyDictionary<Field, string[]> BuiltIn { get; } = new Dictionary<Field, string[]>
    {
        [Field.Key] =
        [
            "ticket", "ticket no", "ticket id", "ticket number", "call id", "complaint id", "complaint no", "complaint number", "case id",
            "case no", "case number", "ref", "ref no", "reference", "reference no", "reference number", "record id", "tweet id", "message id", "id",
        ],
        [Field.Text] =
        [
            "customer complaint", "complaint", "complaint text", "complaint description", "complaint details", "notes", "call notes",
            "agent notes", "description", "details", "text", "message", "comment", "comments", "customer comment", "narrative", "remarks",
            "remark", "verbatim", "transcript", "body", "content", "sms", "tweet", "review", "feedback", "issue", "issue description", "summary",
        ],
        [Field.Topic] = ["topic", "subject", "complaint type", "issue type", "call type", "call reason", "reason", "category", "complaint category"],
        [Field.Time] =
        [
            "call start", "start time", "call time stamp", "timestamp", "datetime", "date time", "date and time", "reported at", "created at",
            "created", "opened at", "date opened", "date reported", "date received", "received at", "submitted at", "date created", "start",
        ],
        [Field.Date] = ["date", "call date", "complaint date", "report date", "received date", "date month year", "day"],
        [Field.Clock] = ["time", "call time", "complaint time", "time received", "time of call"],
        [Field.Phone] =
        [
            "caller msisdn", "msisdn", "phone", "phone number", "phone no", "mobile", "mobile number", "mobile no", "gsm", "gsm number",
            "telephone", "caller number", "caller", "customer phone", "contact number", "contact phone", "subscriber number", "line",
        ],
        [Field.Name] = ["customer name", "caller name", "full name", "subscriber name", "name", "customer"],
        [Field.Email] = ["email", "email address", "customer email", "e-mail address"],
        [Field.Handle] = ["handle", "username", "screen name", "twitter handle"],
        [Field.Account] = ["customer id", "account number", "account no", "account id", "account", "customer number", "customer no", "subscriber id"],
        [Field.State] = ["state", "customer state", "region"],
        [Field.Lga] = ["lga", "local government", "local government area", "local govt"],
        [Field.Place] = ["city", "town", "location", "place", "area", "address"],
        [Field.Product] = ["plan", "product", "service", "bundle", "package", "tariff", "data plan"],
        [Field.Tier] = ["account type", "customer type", "subscriber type", "line type", "segment", "customer segment", "tier"],
        [Field.Status] = ["status", "ticket status", "case status", "complaint status"],
        [Field.Channel] = ["received via", "channel", "via", "source"],
    };
}
