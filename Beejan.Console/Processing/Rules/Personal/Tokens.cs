using Beejan.Governance.Privacy;

namespace Beejan.Processing.Rules.Personal;

/// <summary>
/// Makes the tokens that stand for personal data: kind and ten letters, <c>[PHONE:kdfwmzbrtq]</c>. The same value gets the same letters in
/// every text (43 bits of a keyed hash), so rows can be joined by them and nobody can be found.
/// </summary>
internal sealed class Tokens(Pseudonyms pseudonyms)
{
    private static readonly string[] Kinds = [.. Enum.GetNames<PersonalKind>().Select(k => k.ToUpperInvariant())];

    /// <summary>The token of a value.</summary>
    public string Of(PersonalKind kind, string value) => $"[{Kinds[(int)kind]}:{PersonalToken.Letters(pseudonyms.CustomerId(Identity(kind) + value))}]";

    /// <summary><c>[PHONE]</c>.</summary>
    public static string Bare(PersonalKind kind) => $"[{Kinds[(int)kind]}]";

    // As customers are named by their identities: a number in a text and the customer who has it share their letters.
    private static string Identity(PersonalKind kind) => kind switch
    {
        PersonalKind.Phone => "msisdn:",
        PersonalKind.Email => "email:",
        PersonalKind.Card => "card:",
        PersonalKind.Nin => "nin:",
        PersonalKind.Bvn => "bvn:",
        PersonalKind.Account => "bank:",
        PersonalKind.Name => "name:",
        PersonalKind.Secret => "secret:",
        PersonalKind.Document => "document:",
        PersonalKind.Sim => "sim:",
        PersonalKind.Device => "device:",
        _ => "address:",
    };
}
