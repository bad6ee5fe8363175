using Beejan.Curated.Persons;
using Beejan.Customers.Linking;
using Beejan.Customers.Pages;
using Beejan.Governance.Access;
using Beejan.Signals;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Customers;

public sealed class ConflictsPageTests : BunitContext, IAsyncLifetime
{
    private readonly BunitAuthorizationContext _reader;
    private CustomersHouse _house = null!;

    public ConflictsPageTests()
    {
        _reader = this.AddAuthorization();
        _reader.SetAuthorized("mary");
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async Task InitializeAsync()
    {
        _house = await CustomersHouse.OpenAsync();
        await _house.FormAsync("no network in Ikeja since morning", "08031234567", "ada@example.org", "Ada Obi");
        await _house.FormAsync("your agent was rude to me and ended the call", "08051234567", "ada@example.org", "Ada Obi");
        await _house.Get<LinkingWork>().RunAsync(Beejan.Contracts.RunId.New(), default);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(_house.Get<IChangeFeed>());
        Services.AddSingleton(_house.Get<CustomerReader>());
        Services.AddSingleton(_house.Get<Links>());
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    async Task IAsyncLifetime.DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Both_sides_stand_side_by_side_masked_with_what_speaks_for_and_against()
    {
        _reader.SetPolicies(Policies.ViewComplaints, Policies.WorkQueue);
        var page = Render<ConflictsPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".customer-side").Count));
        Assert.Contains("+234 803 ••• 4567", page.Markup, StringComparison.Ordinal);
        Assert.Contains("They share an identity and complain from two different numbers.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("the same e-mail, which nobody else has", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("8031234567", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@example.org", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Obi", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_decides_nothing_neither_by_button_nor_by_key()
    {
        _reader.SetPolicies(Policies.ViewComplaints);
        var page = Render<ConflictsPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".customer-side").Count));
        Assert.Empty(page.FindAll(".panel-tools button"));
        await page.InvokeAsync(() => page.Instance.KeyAsync("l"));
        Assert.Equal(PairStates.Conflict, await StateAsync());
    }

    [Theory]
    [InlineData("l", PairStates.LinkedByHand, "They are one person now.")]
    [InlineData("a", PairStates.Apart, "They are kept apart.")]
    [InlineData("d", PairStates.Later, "Put off to the end of the list.")]
    public async Task A_key_decides_in_the_readers_name(string key, string state, string said)
    {
        _reader.SetPolicies(Policies.ViewComplaints, Policies.WorkQueue);
        var page = Render<ConflictsPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".customer-side").Count));
        await page.InvokeAsync(() => page.Instance.KeyAsync(key));
        Assert.Contains(said, page.Markup, StringComparison.Ordinal);
        Assert.Equal(state, await StateAsync());
        Assert.Equal(state == PairStates.Later ? 1 : 0, page.FindAll(".conflicts > li").Count);
        var (actor, why) = await _house.ReadAsync(async db => await db.Set<PairRow>().SingleAsync() is var pair ? (pair.Actor, pair.Why) : default);
        Assert.Equal("mary", actor);
        // Nobody typed a reason: it says what was to be seen, without whose address it was.
        if (state != PairStates.Later)
        {
            Assert.StartsWith("Seen side by side, ", why, StringComparison.Ordinal);
            Assert.Contains("the same e-mail, which nobody else has", why, StringComparison.Ordinal);
            Assert.DoesNotContain("@", why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0803 123 4567")]
    [InlineData("ADA@example.org")]
    [InlineData("Obi, Ada")]
    [InlineData("token")]
    public async Task A_customer_is_found_by_number_address_name_and_token(string typed)
    {
        var id = _house.Customer("+2348031234567");
        var found = await _house.Get<CustomerReader>().FindAsync(typed == "token" ? $"[PHONE:{Beejan.Governance.Privacy.PersonalToken.Letters(id)}]" : typed, 10, default);
        Assert.Contains(found, c => c.Id == id);
        Assert.Empty(await _house.Get<CustomerReader>().FindAsync("0803 765 4321", 10, default));
    }

    [Fact]
    public async Task Of_a_name_that_many_have_those_who_complain_most_are_found()
    {
        var said = new[] { "no network in Yaba since morning", "you took 500 naira for a bundle that I did not buy", "your agent was rude to me and ended the call" };
        // The last of them by id, so that whoever takes the first by id misses it.
        var phones = new[] { "08031110001", "08031110002", "08031110003", "08031110004" }.OrderBy(p => _house.Customer("+234" + p[1..])).ToList();
        foreach (var (phone, times) in phones.Select((p, i) => (p, i == phones.Count - 1 ? 3 : 1)))
        {
            for (var i = 0; i < times; i++)
            {
                await _house.FormAsync(said[i], phone, name: "Musa Ibrahim", at: $"2026-11-0{1 + (4 * i)}T08:00:00Z");
            }
        }
        await _house.Get<LinkingWork>().RunAsync(Beejan.Contracts.RunId.New(), default);
        var found = await _house.Get<CustomerReader>().FindAsync("musa ibrahim", 2, default);
        Assert.Equal([3, 1], found.Select(c => c.Complaints));
    }

    private Task<string> StateAsync() => _house.ReadAsync(db => db.Set<PairRow>().Select(p => p.State).SingleAsync());
}
