using Beejan.Contracts;
using Beejan.Curated.Persons;
using Beejan.Governance.Audit;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Customers.Linking;

/// <summary>
/// What people decide about customers being one person. No complaint, count or figure moves: only pairs and the persons made of them, so taking
/// apart what was put together gives what was there before. Each deed is one transaction with its audit entry; a refusal says why.
/// </summary>
internal sealed class Links(IDatabase database, PersonTable persons, PairTable pairs, IOptions<CustomersOptions> options, IAuditTrail audit, IChangeFeed feed, TimeProvider clock)
{
    /// <summary>The most characters of a reason.</summary>
    public const int MostWhy = 1000;

    private static readonly Reason NotFound = new("customer.not-found", "One of the two is no customer, or they are the same one.", "customer");

    /// <summary>
    /// The two are one person, with all that are one with either. That somebody kept just these two apart is taken back by it; that somebody kept
    /// apart two others whom it would join is not.
    /// </summary>
    public Task<Reason?> LinkAsync(long one, long two, string? why, string actor, CancellationToken ct) => DoAsync(why, async (db, stop) =>
    {
        if (one == two || await Gone(db, one, stop) || await Gone(db, two, stop))
        {
            return NotFound;
        }
        var (ours, theirs) = (PersonTable.Members(db, one), PersonTable.Members(db, two));
        if (ours.Contains(two))
        {
            return new Reason("customer.linked-already", "The two are one person already.", "customer");
        }
        if (await KeptApartAsync(db, ours, theirs, stop) is { Count: > 0 } kept && !kept.Any(p => (p.Low, p.High) == (Math.Min(one, two), Math.Max(one, two))))
        {
            return new Reason("customer.kept-apart", $"It would make one person of customers that {kept[0].Actor} keeps apart: link those two themselves, or take one of them out first.", "customer");
        }
        await DecideAsync(db, one, two, PairStates.LinkedByHand, why, actor, stop);
        await PersonTable.RegroupAsync(db, [.. ours, .. theirs], stop);
        await audit.WriteAsync(db, actor, "customer.linked", Subject(one, two), null, stop);
        return null;
    }, ct);

    /// <summary>A listed pair is two persons. Other listed pairs between the same two persons are answered with it.</summary>
    public Task<Reason?> KeepApartAsync(long one, long two, string? why, string actor, CancellationToken ct) => DoAsync(why, async (db, stop) =>
    {
        if (one == two || await Gone(db, one, stop) || await Gone(db, two, stop))
        {
            return NotFound;
        }
        var (ours, theirs) = (PersonTable.Members(db, one), PersonTable.Members(db, two));
        if (ours.Contains(two))
        {
            return new Reason("customer.one-person", "The two are one person through others: take one of them out on the customer's page.", "customer");
        }
        foreach (var pair in await db.Set<PairRow>().AsNoTracking().Where(p => (p.State == PairStates.Conflict || p.State == PairStates.Later)
            && ((ours.Contains(p.Low) && theirs.Contains(p.High)) || (theirs.Contains(p.Low) && ours.Contains(p.High)))).Select(p => new { p.Low, p.High }).ToListAsync(stop))
        {
            await DecideAsync(db, pair.Low, pair.High, PairStates.Apart, why, actor, stop);
        }
        await DecideAsync(db, one, two, PairStates.Apart, why, actor, stop);
        await audit.WriteAsync(db, actor, "customer.kept-apart", Subject(one, two), null, stop);
        return null;
    }, ct);

    /// <summary>A listed pair is put off: it goes to the end of the list.</summary>
    public Task<Reason?> LaterAsync(long one, long two, string actor, CancellationToken ct) => DoAsync(null, async (db, stop) =>
    {
        var (low, high) = (Math.Min(one, two), Math.Max(one, two));
        if (!await db.Set<PairRow>().AnyAsync(p => p.Low == low && p.High == high && (p.State == PairStates.Conflict || p.State == PairStates.Later), stop))
        {
            return new Reason("pair.not-listed", "These two are not among the pairs to decide: somebody was faster.", "customer");
        }
        await DecideAsync(db, one, two, PairStates.Later, null, actor, stop);
        return null;
    }, ct);

    /// <summary>A decision is taken back: the pair is listed again, and linked customers that nothing else holds together part.</summary>
    public Task<Reason?> AskAgainAsync(long one, long two, string actor, CancellationToken ct) => DoAsync(null, async (db, stop) =>
    {
        var (low, high) = (Math.Min(one, two), Math.Max(one, two));
        if (await db.Set<PairRow>().AsNoTracking().FirstOrDefaultAsync(p => p.Low == low && p.High == high, stop) is not { } pair)
        {
            return new Reason("pair.not-found", "Nobody has decided anything about these two.", "customer");
        }
        var members = PersonTable.Members(db, one);
        await SetAsync(db, low, high, PairStates.Conflict, null, null, null, stop);
        if (PairStates.Links(pair.State))
        {
            await PersonTable.RegroupAsync(db, members, stop);
        }
        await audit.WriteAsync(db, actor, "customer.asked-again", Subject(one, two), pair.State, stop);
        return null;
    }, ct);

    /// <summary>
    /// Takes customers out of a person: they stay one with each other and the rest stays one, and nothing joins the two again by itself.
    /// </summary>
    public Task<Reason?> SplitAsync(IReadOnlyList<long> apart, string? why, string actor, CancellationToken ct) => DoAsync(why, async (db, stop) =>
    {
        ArgumentNullException.ThrowIfNull(apart);
        var members = apart.Count == 0 ? [] : PersonTable.Members(db, apart[0]);
        var rest = members.Except(apart).ToList();
        if (apart.Count == 0 || rest.Count == 0 || apart.Any(a => !members.Contains(a)))
        {
            return new Reason("customer.not-one-person", "Name some, but not all, of the customers of one person.", "customers");
        }
        foreach (var one in apart)
        {
            foreach (var two in rest)
            {
                await DecideAsync(db, one, two, PairStates.Apart, why, actor, stop);
            }
        }
        var parts = await PersonTable.RegroupAsync(db, members, stop);
        // Whoever held the others together is gone: what was one stays one.
        foreach (var side in (IReadOnlyList<long>[])[apart, rest])
        {
            var own = parts.Where(p => side.Contains(p[0])).ToList();
            foreach (var part in own.Skip(1))
            {
                await DecideAsync(db, own[0][0], part[0], PairStates.LinkedByHand, why, actor, stop);
            }
        }
        await PersonTable.RegroupAsync(db, members, stop);
        await audit.WriteAsync(db, actor, "customer.split", Subject(apart[0], rest[0]), $"{apart.Count} of {members.Count} taken out", stop);
        return null;
    }, ct);

    private async Task<Reason?> DoAsync(string? why, Func<BeejanDbContext, CancellationToken, Task<Reason?>> deed, CancellationToken ct)
    {
        if (why?.Length > MostWhy)
        {
            return new Reason("why.too-long", $"A reason has at most {MostWhy} characters.", "why");
        }
        var refused = await database.WriteAsync(async (db, stop) =>
        {
            await persons.TakeTurnAsync(db, stop);
            return await deed(db, stop);
        }, ct);
        feed.Publish(Topic.Customers);
        feed.Publish(Topic.Complaints);
        return refused;
    }

    /// <summary>Writes the decision; a pair that was never compared is compared now, so that the page can show why.</summary>
    private async Task DecideAsync(BeejanDbContext db, long one, long two, string state, string? why, string actor, CancellationToken ct)
    {
        var (low, high) = (Math.Min(one, two), Math.Max(one, two));
        if (!await db.Set<PairRow>().AnyAsync(p => p.Low == low && p.High == high, ct))
        {
            var row = pairs.Row(low, high, Judge.Open(db, await Judge.CommonAsync(db, ct), options).Pair(low, high));
            row.State = PairStates.Conflict;
            db.Add(row);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        await SetAsync(db, low, high, state, actor, clock.GetUtcNow(), string.IsNullOrWhiteSpace(why) ? null : why.Trim(), ct);
    }

    private static Task<List<PairRow>> KeptApartAsync(BeejanDbContext db, IReadOnlyList<long> ours, IReadOnlyList<long> theirs, CancellationToken ct) => db.Set<PairRow>().AsNoTracking()
        .Where(p => p.State == PairStates.Apart && ((ours.Contains(p.Low) && theirs.Contains(p.High)) || (theirs.Contains(p.Low) && ours.Contains(p.High)))).OrderBy(p => p.Low).ToListAsync(ct);

    private static Task<int> SetAsync(BeejanDbContext db, long low, long high, string state, string? actor, DateTimeOffset? at, string? why, CancellationToken ct) =>
        db.Set<PairRow>().Where(p => p.Low == low && p.High == high).ExecuteUpdateAsync(p => p.SetProperty(r => r.State, state).SetProperty(r => r.Actor, actor)
            .SetProperty(r => r.DecidedAt, at).SetProperty(r => r.Why, why), ct);

    private static async Task<bool> Gone(BeejanDbContext db, long customer, CancellationToken ct) => !await db.Set<Beejan.Curated.CustomerRow>().AnyAsync(c => c.Id == customer, ct);

    private static string Subject(long one, long two) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"customers {one} and {two}");
}
