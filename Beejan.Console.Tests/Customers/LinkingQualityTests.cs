using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated.Persons;
using Beejan.Customers.Linking;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Xunit.Abstractions;

namespace Beejan.Tests.Customers;

/// <summary>How well persons are told, on customers of whom it is known who is who; other seeds than those the weights were looked at with.</summary>
public sealed class LinkingQualityTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_linked_by_itself_is_right_and_what_shares_an_identity_is_linked_or_asked(bool profiles)
    {
        await using var house = await CustomersHouse.OpenAsync();
        var truth = new KnownTruth(int.Parse(Environment.GetEnvironmentVariable("BEEJAN_TEST_LINK_SEED") ?? "20261121", CultureInfo.InvariantCulture),
            int.Parse(Environment.GetEnvironmentVariable("BEEJAN_TEST_LINK_PERSONS") ?? "2000", CultureInfo.InvariantCulture));
        await truth.PutAsync(house);
        if (profiles)
        {
            var import = await house.ImportAsync("phone,email,handle,account,name\n" + string.Join('\n', truth.Profiles.OfType<string>()));
            Assert.Null(import.Error);
        }
        var report = await house.Get<LinkingWork>().RunAsync(RunId.New(), default);

        var right = truth.Pairs;
        var persons = await house.ReadAsync(db => db.Set<PersonRow>().ToListAsync());
        var linked = persons.GroupBy(p => p.PersonId, p => p.CustomerId).SelectMany(g => from a in g from b in g where a < b select (a, b)).ToHashSet();
        var asked = (await house.ReadAsync(db => db.Set<PairRow>().Where(p => p.State == PairStates.Conflict).ToListAsync())).Select(p => (p.Low, p.High)).Except(linked).ToHashSet();
        var (hits, plain) = (linked.Count(right.Contains), truth.Plain);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{truth.Customers} customers, {right.Count} true pairs, {report.Read} compared; linked {linked.Count}: precision {(double)hits / linked.Count:P2}, recall {(double)hits / right.Count:P2}; "
            + $"asked {asked.Count}: {asked.Count(right.Contains)} true; linked or asked {(double)right.Count(p => linked.Contains(p) || asked.Contains(p)) / right.Count:P2}; "
            + $"of {plain.Count} that share an address or account linked {(double)plain.Count(linked.Contains) / plain.Count:P2}, asked {(double)plain.Count(asked.Contains) / plain.Count:P2}"));
        Assert.True(hits >= 0.98 * linked.Count, $"{hits} of {linked.Count} are right");
        Assert.True(plain.Count(linked.Contains) >= 0.9 * plain.Count, $"{plain.Count(linked.Contains)} of {plain.Count} that share an address or account are linked");
        Assert.DoesNotContain(plain, p => !linked.Contains(p) && !asked.Contains(p));
        Assert.True(asked.Count(right.Contains) >= 0.6 * asked.Count, $"of {asked.Count} questions {asked.Count(right.Contains)} are worth asking");
        Assert.True(report.Read < 40L * truth.Customers, $"{report.Read} pairs were compared");
        Assert.Empty(await house.PersonFaultsAsync());
    }
}
