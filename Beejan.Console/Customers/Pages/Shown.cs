using Beejan.Curated;
using Beejan.Governance.Privacy;

namespace Beejan.Customers.Pages;

/// <summary>How a customer is shown to everyone: enough to tell two apart.</summary>
internal static class Shown
{
    /// <summary>What kind of identity the customer is known by, and that identity in part.</summary>
    /// <param name="clear">True for those who may see it and said why.</param>
    public static (string Kind, string Icon, string Text) Identity(CustomerRow customer, bool clear = false) => customer switch
    {
        { Msisdn: { } number } => ("Number", "call", clear ? number : Masking.Msisdn(number)!),
        { Account: { } account } => ("Account", "badge", clear ? account : Masking.Name(account)!),
        { Handle: not null, UserName: { } user } => ("Handle", "alternate_email", "@" + (clear ? user : Masking.Name(user))),
        { Handle: { } handle } => ("Handle", "alternate_email", clear ? handle : Masking.Name(handle)!),
        { Email: { } address } => ("E-mail", "mail", clear ? address : Masking.Email(address)!),
        _ => ("Customer", "person", "unknown"),
    };

    /// <summary>The other things known of the customer, in part, each with its kind.</summary>
    public static IEnumerable<(string Kind, string Text)> Also(CustomerRow customer, bool clear = false)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (customer.Name is { Length: > 0 } name)
        {
            yield return ("Name", clear ? name : Masking.Name(name)!);
        }
        if (customer is { Email: { Length: > 0 } address } && Identity(customer).Kind != "E-mail")
        {
            yield return ("E-mail", clear ? address : Masking.Email(address)!);
        }
        if (customer is { Account: { Length: > 0 } account } && Identity(customer).Kind != "Account")
        {
            yield return ("Account", clear ? account : Masking.Name(account)!);
        }
        if (customer is { UserName: { Length: > 0 } user } && Identity(customer).Kind != "Handle")
        {
            yield return ("Handle", "@" + (clear ? user : Masking.Name(user)));
        }
    }

    /// <summary><c>98.6 %</c>; never a round hundred, for nothing is sure.</summary>
    public static string Percent(double score) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Floor(Math.Min(score, 0.999) * 1000) / 10:0.#} %");
}
