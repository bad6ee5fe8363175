namespace Beejan.Sources.Fields;

/// <summary>What members of JSON and names of form fields are called, by field, best names first: a form's own names, then those of columns.</summary>
internal static class FormNames
{
    public static IReadOnlyDictionary<Field, string[]> BuiltIn { get; } = With(ColumnNames.BuiltIn, new Dictionary<Field, string[]>
    {
        [Field.Key] = ["submission id", "response id", "complaint id", "reference", "ticket number", "ticket id", "case number", "incident id", "comment id", "review id", "mid", "id"],
        [Field.Text] = ["message", "complaint", "complaint text", "complaint description", "complaint details", "complaint what happened", "consumer complaint narrative", "narrative", "customer message", "description", "details", "text", "comment", "comments", "content", "notes", "body", "feedback", "description text", "caption", "your complaint", "your message", "complaint message", "selftext", "comment text", "full text", "snippet"],
        [Field.Topic] = ["topic", "category", "complaint type", "issue type", "subject", "title"],
        [Field.Time] = ["submitted at", "timestamp", "created at", "last submitted time", "create time", "submitted", "reported at", "date received", "created on", "created time", "received at", "created", "created utc", "createdate", "created date", "create date", "createdon", "sys created on", "opened at", "date created", "timestamp ms", "published at", "landed at", "event time", "created at i"],
        [Field.Date] = ["date"],
        [Field.Clock] = ["time"],
        [Field.Phone] = ["phone", "phone number", "msisdn", "mobile", "mobile number", "telephone", "gsm", "customer phone", "phone number whatsapp", "whatsapp number", "mobile phone", "contact number", "contact phone", "requester phone", "wa id", "from", "sender"],
        [Field.Name] = ["name", "full name", "your name", "your full name", "customer name", "author name", "reviewer nickname", "sender name", "profile name", "author"],
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
        [Field.Channel] = ["messaging product", "channel", "object"],
        [Field.Status] = ["status"],
    });

    private static Dictionary<Field, string[]> With(IReadOnlyDictionary<Field, string[]> columns, Dictionary<Field, string[]> own)
    {
        var mine = own.Values.SelectMany(names => names).ToHashSet(StringComparer.Ordinal);
        return columns.Keys.Union(own.Keys).ToDictionary(
            field => field, field => (string[])[.. own.GetValueOrDefault(field, []), .. columns.GetValueOrDefault(field, []).Where(name => !mine.Contains(name))]);
    }
}
