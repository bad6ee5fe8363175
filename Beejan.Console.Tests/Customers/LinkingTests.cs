using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Persons;
using Beejan.Customers.Linking;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Beejan.Tests.Customers;

/// <summary>The same promises on both databases.</summary>
public abstract class LinkingTests(bool postgres)
{
    private const string Rude = "your agent was rude to me on the phone and ended the call";
    private const string Down = "no network in Ikeja since morning";

    [Fact]
    public async Task A_number_and_an_address_are_one_person_when_the_number_gave_that_address()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var phone = await house.FormAsync(Down, "08031234567", "ada@example.org", "Ada Obi");
        var mail = await house.FormAsync(Rude, email: "ADA@example.org", name: "Obi Ada");
        var other = await house.FormAsync("data finished within an hour, please look into it", "08051234567", "musa@example.org", "Musa Bello");
        await LinkAsync(house);

        Assert.Equal([Lower(phone, mail), Lower(phone, mail)], await PersonsAsync(house, phone, mail));
        Assert.Equal([0L], await PersonsAsync(house, other));
        var pair = await PairAsync(house, phone, mail);
        Assert.Equal((PairStates.Linked, null), (pair!.State, pair.Actor));
        Assert.InRange(pair.Score, 0.98, 1);
        Assert.Equal(["e-mail: the same e-mail, which nobody else has", "name: the same full name, which nobody else has"],
            PairTable.EvidenceOf(pair).Take(2).Select(e => $"{e.Field}: {e.Finding}"));
        Assert.Equal(2, await house.Get<IComplaints>().CountAsync(new ComplaintFilter { CustomerId = mail.CustomerId }, default));
        Assert.Equal([1, 1, 1], await house.ReadAsync(db => db.Set<CustomerRow>().Select(c => c.Complaints).ToListAsync()));
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_profile_joins_number_and_handle_and_then_weighs_for_both()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var phone = await house.FormAsync(Down, "08031234567", name: "Ada Obi");
        var post = await house.PostAsync(Rude, "4711", "Ada_Obi", "Ada");
        await LinkAsync(house);
        Assert.Equal([0L, 0L], await PersonsAsync(house, phone, post));

        await house.ImportAsync("msisdn,handle,name,value\n08031234567,@ada_obi,Ada Obi,50000\n");
        await LinkAsync(house);
        Assert.Equal([Lower(phone, post), Lower(phone, post)], await PersonsAsync(house, phone, post));
        Assert.Equal("one customer profile names both", PairTable.EvidenceOf((await PairAsync(house, phone, post))!)[0].Finding);
        Assert.Single(await house.ReadAsync(db => db.Set<PersonRow>().Select(p => p.ProfileId).Distinct().ToListAsync()), id => id is not null);
    }

    [Fact]
    public async Task One_address_on_two_numbers_is_a_question_and_no_answer()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var one = await house.FormAsync(Down, "08031234567", "ada@example.org", "Ada Obi");
        var two = await house.FormAsync(Down + " to evening", "08051234567", "ada@example.org", "Ada Obi");
        var mail = await house.FormAsync(Rude, email: "ada@example.org", name: "Ada Obi");
        await LinkAsync(house);
        Assert.Empty(await house.ReadAsync(db => db.Set<PersonRow>().ToListAsync()));
        var pairs = await house.ReadAsync(db => db.Set<PairRow>().ToListAsync());
        Assert.Equal(3, pairs.Count);
        Assert.All(pairs, p => Assert.Equal(PairStates.Conflict, p.State));
        Assert.Contains("two different numbers", (await PairAsync(house, one, two))!.Contradiction, StringComparison.Ordinal);
        Assert.Equal("The same e-mail is used from 2 different numbers", (await PairAsync(house, one, mail))!.Contradiction);
    }

    [Fact]
    public async Task Namesakes_in_different_places_are_neither_linked_nor_asked()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        await house.FormAsync(Down, "08031234567", name: "Ada Obi", state: "Lagos");
        await house.PostAsync(Rude, "4711", "queen_of_naija", "Ada Obi", "Kano");
        await LinkAsync(house);
        Assert.Empty(await house.ReadAsync(db => db.Set<PairRow>().ToListAsync()));
    }

    [Fact]
    public async Task What_a_person_decided_no_run_changes_and_a_refusal_says_why()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var phone = await house.FormAsync(Down, "08031234567", "ada@example.org", "Ada Obi");
        var mail = await house.FormAsync(Rude, email: "ada@example.org", name: "Ada Obi");
        await LinkAsync(house);
        var links = house.Get<Links>();
        Assert.Equal("customer.linked-already", (await links.LinkAsync(phone.CustomerId, mail.CustomerId, null, "ada", default))!.Code);
        Assert.Equal("customer.one-person", (await links.KeepApartAsync(phone.CustomerId, mail.CustomerId, null, "ada", default))!.Code);
        Assert.Null(await links.SplitAsync([mail.CustomerId], "her sister writes there", "ada", default));
        Assert.Equal([0L, 0L], await PersonsAsync(house, phone, mail));

        await house.FormAsync("still the same agent, rude again, and still nobody calls back", email: "ada@example.org", name: "Ada Obi", at: "2026-11-20T08:00:00Z");
        await LinkAsync(house, again: true);
        Assert.Equal([0L, 0L], await PersonsAsync(house, phone, mail));
        Assert.Equal((PairStates.Apart, "ada", "her sister writes there"), await PairAsync(house, phone, mail) is { } pair ? (pair.State, pair.Actor, pair.Why) : default);

        Assert.Null(await links.AskAgainAsync(phone.CustomerId, mail.CustomerId, "mary", default));
        await LinkAsync(house, again: true);
        Assert.Equal([Lower(phone, mail), Lower(phone, mail)], await PersonsAsync(house, phone, mail));
        Assert.Contains(await house.AuditAsync(), line => line.StartsWith("ada customer.split", StringComparison.Ordinal));
        Assert.Equal("customer.not-found", (await links.LinkAsync(phone.CustomerId, 99, null, "ada", default))!.Code);
        Assert.Equal("customer.not-one-person", (await links.SplitAsync([phone.CustomerId, mail.CustomerId], null, "ada", default))!.Code);
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_third_customer_does_not_join_what_is_kept_apart()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        await house.ImportAsync("msisdn,email,handle\n08031234567,ada@example.org,ada_obi\n");
        var phone = await house.FormAsync(Down, "08031234567");
        var mail = await house.FormAsync(Rude, email: "ada@example.org");
        await LinkAsync(house);
        Assert.Null(await house.Get<Links>().SplitAsync([mail.CustomerId], null, "ada", default));

        var post = await house.PostAsync("please somebody answer me, it has been days now", "4711", "ada_obi", "Ada");
        await LinkAsync(house, again: true);
        var persons = await PersonsAsync(house, phone, mail, post);
        Assert.True(persons[0] == 0 || persons[1] == 0, "both joined the third");
        Assert.Contains(await house.ReadAsync(db => db.Set<PairRow>().Select(p => p.Contradiction).ToListAsync()), c => c == "It would join customers that somebody keeps apart");
    }

    [Fact]
    public async Task By_way_of_a_third_nobody_joins_what_somebody_keeps_apart_and_the_two_themselves_can_be_joined()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var wife = await house.FormAsync(Down, "08031234567", name: "Ada Obi");
        var husband = await house.FormAsync("data finished within an hour, please look into it", "08051234567", name: "Musa Bello");
        var third = await house.FormAsync(Rude, email: "home@example.org", name: "Bisi Ojo");
        var links = house.Get<Links>();
        Assert.Null(await links.KeepApartAsync(wife.CustomerId, husband.CustomerId, "two people", "ada", default));
        Assert.Null(await links.LinkAsync(wife.CustomerId, third.CustomerId, null, "musa", default));

        var refused = await links.LinkAsync(third.CustomerId, husband.CustomerId, null, "musa", default);
        Assert.Equal("customer.kept-apart", refused?.Code);
        Assert.Contains("ada keeps apart", refused!.Message, StringComparison.Ordinal);
        Assert.Equal(0L, (await PersonsAsync(house, husband))[0]);

        Assert.Null(await links.LinkAsync(wife.CustomerId, husband.CustomerId, "one after all", "musa", default));
        Assert.Single((await PersonsAsync(house, wife, husband, third)).Distinct());
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_second_run_over_the_same_customers_changes_nothing()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var truth = new KnownTruth(7, 120);
        await truth.PutAsync(house);
        await house.ImportAsync("phone,email,handle,account,name\n" + string.Join('\n', truth.Profiles.OfType<string>()));
        Assert.NotEqual(0, (await LinkAsync(house)).Written);
        var before = await StandAsync(house);
        Assert.Equal(0, (await LinkAsync(house, again: true)).Written);
        Assert.Equal(before, await StandAsync(house));
        Assert.Equal(WorkReport.Nothing, await LinkAsync(house));
        Assert.Empty(await house.PersonFaultsAsync());
    }

    [Fact]
    public async Task Taking_apart_what_was_put_together_gives_what_was_there_before()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var truth = new KnownTruth(11, 60);
        await truth.PutAsync(house);
        await LinkAsync(house);
        var links = house.Get<Links>();
        var customers = await house.ReadAsync(db => db.Set<CustomerRow>().OrderBy(c => c.Id).Select(c => c.Id).ToListAsync());
        var random = new Random(20261121);
        for (var round = 0; round < 30; round++)
        {
            var (one, two) = (customers[random.Next(customers.Count)], customers[random.Next(customers.Count)]);
            var sides = await house.ReadAsync(db => Task.FromResult((PersonTable.Members(db, one), PersonTable.Members(db, two))));
            if (sides.Item1.Contains(two))
            {
                continue;
            }
            var before = await StandAsync(house);
            Assert.Null(await links.LinkAsync(one, two, "the same voice", "ada", default));
            Assert.Equal(sides.Item1.Concat(sides.Item2).Order(), await house.ReadAsync(db => Task.FromResult(PersonTable.Members(db, two))));
            Assert.Null(await links.SplitAsync(round % 2 == 0 ? sides.Item1 : sides.Item2, "another voice", "ada", default));
            Assert.Equal(before, await StandAsync(house));
        }
        await LinkAsync(house, again: true);
        Assert.Empty(await house.PersonFaultsAsync());
    }

    /// <summary>Persons, customers and complaints as they stand.</summary>
    private static async Task<string> StandAsync(CustomersHouse house) => string.Join('\n',
    [
        .. (await house.ReadAsync(db => db.Set<PersonRow>().OrderBy(p => p.CustomerId).ToListAsync())).Select(p => $"{p.CustomerId} {p.PersonId} {p.ProfileId}"),
        .. (await house.ReadAsync(db => db.Set<CustomerRow>().OrderBy(p => p.Id).ToListAsync())).Select(c => $"{c.Id} {c.Msisdn} {c.Email} {c.Account} {c.Handle} {c.Name} {c.Complaints}"),
        .. (await house.ReadAsync(db => db.Set<ComplaintRow>().OrderBy(p => p.Id).ToListAsync())).Select(c => $"{c.Id} {c.CustomerId} {c.Version}"),
    ]);

    private static async Task<WorkReport> LinkAsync(CustomersHouse house, bool again = false)
    {
        if (again)
        {
            await house.Get<Beejan.Storage.IDatabase>().WriteAsync((db, ct) => db.Set<LinkMarkRow>().ExecuteUpdateAsync(m => m.SetProperty(r => r.AllOn, (string?)null), ct), default);
        }
        return await house.Get<LinkingWork>().RunAsync(RunId.New(), default);
    }

    private static long Lower(ComplaintRow one, ComplaintRow two) => Math.Min(one.CustomerId, two.CustomerId);

    private static Task<PairRow?> PairAsync(CustomersHouse house, ComplaintRow one, ComplaintRow two)
    {
        var (low, high) = (Lower(one, two), Math.Max(one.CustomerId, two.CustomerId));
        return house.ReadAsync(db => db.Set<PairRow>().FirstOrDefaultAsync(p => p.Low == low && p.High == high));
    }

    private static async Task<List<long>> PersonsAsync(CustomersHouse house, params ComplaintRow[] rows)
    {
        var persons = await house.ReadAsync(db => db.Set<PersonRow>().ToDictionaryAsync(p => p.CustomerId, p => p.PersonId));
        return [.. rows.Select(r => persons.GetValueOrDefault(r.CustomerId))];
    }
}

public sealed class LinkingOnSqliteTests() : LinkingTests(postgres: false);

public sealed class LinkingOnPostgresTests() : LinkingTests(postgres: true);

public sealed class NamesTests
{
    [Theory]
    [InlineData("Ada Obi", "OBI, Ada", "Same")]
    [InlineData("Mr. Ọlá Adé", "Ola Ade", "Same")]
    [InlineData("A. Obi", "Ada Obi", "Close")]
    [InlineData("Chukwuemeka Obi", "Chukwuemeca Obi", "Close")]
    [InlineData("Ada Ngozi Obi", "Ada Obi", "Close")]
    [InlineData("Ada Obi", "Musa Obi", "Shares")]
    [InlineData("Ada", "Ada", "Shares")]
    [InlineData("Ada Obi", "Musa Bello", "Differs")]
    public void Names_are_compared_as_people_write_them(string one, string two, string likeness)
    {
        Assert.Equal(likeness, Names.Compare(Names.Words(one), Names.Words(two)).ToString());
        Assert.Equal(likeness, Names.Compare(Names.Words(two), Names.Words(one)).ToString());
    }
}
