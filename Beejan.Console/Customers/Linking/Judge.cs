using Beejan.Governance.Privacy;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Customers.Linking;

/// <summary>A pair and what comparing it came to.</summary>
internal sealed record JudgedPair(long Low, long High, Compared Compared);

/// <summary>Compares customers with those that share something with them. Reads only; good for one run, as it remembers how common keys are.</summary>
internal sealed class Judge
{
    private readonly BeejanDbContext _db;
    private readonly Population _population;
    private readonly Dictionary<long, CustomerFacts?> _facts = [];
    private readonly Dictionary<long, (int All, int Lines)> _counted;
    private readonly double _ask;

    private Judge(BeejanDbContext db, Common common, double ask)
    {
        (_db, _ask) = (db, ask);
        _population = new Population(common.Customers, common.States, Holders);
        _counted = common.Counted;
    }

    /// <summary>How many pairs were compared.</summary>
    public long Compared { get; private set; }

    /// <summary>What a run knows of all customers.</summary>
    public sealed record Common(long Customers, IReadOnlyDictionary<string, double> States)
    {
        /// <summary>How common the keys are that were met.</summary>
        public Dictionary<long, (int All, int Lines)> Counted { get; } = [];
    }

    public static async Task<Common> CommonAsync(BeejanDbContext db, CancellationToken ct)
    {
        var states = await db.Set<Beejan.Curated.ComplaintRow>().Where(c => c.State != null).GroupBy(c => c.State!).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(ct);
        double all = Math.Max(1, states.Sum(s => s.Count));
        return new Common(await db.Set<Beejan.Curated.CustomerRow>().LongCountAsync(ct), states.ToDictionary(s => s.Key, s => s.Count / all));
    }

    public static Judge Open(BeejanDbContext db, Common common, IOptions<CustomersOptions> options) => new(db, common, options.Value.AskAbove);

    /// <summary>The pairs of these customers that a person or nobody needs to look at, each once, and those that stand in the books and no longer should.</summary>
    /// <param name="seen">Pairs that were compared already.</param>
    public IReadOnlyList<JudgedPair> Pairs(IReadOnlyList<long> customers, HashSet<(long, long)> seen)
    {
        var judged = new List<JudgedPair>();
        using var stands = _db.PrepareStatement("SELECT 1 FROM customer_pairs WHERE low = @low AND high = @high", "low", "high");
        foreach (var customer in customers)
        {
            if (Facts(customer) is not { } one)
            {
                continue;
            }
            foreach (var other in FactsReader.Candidates(_db, one))
            {
                var (low, high) = (Math.Min(customer, other), Math.Max(customer, other));
                if (seen.Add((low, high)) && Facts(other) is { } two && Of(low == customer ? one : two, low == customer ? two : one) is var compared
                    && (compared.Score >= _ask || compared is { Contradiction: not null, Score: > 0.1 } || stands.Scalar(low, high) is not null))
                {
                    judged.Add(new JudgedPair(low, high, compared));
                }
            }
        }
        return judged;
    }

    /// <summary>Compares two customers.</summary>
    public Compared? Pair(long low, long high) => Facts(low) is { } one && Facts(high) is { } two ? Of(one, two) : null;

    private Compared Of(CustomerFacts one, CustomerFacts two)
    {
        Compared++;
        return Comparison.Of(one, two, _population);
    }

    private CustomerFacts? Facts(long customer) =>
        _facts.TryGetValue(customer, out var known) ? known : _facts[customer] = FactsReader.Read(_db, customer);

    /// <summary>Lines are counted by persons: two numbers that are known to be one person's are one.</summary>
    private (int All, int Lines) Holders(IdentityKey key)
    {
        if (_counted.TryGetValue(key.Key, out var known))
        {
            return known;
        }
        using var count = _db.PrepareStatement(
            $"""
            SELECT COUNT(*), COUNT(DISTINCT CASE WHEN EXISTS (SELECT 1 FROM customer_keys l WHERE l.customer_id = c.customer_id AND l.kind = {(int)IdentityKind.Phone})
                THEN COALESCE(p.person_id, c.customer_id) END)
            FROM customer_keys c LEFT JOIN persons p ON p.customer_id = c.customer_id WHERE c.key = @key
            """, "key");
        count.Read([key.Key], row =>
        {
            known = ((int)row.Int64(0), (int)row.Int64(1));
            return false;
        });
        return _counted[key.Key] = known;
    }
}
