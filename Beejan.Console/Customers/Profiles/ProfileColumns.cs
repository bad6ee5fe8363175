using Beejan.Sources.Csv;

namespace Beejan.Customers.Profiles;

/// <summary>What a column of a profile file can be.</summary>
internal enum ProfileField
{
    Phone,
    Email,
    Handle,
    Account,
    Name,
    Plan,

    /// <summary>How long, in months unless the value or <see cref="TenureYears"/> says otherwise.</summary>
    Tenure,
    TenureYears,

    /// <summary>Since when, as a date.</summary>
    Since,

    /// <summary>Spent in a month, naira.</summary>
    Value,
    Tier,
    State,
}

/// <summary>Tells columns by their names; only letters and digits count: "Customer No.", "customer_no" and "CUSTOMERNO" are one.</summary>
internal static class ProfileColumns
{
    private static readonly Dictionary<ProfileField, string[]> Names = new()
    {
        [ProfileField.Phone] =
            ["msisdn", "phone", "phone number", "phone no", "mobile", "mobile number", "mobile no", "gsm", "gsm number", "telephone", "line", "subscriber number", "contact number", "customer phone"],
        [ProfileField.Email] = ["email", "e-mail", "email address", "e-mail address", "customer email", "mail"],
        [ProfileField.Handle] = ["handle", "x handle", "twitter", "twitter handle", "social handle", "social media handle", "username", "user name", "screen name", "x"],
        [ProfileField.Account] =
            ["account", "account number", "account no", "account id", "customer id", "customer number", "customer no", "subscriber id", "client id", "crm id", "billing account"],
        [ProfileField.Name] = ["name", "full name", "customer name", "subscriber name", "account name", "customer"],
        [ProfileField.Plan] = ["plan", "tariff", "tariff plan", "price plan", "product", "package", "bundle", "service plan", "data plan", "subscription"],
        [ProfileField.Tenure] = ["tenure", "tenure months", "tenure in months", "months", "months active", "age on network", "aon", "aon months", "network age"],
        [ProfileField.TenureYears] = ["tenure years", "tenure in years", "years", "years active", "aon years"],
        [ProfileField.Since] =
            ["since", "customer since", "active since", "activation date", "date activated", "activated on", "start date", "join date", "joined", "date joined", "registration date", "date registered", "onboarded"],
        [ProfileField.Value] =
            ["value", "monthly value", "customer value", "monthly spend", "average monthly spend", "avg monthly spend", "spend", "spend naira", "monthly spend naira", "arpu", "monthly arpu",
             "monthly revenue", "revenue", "monthly recharge", "average recharge", "monthly charge", "monthly fee", "monthly charges", "mrr"],
        [ProfileField.Tier] = ["tier", "segment", "customer segment", "customer type", "account type", "subscriber type", "line type", "category", "class", "customer class", "contract"],
        [ProfileField.State] = ["state", "customer state", "home state", "state of residence", "region", "location"],
    };

    private static readonly Dictionary<string, ProfileField> ByName =
        Names.SelectMany(n => n.Value.Select(v => (Name: Folded(v), n.Key))).DistinctBy(n => n.Name).ToDictionary(n => n.Name, n => n.Key);

    /// <summary>By any of these a row names its customer.</summary>
    public static IReadOnlyList<ProfileField> Keys { get; } = [ProfileField.Phone, ProfileField.Account, ProfileField.Email, ProfileField.Handle];

    /// <summary>What a column of that name is; null when we do not know.</summary>
    public static ProfileField? Of(string name) => ByName.TryGetValue(Folded(name), out var field) ? field : null;

    /// <summary>A file without a header has data there, and what is said of a file never holds personal data: only what looks like a name is shown.</summary>
    /// <param name="column">From 0.</param>
    public static string Shown(string name, int column)
    {
        var looks = name.Length is > 0 and <= 40 && char.IsLetter(name[0]) && !name.Contains('@', StringComparison.Ordinal) && name.Count(char.IsAsciiDigit) < 4;
        return looks ? name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"(column {column + 1})");
    }

    /// <summary>Why a table with these names of columns tells no customer, and what to do about it.</summary>
    public static string WhyUnusable(IReadOnlyList<string> header)
    {
        const string names = "msisdn, phone, e-mail, handle, account number, customer id …";
        return header.All(string.IsNullOrWhiteSpace) ? "There is nothing in it but empty lines: export it again with its rows."
            : header.Count == 1 ? $"Only one column was found, and it names no customer (looked for {names}). Commas, semicolons, tabs and | part columns: export it with one of them, with the names of the columns in its first row."
            : header.All(HeaderRow.IsNumbered) ? $"Its first row holds values, not names of columns: put a row of names above it, one of them of {names}."
            : $"No column names the customer (looked for {names}). Columns seen: {string.Join(", ", header.Take(30).Select(Shown))}. Give one of them such a name.";
    }

    private static string Folded(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
