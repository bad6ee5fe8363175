namespace Beejan.Governance.Privacy;

/// <summary>
/// What somebody can be found by, as keyed hashes: the same number, address, account or handle gives the same key however it is written, and
/// the key shows none of them. Numbers must be in E.164 already.
/// </summary>
public sealed class IdentityKeys(Pseudonyms pseudonyms)
{
    /// <summary>The key of a number; also the id of the customer who complains from it.</summary>
    public long Msisdn(string number) => pseudonyms.CustomerId("msisdn:" + number);

    /// <summary>The key of an address, whatever its case; also the id of the customer of whom nothing else is known.</summary>
    public long Email(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return pseudonyms.CustomerId("email:" + address.Trim().ToLowerInvariant());
    }

    /// <summary>The key of a customer or account number: its letters and digits.</summary>
    public long Account(string account) => pseudonyms.CustomerId("account-of:" + Folded(account));

    /// <summary>The key of a handle on a social network, with or without <c>@</c>, or of the network's own id.</summary>
    public long Handle(string handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return pseudonyms.CustomerId("handle-of:" + handle.Trim().TrimStart('@').ToLowerInvariant());
    }

    /// <summary>All keys there are of these, each with its kind. Null and blank members give none.</summary>
    /// <param name="userName">The handle people know, where <paramref name="handle"/> is the network's own id.</param>
    public IReadOnlyList<IdentityKey> Of(string? msisdn, string? email, string? account, string? handle, string? userName = null)
    {
        var keys = new List<IdentityKey>(5);
        Add(IdentityKind.Phone, msisdn, Msisdn);
        Add(IdentityKind.Email, email, Email);
        Add(IdentityKind.Account, account, Account);
        Add(IdentityKind.Handle, handle, Handle);
        Add(IdentityKind.Handle, userName, Handle);
        return keys;

        void Add(IdentityKind kind, string? value, Func<string, long> key)
        {
            if (!string.IsNullOrWhiteSpace(value) && new IdentityKey(kind, key(value)) is var one && !keys.Contains(one))
            {
                keys.Add(one);
            }
        }
    }

    private static string Folded(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}

/// <summary>One thing somebody can be found by.</summary>
/// <param name="Key">Keyed hash.</param>
public readonly record struct IdentityKey(IdentityKind Kind, long Key);

/// <summary>What a key is made of. The numbers are stored.</summary>
public enum IdentityKind
{
    Phone = 1,
    Email = 2,

    /// <summary>The operator's own customer or account number.</summary>
    Account = 3,

    /// <summary>A name on a social network, or the network's own id for it.</summary>
    Handle = 4,

    /// <summary>A full name: shared by strangers, so it finds but does not prove.</summary>
    Name = 5,

    /// <summary>What stands before the @ of an address, or a handle: finds, and proves little.</summary>
    LocalName = 6,
}
