using Beejan.Governance.Privacy;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Persons;

/// <summary>On SQLite a prepared look-up for each key costs microseconds; over a network many go in one question.</summary>
internal sealed class Profiles(IDatabase database, IdentityKeys identities) : IProfiles
{
    private const int AtOnce = 2000;
    private const string Facts = "p.id, p.since, p.monthly_naira, p.tier";

    public Task<bool> AnyAsync(CancellationToken ct) => database.ReadAsync((db, _) =>
    {
        using var any = db.PrepareStatement("SELECT 1 FROM profiles LIMIT 1");
        return Task.FromResult(any.Scalar() is not null);
    }, ct);

    public Task<IReadOnlyDictionary<long, ProfileFacts>> FindAsync(IReadOnlyCollection<long> keys, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<long, ProfileFacts>>((db, stop) =>
        {
            var found = new Dictionary<long, ProfileFacts?>(keys.Count);
            // By its own key first; a second profile under the same key takes the first away again.
            Look(db, $"SELECT k.key, {Facts} FROM profile_keys k JOIN profiles p ON p.id = k.profile_id WHERE k.key", [.. keys.Distinct()], found);
            Look(db, $"SELECT m.customer_id, {Facts} FROM persons m JOIN profiles p ON p.id = m.profile_id WHERE m.customer_id", [.. keys.Distinct().Where(k => !found.ContainsKey(k))], found);
            stop.ThrowIfCancellationRequested();
            return Task.FromResult<IReadOnlyDictionary<long, ProfileFacts>>(found.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value!));
        }, ct);

    public async Task<ProfileRow?> OfAsync(CustomerRow customer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(customer);
        var keys = identities.Of(customer.Msisdn, customer.Email, customer.Account, customer.Handle, customer.UserName);
        var found = await FindAsync([customer.Id, .. keys.Select(k => k.Key)], ct);
        // The line itself proves most, an address that a household may share least.
        var ordered = keys.OrderBy(k => k.Kind switch { IdentityKind.Phone => 0, IdentityKind.Account => 1, IdentityKind.Handle => 2, _ => 3 }).Select(k => k.Key);
        var facts = ordered.Append(customer.Id).Select(k => found.GetValueOrDefault(k)).FirstOrDefault(f => f is not null);
        return facts is null ? null : await database.ReadAsync((db, stop) => db.Set<ProfileRow>().FirstOrDefaultAsync(p => p.Id == facts.Id, stop), ct);
    }

    public Task<IReadOnlyList<ProfileImportRow>> ImportsAsync(int take, CancellationToken ct) => database.ReadAsync<IReadOnlyList<ProfileImportRow>>(
        async (db, stop) => await db.Set<ProfileImportRow>().OrderByDescending(i => i.Id).Take(take).ToListAsync(stop), ct);

    public Task<int> CountAsync(CancellationToken ct) => database.ReadAsync((db, stop) => db.Set<ProfileRow>().CountAsync(stop), ct);

    private void Look(BeejanDbContext db, string question, IReadOnlyCollection<long> keys, Dictionary<long, ProfileFacts?> found)
    {
        bool Take(IStatementRow row)
        {
            if (!found.TryAdd(row.Int64(0), new ProfileFacts(row.Int64(1), row.IsNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(2)),
                row.IsNull(3) ? null : row.Double(3), row.IsNull(4) ? null : row.Text(4))))
            {
                found[row.Int64(0)] = null;
            }
            return true;
        }
        if (database.IsSqlite)
        {
            using var look = db.PrepareStatement(question + " = @key", "key");
            foreach (var key in keys)
            {
                look.Read([key], Take);
            }
            return;
        }
        foreach (var some in keys.Chunk(AtOnce))
        {
            using var command = db.Prepare(question + " = ANY (@keys)", "keys").With(some);
            using var look = new AdoStatement(command);
            look.Read([], Take);
        }
    }
}
