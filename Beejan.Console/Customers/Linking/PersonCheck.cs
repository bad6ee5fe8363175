using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Persons;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Customers.Linking;

/// <summary>Persons against the pairs they are made of, and every linked customer against the customers there are.</summary>
internal sealed class PersonCheck(IDatabase database) : ICheck
{
    public string Name => "persons-against-pairs";

    public Task<CheckResult> RunAsync(CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var linked = await db.Set<PairRow>().Where(p => p.State == PairStates.Linked || p.State == PairStates.LinkedByHand).Select(p => new { p.Low, p.High }).ToListAsync(stop);
        var kept = await db.Set<PersonRow>().ToDictionaryAsync(p => p.CustomerId, p => p.PersonId, stop);
        var faults = new List<string>();
        var made = Groups.Of(linked.SelectMany(p => new[] { p.Low, p.High }), linked.Select(p => (p.Low, p.High)));
        foreach (var (customer, person) in made.SelectMany(g => g.Select(c => (c, g[0]))))
        {
            if (kept.GetValueOrDefault(customer) != person)
            {
                faults.Add($"customer {customer} is of person {person} by its pairs, of {kept.GetValueOrDefault(customer)} by the table");
            }
            kept.Remove(customer);
        }
        faults.AddRange(kept.Keys.Select(c => $"customer {c} is of a person, and no pair links it"));
        var strangers = await db.Set<PersonRow>().CountAsync(p => !db.Set<CustomerRow>().Any(c => c.Id == p.CustomerId), stop);
        if (strangers > 0)
        {
            faults.Add($"{strangers} linked customers are no customers");
        }
        return CheckResult.Of(faults, $"{made.Count:N0} persons of several customers");
    }, ct);
}
