using System.Text;

namespace Beejan.Governance.Privacy;

/// <summary>Tokens in people's words. Files keep the tokens as they are: programs join by them.</summary>
public static class PersonalWords
{
    private const int MarkLetters = 4;

    /// <summary>A kind in full: <c>phone number</c>.</summary>
    public static string Of(string kind) => kind switch
    {
        "phone" => "phone number",
        "email" => "e-mail address",
        "card" => "card number",
        "account" => "account number",
        "address" => "street address",
        "secret" => "PIN, code or password",
        "document" => "passport, licence or voter's card",
        "sim" => "SIM card",
        "device" => "handset (IMEI)",
        _ => Short(kind),
    };

    /// <summary>A kind where there is little room: <c>phone</c>.</summary>
    public static string Short(string kind) => kind switch
    {
        "email" => "e-mail",
        "nin" => "NIN",
        "bvn" => "BVN",
        "sim" => "SIM",
        _ => kind,
    };

    /// <summary>What tells one value from another at a glance: <c>own</c> for the number or address the customer is known by, else the first letters of the token.</summary>
    /// <param name="customer">The customer's id; 0 for nobody.</param>
    public static string Mark(PersonalToken token, long customer) =>
        IsOwn(token, customer) ? "own" : token.Code.Length > MarkLetters ? token.Code[..MarkLetters] : token.Code;

    /// <summary>What it is and whose, for the pointer and for readers of the screen.</summary>
    /// <param name="customer">The customer's id; 0 for nobody.</param>
    public static string Hint(PersonalToken token, long customer) =>
        $"Masked: {Of(token.Kind)}." + (IsOwn(token, customer) ? " The one this customer is known by." : token.Code.Length == 0 ? "" : $" The same value is {token.Code} in every text.");

    /// <summary>The text where nothing but text can stand: <c>call (phone number)</c>.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = new StringBuilder(text.Length);
        var from = 0;
        foreach (var token in PersonalToken.In(text))
        {
            plain.Append(text, from, token.Start - from).Append('(').Append(Of(token.Kind)).Append(')');
            from = token.Start + token.Length;
        }
        return from == 0 ? text : plain.Append(text, from, text.Length - from).ToString();
    }

    // Customers and values are named by the same keyed hash.
    private static bool IsOwn(PersonalToken token, long customer) =>
        customer != 0 && token.Kind is ("phone" or "email") && token.Code.Length > 0 && token.Code == PersonalToken.Letters(customer);
}
