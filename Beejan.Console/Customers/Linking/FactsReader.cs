using Beejan.Curated;
using Beejan.Governance.Privacy;
using Beejan.Processing.Rules;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Customers.Linking;

/// <summary>
/// Keeps the keys of customers and reads what is compared of them. Customers are found by shared keys alone, and a key that too many share finds
/// nobody, so that the work grows with the customers and not with their pairs.
/// </summary>
internal sealed class FactsReader(IdentityKeys identities, Pseudonyms pseudonyms)
{
    /// <summary>A name or address that more customers share says too little to compare all of them.</summary>
    public const int MostSharing = 40;

    private const int LastSaid = 8;
    private const int LeastLetters = 6;

    /// <summary>A key of several profiles leads to none of them.</summary>
    private const string Alone = "NOT EXISTS (SELECT 1 FROM profile_keys o WHERE o.key = p.key AND o.profile_id <> p.profile_id)";

    /// <summary>Adds the keys that these customers have now; those they had stay.</summary>
    public async Task WriteKeysAsync(BeejanDbContext db, IReadOnlyList<long> customers, CancellationToken ct)
    {
        using var write = db.PrepareStatement("INSERT INTO customer_keys (customer_id, kind, key) VALUES (@c, @kind, @key) ON CONFLICT DO NOTHING", "c", "kind", "key");
        foreach (var row in await db.Set<CustomerRow>().AsNoTracking().Where(c => customers.Contains(c.Id)).ToListAsync(ct))
        {
            foreach (var key in KeysOf(row))
            {
                write.Run(row.Id, (int)key.Kind, key.Key);
            }
        }
    }

    /// <summary>Everything a customer can be found by.</summary>
    public IReadOnlyList<IdentityKey> KeysOf(CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var keys = new List<IdentityKey>(identities.Of(row.Msisdn, row.Email, row.Account, row.Handle, row.UserName));
        if (NameKey(row.Name) is { } name)
        {
            keys.Add(new IdentityKey(IdentityKind.Name, name));
        }
        foreach (var local in (string?[])[row.Email?.Split('@')[0], row.UserName ?? row.Handle])
        {
            // The network's own ids are numbers: no name.
            var letters = local is null ? "" : string.Concat(local.Where(char.IsLetterOrDigit)).ToLowerInvariant();
            if (letters.Length >= LeastLetters && letters.Any(char.IsLetter) && new IdentityKey(IdentityKind.LocalName, pseudonyms.CustomerId("local:" + letters)) is var one && !keys.Contains(one))
            {
                keys.Add(one);
            }
        }
        return keys;
    }

    /// <summary>The key of a full name; null for a single word.</summary>
    public long? NameKey(string? name) => Names.Key(Names.Words(name)) is { } known ? pseudonyms.CustomerId("full-name:" + known) : null;

    /// <summary>Customers that share a key or a profile with this one, and those it makes a pair with already.</summary>
    public static IReadOnlySet<long> Candidates(BeejanDbContext db, CustomerFacts of)
    {
        ArgumentNullException.ThrowIfNull(of);
        var found = new HashSet<long>();
        using var sharing = db.PrepareStatement($"SELECT customer_id FROM customer_keys WHERE key = @key LIMIT {MostSharing + 1}", "key");
        foreach (var key in of.Keys.Where(k => k.Kind != IdentityKind.Phone))
        {
            Add(sharing, key.Key);
        }
        using var profiled = db.PrepareStatement($"SELECT c.customer_id FROM profile_keys p JOIN customer_keys c ON c.key = p.key WHERE p.profile_id = @p AND {Alone} LIMIT {MostSharing + 1}", "p");
        foreach (var profile in of.Profiles)
        {
            Add(profiled, profile);
        }
        using var low = db.PrepareStatement("SELECT high FROM customer_pairs WHERE low = @c AND actor IS NULL", "c");
        using var high = db.PrepareStatement("SELECT low FROM customer_pairs WHERE high = @c AND actor IS NULL", "c");
        Add(low, of.Id);
        Add(high, of.Id);
        found.Remove(of.Id);
        return found;

        void Add(Statement look, long value)
        {
            var some = new List<long>();
            look.Read([value], row =>
            {
                some.Add(row.Int64(0));
                return true;
            });
            if (some.Count <= MostSharing)
            {
                found.UnionWith(some);
            }
        }
    }

    /// <summary>What is compared of a customer; null when it is gone.</summary>
    public static CustomerFacts? Read(BeejanDbContext db, long customer)
    {
        string[]? name = null;
        using var one = db.PrepareStatement("SELECT COALESCE(name, '') FROM customers WHERE id = @c", "c");
        one.Read([customer], row =>
        {
            name = Names.Words(row.Text(0));
            return false;
        });
        if (name is null)
        {
            return null;
        }
        var keys = new HashSet<IdentityKey>();
        using var has = db.PrepareStatement("SELECT kind, key FROM customer_keys WHERE customer_id = @c", "c");
        has.Read([customer], row => keys.Add(new IdentityKey((IdentityKind)row.Int64(0), row.Int64(1))) || true);
        var profiles = new HashSet<long>();
        string? state = null;
        using var profile = db.PrepareStatement(
            $"SELECT p.profile_id, COALESCE(f.state, '') FROM customer_keys c JOIN profile_keys p ON p.key = c.key JOIN profiles f ON f.id = p.profile_id WHERE c.customer_id = @c AND {Alone}", "c");
        profile.Read([customer], row =>
        {
            state = row.Text(1) is { Length: > 0 } known ? known : state;
            return profiles.Add(row.Int64(0)) || true;
        });
        var said = new List<Saying>();
        using var says = db.PrepareStatement(
            $"SELECT reported_at, COALESCE(state, ''), COALESCE(lga, ''), COALESCE(product, ''), text FROM complaints WHERE {CustomerSql.IsOf("@c")} ORDER BY reported_at DESC LIMIT {LastSaid}", "c");
        says.Read([customer], row =>
        {
            said.Add(new Saying(DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(0)), Known(row.Text(1)), Known(row.Text(2)), Known(row.Text(3)), WordsOf(row.Text(4))));
            return true;
        });
        return new CustomerFacts(customer, keys, profiles, name, said, state ?? said.FirstOrDefault(s => s.State is not null)?.State);

        static string? Known(string text) => text.Length == 0 ? null : text;
    }

    private static HashSet<string> WordsOf(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        using var folded = new FoldedText(text);
        for (var i = 0; i < folded.Count; i++)
        {
            if (folded[i].Length >= 4)
            {
                words.Add(folded[i].ToString());
            }
        }
        return words;
    }
}
