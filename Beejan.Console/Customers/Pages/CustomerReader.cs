using System.Globalization;
using Beejan.Curated;
using Beejan.Curated.Persons;
using Beejan.Customers.Linking;
using Beejan.Governance.Privacy;
using Beejan.Processing.Rules;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Customers.Pages;

/// <summary>One person with all customers it has.</summary>
/// <param name="Id">The lowest customer id.</param>
/// <param name="Customers">Each with its own identity, the first seen first.</param>
/// <param name="Profile">What the books say; null when they say nothing of it.</param>
/// <param name="Pairs">What links them, and whom they are kept apart from or may be.</param>
/// <param name="Open">Complaints that are somebody's work.</param>
public sealed record Person(long Id, IReadOnlyList<CustomerRow> Customers, ProfileRow? Profile, IReadOnlyList<PairRow> Pairs, int Complaints, int Open);

/// <summary>A pair that waits for a person, with both sides.</summary>
public sealed record Question(PairRow Pair, Side One, Side Two);

/// <summary>One side of a question.</summary>
/// <param name="Others">How many customers are one person with it already.</param>
/// <param name="Said">Its last complaints, the newest first.</param>
public sealed record Side(CustomerRow Customer, int Others, IReadOnlyList<ComplaintRow> Said);

/// <summary>What the pages show of customers. Nobody is found by a clear value in the database: what is typed becomes a key first.</summary>
internal sealed class CustomerReader(IDatabase database, IdentityKeys identities, FactsReader facts, IProfiles profiles)
{
    private const int LastSaid = 3;
    private const int LetterCount = 10;

    /// <summary>
    /// Customers that a number, address, handle, account, full name, token (<c>[PHONE:…]</c> or its letters) or id leads to; with nothing typed
    /// those who complain most.
    /// </summary>
    public Task<IReadOnlyList<CustomerRow>> FindAsync(string? text, int take, CancellationToken ct) => database.ReadAsync<IReadOnlyList<CustomerRow>>(async (db, stop) =>
    {
        var customers = db.Set<CustomerRow>();
        if (string.IsNullOrWhiteSpace(text))
        {
            return await customers.OrderByDescending(c => c.Complaints).ThenBy(c => c.Id).Take(take).ToListAsync(stop);
        }
        var typed = text.Trim();
        var keys = KeysOf(typed);
        // Of a name that many have, those who complain most.
        var led = await customers.Where(c => db.Set<CustomerKeyRow>().Where(k => keys.Contains(k.Key)).Select(k => k.CustomerId).Contains(c.Id))
            .OrderByDescending(c => c.Complaints).ThenBy(c => c.Id).Take(take).ToListAsync(stop);
        // Keys of numbers and addresses are ids, also of customers that no run has looked at yet.
        var known = await customers.Where(c => keys.Contains(c.Id)).ToListAsync(stop);
        List<CustomerRow> rows = [.. known.Concat(led).DistinctBy(c => c.Id).OrderByDescending(c => c.Complaints).ThenBy(c => c.Id).Take(take)];
        return rows.Count == 0 && Letters(typed) is { } letters ? await ByLettersAsync(db, letters, take, stop) : rows;
    }, ct);

    /// <summary>The person a customer belongs to; null when there is no such customer.</summary>
    public async Task<Person?> PersonAsync(long customer, CancellationToken ct)
    {
        var found = await database.ReadAsync(async (db, stop) =>
        {
            var members = PersonTable.Members(db, customer);
            var rows = await db.Set<CustomerRow>().Where(c => members.Contains(c.Id)).OrderBy(c => c.FirstSeenAt).ThenBy(c => c.Id).ToListAsync(stop);
            var pairs = await db.Set<PairRow>().Where(p => members.Contains(p.Low) || members.Contains(p.High)).OrderByDescending(p => p.Score).Take(200).ToListAsync(stop);
            var open = await CustomerSql.ComplaintsOf(db, members).CountAsync(c => c.IsOpen, stop);
            return new Person(members[0], rows, null, pairs, rows.Sum(r => r.Complaints), open);
        }, ct);
        foreach (var row in found.Customers)
        {
            if (await profiles.OfAsync(row, ct) is { } profile)
            {
                return found with { Profile = profile };
            }
        }
        return found.Customers.Count == 0 ? null : found;
    }

    /// <summary>The mean sentiment of each month of the last year in which the person complained, the oldest first.</summary>
    public Task<IReadOnlyList<(string Month, double Sentiment, int Count)>> TrendAsync(IReadOnlyList<long> customers, DateTimeOffset now, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<(string, double, int)>>(async (db, stop) =>
        {
            var from = now.AddYears(-1);
            var rows = await CustomerSql.ComplaintsOf(db, customers).Where(c => c.ReportedAt >= from).Select(c => new { c.ReportedAt, c.Sentiment }).ToListAsync(stop);
            return [.. rows.GroupBy(r => r.ReportedAt.AddHours(1).ToString("yyyy-MM", CultureInfo.InvariantCulture)).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, g.Average(r => (double)r.Sentiment), g.Count()))];
        }, ct);

    /// <summary>What waits for a person: what was put off comes last, the surest first.</summary>
    public Task<IReadOnlyList<Question>> QuestionsAsync(int take, CancellationToken ct) => database.ReadAsync<IReadOnlyList<Question>>(async (db, stop) =>
    {
        var pairs = await Open(db).OrderBy(p => p.State).ThenByDescending(p => p.Score).ThenBy(p => p.Low).ThenBy(p => p.High).Take(take).ToListAsync(stop);
        var questions = new List<Question>(pairs.Count);
        foreach (var pair in pairs)
        {
            if (await SideAsync(db, pair.Low, stop) is { } one && await SideAsync(db, pair.High, stop) is { } two)
            {
                questions.Add(new Question(pair, one, two));
            }
        }
        return questions;
    }, ct);

    /// <summary>How many wait.</summary>
    public Task<int> CountAsync(CancellationToken ct) => database.ReadAsync((db, stop) => Open(db).CountAsync(stop), ct);

    /// <summary>How many persons have several customers, and how many customers there are.</summary>
    public Task<(int Persons, int Customers)> TotalsAsync(CancellationToken ct) => database.ReadAsync(async (db, stop) =>
        (await db.Set<PersonRow>().Select(p => p.PersonId).Distinct().CountAsync(stop), await db.Set<CustomerRow>().CountAsync(stop)), ct);

    /// <summary>Pairs that became one person through others need no answer any more.</summary>
    private static IQueryable<PairRow> Open(BeejanDbContext db) => db.Set<PairRow>().Where(p => (p.State == PairStates.Conflict || p.State == PairStates.Later)
        && !db.Set<PersonRow>().Any(a => a.CustomerId == p.Low && db.Set<PersonRow>().Any(b => b.CustomerId == p.High && b.PersonId == a.PersonId)));

    private static async Task<Side?> SideAsync(BeejanDbContext db, long customer, CancellationToken ct) =>
        await db.Set<CustomerRow>().FirstOrDefaultAsync(c => c.Id == customer, ct) is { } row
            ? new Side(row, PersonTable.Members(db, customer).Count - 1,
                await CustomerSql.ComplaintsOf(db, [customer]).OrderByDescending(c => c.ReportedAt).Take(LastSaid).ToListAsync(ct))
            : null;

    private List<long> KeysOf(string typed)
    {
        var keys = new List<long>();
        if (PhoneNumber.Read(typed) is { } number)
        {
            keys.Add(identities.Msisdn(number));
        }
        if (long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            keys.Add(id);
        }
        keys.AddRange([identities.Email(typed), identities.Account(typed), identities.Handle(typed)]);
        if (facts.NameKey(typed) is { } name)
        {
            keys.Add(name);
        }
        return keys;
    }

    /// <summary>The letters of a token, with or without what stands around them; null when these are none.</summary>
    private static string? Letters(string typed)
    {
        var token = PersonalToken.In(typed) is [var first, ..] ? first.Code : typed;
        return token.Length == LetterCount && PersonalToken.In($"[PHONE:{token}]").Count == 1 ? token : null;
    }

    /// <summary>A token holds 43 bits of an id, so all ids are looked through.</summary>
    private static async Task<IReadOnlyList<CustomerRow>> ByLettersAsync(BeejanDbContext db, string letters, int take, CancellationToken ct)
    {
        var found = new List<long>();
        using (var all = db.PrepareStatement("SELECT id FROM customers"))
        {
            all.Read([], row =>
            {
                if (PersonalToken.Letters(row.Int64(0)) == letters)
                {
                    found.Add(row.Int64(0));
                }
                return found.Count < take;
            });
        }
        return await db.Set<CustomerRow>().Where(c => found.Contains(c.Id)).ToListAsync(ct);
    }
}
