using System.Globalization;
using Beejan.Curated.Persons;
using Beejan.Governance.Privacy;

namespace Beejan.Customers.Linking;

/// <summary>What comparing two customers came to.</summary>
/// <param name="Score">How likely they are one person, 0 … 1.</param>
/// <param name="Evidence">Field by field.</param>
/// <param name="Contradiction">Why a person must decide whatever the score says; null for nothing.</param>
internal sealed record Compared(double Score, IReadOnlyList<Evidence> Evidence, string? Contradiction);

/// <summary>
/// Record linkage after I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", Journal of the American Statistical Association 64
/// (1969), 1183–1210: each field of a pair gives log2(m/u), where m is how often it comes out so for one person and u how often for two; the
/// sum turns the odds before looking into those after. u of a shared key or name is its frequency among all customers, so that a rare name
/// says more than a common one. m and the shares below are set by hand and checked on data whose truth is known (docs in 0001-linking.md).
/// </summary>
internal static class Comparison
{
    /// <summary>How many others of the same person a customer has, on average, before anything is looked at.</summary>
    private const double Expected = 0.3;

    /// <summary>Fewer customers would make every name rare.</summary>
    private const double LeastPopulation = 1000;

    private static readonly TimeSpan Near = TimeSpan.FromHours(24);

    public static Compared Of(CustomerFacts a, CustomerFacts b, Population all)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(all);
        var n = Math.Max(all.Customers, LeastPopulation);
        var evidence = new List<Evidence>(8);
        var strong = Strong(a, b, all, n, evidence, out var contradiction);
        if (a.Has(IdentityKind.Phone) && b.Has(IdentityKind.Phone))
        {
            Add("phone", "two different numbers", 0.15, 1);
            contradiction = strong ? "They share an identity and complain from two different numbers" : contradiction;
        }
        var names = a.Name.Length == 0 || b.Name.Length == 0 ? null : (NameLikeness?)Names.Compare(a.Name, b.Name);
        Name(a, names, all, n, evidence);
        if (!strong && a.Of(IdentityKind.LocalName).Where(b.Keys.Contains).Select(k => (int?)all.Holders(k).All).Min() is { } holders)
        {
            // Handles and addresses are made of names, so for namesakes it says less.
            Add("user name", "the same name before the @ and as a handle", 0.3, names is NameLikeness.Same or NameLikeness.Close ? 0.02 : Math.Max(1, holders - 1) / n);
        }
        if (strong && names == NameLikeness.Differs)
        {
            contradiction ??= "They share an identity and give different names";
        }
        Places(a, b, all, Add);
        if (a.Product is not null && b.Product is not null)
        {
            var same = string.Equals(a.Product, b.Product, StringComparison.OrdinalIgnoreCase);
            Add("product", same ? "the same plan or product" : "different plans or products", same ? 0.6 : 0.4, same ? 0.15 : 0.85);
        }
        Texts(a, b, Add);
        var bits = Math.Log2(Expected / n) + evidence.Sum(e => e.Weight);
        return new Compared(1 / (1 + Math.Pow(2, -bits)), [.. evidence.OrderByDescending(e => Math.Abs(e.Weight))], contradiction);

        void Add(string field, string finding, double m, double u) => evidence.Add(new Evidence(field, finding, Math.Round(Math.Log2(m / u), 1)));
    }

    /// <summary>Identities that one person has: true when one agrees.</summary>
    private static bool Strong(CustomerFacts a, CustomerFacts b, Population all, double n, List<Evidence> evidence, out string? contradiction)
    {
        contradiction = null;
        var agrees = false;
        // m; how many of n strangers share one; how often one person has two different ones.
        foreach (var (kind, name, m, shared, other) in ((IdentityKind, string, double, double, double)[])
            [(IdentityKind.Email, "e-mail", 0.9, 0.003, 0.3), (IdentityKind.Account, "account", 0.95, 0.003, 0.05), (IdentityKind.Handle, "handle", 0.95, 0.001, 0.3)])
        {
            if (!a.Has(kind) || !b.Has(kind))
            {
                continue;
            }
            var common = a.Of(kind).Where(b.Keys.Contains).ToList();
            if (common.Count == 0)
            {
                evidence.Add(new Evidence(name, $"different {name}s", Round(other)));
                continue;
            }
            agrees = true;
            var (holders, lines) = common.Select(all.Holders).MinBy(h => h.All);
            evidence.Add(new Evidence(name, holders <= 2 ? $"the same {name}, which nobody else has" : Text($"the same {name}, which {holders} customers have"),
                Round(m / (shared * Math.Max(1, holders - 1) / n))));
            if (lines > 1)
            {
                contradiction ??= Text($"The same {name} is used from {lines} different numbers");
            }
        }
        if (a.Profiles.Count > 0 && b.Profiles.Count > 0)
        {
            var same = a.Profiles.Overlaps(b.Profiles);
            evidence.Add(same ? new Evidence("profile", "one customer profile names both", Round(0.95 / (0.0005 / n))) : new Evidence("profile", "two different customer profiles", Round(0.05)));
            if (!same && agrees)
            {
                contradiction ??= "They share an identity and have two different customer profiles";
            }
            agrees |= same;
        }
        return agrees;
    }

    private static void Name(CustomerFacts a, NameLikeness? names, Population all, double n, List<Evidence> evidence)
    {
        if (names is null)
        {
            return;
        }
        var key = a.Of(IdentityKind.Name).Cast<IdentityKey?>().FirstOrDefault();
        var namesakes = key is { } known ? Math.Max(2, all.Holders(known).All) : 2;
        evidence.Add(names switch
        {
            NameLikeness.Same => new Evidence("name", namesakes == 2 ? "the same full name, which nobody else has" : Text($"the same full name, which {namesakes} customers have"), Round(0.75 / ((namesakes - 1) / n))),
            NameLikeness.Close => new Evidence("name", "nearly the same name", Round(0.15 / 0.003)),
            NameLikeness.Shares => new Evidence("name", "one name in common", Round(0.08 / 0.03)),
            _ => new Evidence("name", "different names", Round(0.06)),
        });
    }

    private static void Places(CustomerFacts a, CustomerFacts b, Population all, Action<string, string, double, double> add)
    {
        if (a.State is null || b.State is null)
        {
            return;
        }
        var share = Math.Clamp(all.States.GetValueOrDefault(a.State, 0.03), 0.005, 0.9);
        if (a.State != b.State)
        {
            add("state", "different states", 0.15, 1 - share);
            return;
        }
        add("state", Text($"both in {a.State}, as {share:P0} of all"), 0.85, share);
        if (a.Lga is not null && b.Lga is not null)
        {
            add("local government", a.Lga == b.Lga ? "the same local government area" : "different local government areas", a.Lga == b.Lga ? 0.6 : 0.4, a.Lga == b.Lga ? 0.1 : 0.9);
        }
    }

    /// <summary>What both said within a day of each other: most strangers who are near in time speak of other things.</summary>
    private static void Texts(CustomerFacts a, CustomerFacts b, Action<string, string, double, double> add)
    {
        var near = (from x in a.Said from y in b.Said where (x.At - y.At).Duration() <= Near && x.Words.Count >= 5 && y.Words.Count >= 5 select Overlap(x.Words, y.Words)).ToList();
        if (near.Count > 0)
        {
            var alike = near.Max() >= 0.5;
            add("words", alike ? "much the same words within a day" : "other words within a day", alike ? 0.2 : 0.8, alike ? 0.004 : 0.996);
        }
    }

    private static double Overlap(IReadOnlySet<string> a, IReadOnlySet<string> b)
    {
        var common = a.Count(b.Contains);
        return (double)common / (a.Count + b.Count - common);
    }

    private static double Round(double ratio) => Math.Round(Math.Log2(ratio), 1);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
