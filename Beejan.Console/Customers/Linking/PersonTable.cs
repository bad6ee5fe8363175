using Beejan.Curated.Persons;
using Beejan.Governance.Privacy;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Customers.Linking;

/// <summary>Keeps persons as the linked pairs have them. Every member joins the caller's transaction.</summary>
internal sealed class PersonTable(IDatabase database)
{
    /// <summary>The key of the lock that those who link pass on.</summary>
    private const int LinkingTurn = 26_11_22;

    /// <summary>Holds everybody else who links until the transaction ends; on SQLite the transaction itself does.</summary>
    public async Task TakeTurnAsync(BeejanDbContext db, CancellationToken ct)
    {
        if (!database.IsSqlite)
        {
            await db.Prepare($"SELECT pg_advisory_xact_lock({LinkingTurn})").ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>All that are one person with this customer, itself among them, in order.</summary>
    public static IReadOnlyList<long> Members(BeejanDbContext db, long customer)
    {
        var members = new List<long>();
        using var look = db.PrepareStatement(
            "SELECT p.customer_id FROM persons p WHERE p.person_id = (SELECT o.person_id FROM persons o WHERE o.customer_id = @c) ORDER BY p.customer_id", "c");
        look.Read([customer], row =>
        {
            members.Add(row.Int64(0));
            return true;
        });
        return members.Count == 0 ? [customer] : members;
    }

    /// <summary>Makes the persons of these customers, who must be whole persons so far, anew from the pairs that link them.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<long>>> RegroupAsync(BeejanDbContext db, IReadOnlyList<long> customers, CancellationToken ct)
    {
        var linked = await db.Set<PairRow>().AsNoTracking()
            .Where(p => (p.State == PairStates.Linked || p.State == PairStates.LinkedByHand) && customers.Contains(p.Low) && customers.Contains(p.High))
            .Select(p => new { p.Low, p.High }).ToListAsync(ct);
        var groups = Groups.Of(customers, linked.Select(p => (p.Low, p.High)));
        using var forget = db.PrepareStatement("DELETE FROM persons WHERE customer_id = @c", "c");
        using var write = db.PrepareStatement("INSERT INTO persons (customer_id, person_id, profile_id) VALUES (@c, @p, @profile)", "c", "p", "profile");
        foreach (var customer in customers)
        {
            forget.Run(customer);
        }
        foreach (var group in groups.Where(g => g.Count > 1))
        {
            var profile = Profile(db, group);
            foreach (var customer in group)
            {
                write.Run(customer, group[0], profile);
            }
        }
        return groups;
    }

    /// <summary>The numbers that a person complains from, as keys.</summary>
    public static IReadOnlyList<long> Lines(BeejanDbContext db, IReadOnlyList<long> members)
    {
        var lines = new List<long>();
        using var look = db.PrepareStatement($"SELECT key FROM customer_keys WHERE customer_id = @c AND kind = {(int)IdentityKind.Phone}", "c");
        foreach (var member in members)
        {
            look.Read([member], row =>
            {
                lines.Add(row.Int64(0));
                return true;
            });
        }
        return lines;
    }

    /// <summary>The one profile that the customers' keys lead to; a key of two profiles leads to none.</summary>
    private static long? Profile(BeejanDbContext db, IReadOnlyList<long> members)
    {
        var found = new HashSet<long>();
        using var look = db.PrepareStatement(
            $"""
            SELECT p.profile_id FROM customer_keys c JOIN profile_keys p ON p.key = c.key
            WHERE c.customer_id = @c AND c.kind < {(int)IdentityKind.Name} AND NOT EXISTS (SELECT 1 FROM profile_keys o WHERE o.key = p.key AND o.profile_id <> p.profile_id)
            """, "c");
        foreach (var member in members)
        {
            look.Read([member], row =>
            {
                found.Add(row.Int64(0));
                return true;
            });
        }
        return found.Count == 1 ? found.First() : null;
    }
}
