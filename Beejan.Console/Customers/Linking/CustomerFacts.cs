using Beejan.Governance.Privacy;

namespace Beejan.Customers.Linking;

/// <summary>What of a customer is compared. Numbers, addresses and handles only as keyed hashes.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Keys">All it has, or had once.</param>
/// <param name="Profiles">The profiles its keys lead to.</param>
/// <param name="Name">The words of its name (<see cref="Names.Words"/>).</param>
/// <param name="Said">Its last complaints, the newest first.</param>
/// <param name="State">By the profile or the complaints; null when unknown.</param>
internal sealed record CustomerFacts(
    long Id, IReadOnlySet<IdentityKey> Keys, IReadOnlySet<long> Profiles, string[] Name, IReadOnlyList<Saying> Said, string? State)
{
    public bool Has(IdentityKind kind) => Keys.Any(k => k.Kind == kind);

    public IEnumerable<IdentityKey> Of(IdentityKind kind) => Keys.Where(k => k.Kind == kind);

    public string? Lga => Said.FirstOrDefault(s => s.Lga is not null)?.Lga;

    public string? Product => Said.FirstOrDefault(s => s.Product is not null)?.Product;
}

/// <summary>One complaint, as far as persons are told by it.</summary>
/// <param name="Words">The different words of its masked text, of four letters and more.</param>
internal sealed record Saying(DateTimeOffset At, string? State, string? Lga, string? Product, IReadOnlySet<string> Words);

/// <summary>Against whom a pair is held: how common what they share is.</summary>
/// <param name="Customers">How many there are.</param>
/// <param name="States">The share of each state among complaints that know theirs.</param>
/// <param name="Holders">How many customers hold a key, and how many of them complain from a number of their own.</param>
internal sealed record Population(long Customers, IReadOnlyDictionary<string, double> States, Func<IdentityKey, (int All, int Lines)> Holders);
