namespace Beejan.Sources.Fields;

/// <summary>What columns and elements of logs and tables are called, by field, best names first.</summary>
internal static class ColumnNames
{
    public static IReadOnlyDictionary<Field, string[]> BuiltIn { get; } = new Dictionary<Field, string[]>
    {
        [Field.Key] =
        [
            "ticket", "ticket no", "ticket id", "ticket number", "call id", "complaint id", "complaint no", "complaint number", "case id",
            "case no", "case number", "issue key", "interaction id", "conversation id", "incident number", "incident id", "service request number",
            "sr number", "submission id", "response id", "respondent id", "review id", "ref", "ref no", "reference", "reference no", "reference number", "record id", "tweet id", "message id", "id",
        ],
        [Field.Text] =
        [
            "customer complaint", "complaint", "complaint text", "complaint description", "complaint details", "consumer complaint narrative",
            "complaint narrative", "complaint what happened", "complaint message", "description of complaint", "details of complaint", "nature of complaint",
            "grievance", "grievance description", "notes", "call notes", "agent notes", "case notes", "case description", "ticket description",
            "issue description", "problem description", "description", "details", "full text", "text", "tweet text", "message", "message body",
            "message text", "customer message", "comment", "comments", "comment text", "customer comment", "customer comments", "narrative", "remarks",
            "remark", "verbatim", "transcript", "body", "review text", "review content", "content", "sms", "tweet", "review", "customer feedback", "feedback text",
            "feedback", "summary", "issue",
        ],
        [Field.Topic] = ["topic", "subject", "short description", "short desc", "ticket name", "complaint type", "issue type", "call type", "call reason", "reason", "category", "complaint category"],
        [Field.Time] =
        [
            "call start", "start time", "call time stamp", "timestamp", "datetime", "date time", "date and time", "reported at", "created at",
            "created", "created on", "created time", "created date", "creation date", "opened at", "opened on", "date opened", "open date", "opened",
            "date reported", "date received", "received at", "submitted at", "date submitted", "submitted on", "date created", "ticket created", "logged at",
            "date logged", "posted at", "date posted", "published at", "date time initiated", "date time opened", "date time created", "date time received", "date time reported", "call date time", "call start time", "start date time", "seg start", "conversation start", "interaction start", "entry date", "initiated", "create date", "sys created on", "submission date", "submit date", "response date", "posted on", "comment date", "review date", "date of experience", "at", "start",
        ],
        [Field.Date] = ["date", "call date", "complaint date", "report date", "received date", "date of complaint", "date of call", "ticket date", "log date", "incident date", "date of issue", "date month year", "day"],
        [Field.Clock] = ["time", "call time", "complaint time", "time received", "time of call", "time of complaint", "time of issue", "time logged", "time reported", "log time", "time opened"],
        [Field.Phone] =
        [
            "caller msisdn", "msisdn", "phone", "phone number", "phone no", "mobile", "mobile number", "mobile no", "gsm", "gsm number",
            "telephone", "caller number", "caller", "customer phone", "contact number", "contact phone", "subscriber number", "customer mobile", "customer msisdn", "customer phone number", "mobile phone", "cell phone",
            "telephone number", "tel", "calling number", "caller id number", "requester phone", "supplied phone", "whatsapp number", "phone number whatsapp", "whatsapp", "line", "ani", "cli", "calling party", "calling party number", "calling pty", "caller no", "caller phone", "caller phone number", "contact mobile", "contact no", "mobile no 1", "primary phone", "originating number", "a number",
        ],
        [Field.Name] = ["customer name", "caller name", "full name", "subscriber name", "name", "customer", "customer full name", "complainant name", "complainant", "requester name", "requester", "reporter", "supplied name", "contact name", "client name", "reviewer name", "reviewer", "author name", "sender name"],
        [Field.Email] = ["email", "email address", "customer email", "e-mail address", "requester email", "supplied email", "contact email", "customer email address", "user email"],
        [Field.Handle] = ["handle", "username", "screen name", "twitter handle", "user screen name", "author username", "author id"],
        [Field.Account] = ["customer id", "account number", "account no", "account id", "account", "customer number", "customer no", "subscriber id"],
        [Field.State] = ["state", "customer state", "state of residence", "region"],
        [Field.Lga] = ["lga", "local government", "local government area", "local govt"],
        [Field.Place] = ["city", "town", "location", "user location", "place", "area", "address", "coordinates", "gps coordinates", "gps location", "gps", "geolocation", "lat long", "lat lng"],
        [Field.Latitude] = ["latitude", "lat", "gps latitude", "location latitude"],
        [Field.Longitude] = ["longitude", "long", "lng", "lon", "gps longitude", "location longitude"],
        [Field.Product] = ["plan", "product", "service", "bundle", "package", "tariff", "data plan"],
        [Field.Tier] = ["account type", "customer type", "subscriber type", "line type", "segment", "customer segment", "tier"],
        [Field.Status] = ["status", "ticket status", "case status", "complaint status"],
        [Field.Channel] = ["received via", "channel", "via", "source"],
        [Field.Direction] = ["inbound", "is inbound", "message direction"],
    };
}
