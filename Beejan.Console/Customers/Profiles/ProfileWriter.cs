using Beejan.Curated.Persons;
using Beejan.Governance.Privacy;
using Beejan.Processing.Rules;
using Beejan.Storage;

namespace Beejan.Customers.Profiles;

/// <summary>Writes a page of profiles with prepared statements, and the contract they tell to the customers they name.</summary>
internal sealed class ProfileWriter(IdentityKeys identities)
{
    /// <returns>How many were new and how many said something new; the others changed nothing.</returns>
    public (int Added, int Changed) Write(BeejanDbContext db, IReadOnlyList<ProfileRow> page)
    {
        using var known = db.PrepareStatement("SELECT print FROM profiles WHERE id = @id", "id");
        using var upsert = db.PrepareStatement(
            """
            INSERT INTO profiles (id, account, msisdn, email, handle, name, plan, since, monthly_naira, tier, state, print, import_id)
            VALUES (@id, @account, @msisdn, @email, @handle, @name, @plan, @since, @naira, @tier, @state, @print, @import)
            ON CONFLICT (id) DO UPDATE SET account = excluded.account, msisdn = excluded.msisdn, email = excluded.email, handle = excluded.handle,
                name = excluded.name, plan = excluded.plan, since = excluded.since, monthly_naira = excluded.monthly_naira, tier = excluded.tier,
                state = excluded.state, print = excluded.print, import_id = excluded.import_id
            """, "id", "account", "msisdn", "email", "handle", "name", "plan", "since", "naira", "tier", "state", "print", "import");
        using var forget = db.PrepareStatement("DELETE FROM profile_keys WHERE profile_id = @id", "id");
        using var find = db.PrepareStatement("INSERT INTO profile_keys (key, profile_id) VALUES (@key, @id)", "key", "id");
        using var contract = db.PrepareStatement("UPDATE customers SET tier = @tier WHERE id = @id AND (tier IS NULL OR tier <> @tier)", "tier", "id");
        var (added, changed) = (0, 0);
        foreach (var p in page)
        {
            var before = known.Scalar(p.Id);
            if (before == p.Print)
            {
                continue;
            }
            (added, changed) = before is null ? (added + 1, changed) : (added, changed + 1);
            upsert.Run(p.Id, p.Account, p.Msisdn, p.Email, p.Handle, p.Name, p.Plan, p.Since?.ToUnixTimeMilliseconds(),
                p.MonthlyNaira is { } naira ? (SqlValue)naira : default, p.Tier, p.State, p.Print, p.ImportId);
            forget.Run(p.Id);
            foreach (var key in identities.Of(p.Msisdn, p.Email, p.Account, p.Handle))
            {
                find.Run(key.Key, p.Id);
                if (key.Kind is IdentityKind.Phone or IdentityKind.Email && Tiers.Of(p.Tier) is { } tier)
                {
                    // The keys of a number and of an address are customer ids.
                    contract.Run(tier, key.Key);
                }
            }
        }
        return (added, changed);
    }
}
