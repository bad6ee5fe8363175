using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Access;
using Beejan.Processing.Rules;
using Beejan.RawZone.Replays;
using Beejan.Rulebook;
using Beejan.Signals;
using Beejan.Storage;
using Beejan.Workshop.RoutingRules;
using Beejan.Workshop.Taxonomies;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Workshop;

/// <summary>What the pages of rules do when two work on them.</summary>
public sealed class RulePagesTests : BunitContext, IAsyncLifetime
{
    private readonly BunitAuthorizationContext _reader;
    private WorkshopHouse _house = null!;

    public RulePagesTests()
    {
        _reader = this.AddAuthorization();
        _reader.SetAuthorized("mary");
        _reader.SetPolicies(Policies.ViewPipeline, Policies.OperatePipeline);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async Task InitializeAsync()
    {
        _house = await WorkshopHouse.OpenAsync();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(_house.Get<IChangeFeed>());
        Services.AddSingleton(_house.Book);
        Services.AddSingleton(_house.Rules);
        Services.AddSingleton(_house.Get<ITaxonomy>());
        Services.AddSingleton(_house.Get<Taxonomy>());
        Services.AddSingleton(_house.Get<IComplaints>());
        Services.AddSingleton(_house.Get<ReplayBook>());
        Services.AddSingleton(new Places());
        Services.AddSingleton(new Simulation(_house.Get<IDatabase>(), _house.Rules));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    async Task IAsyncLifetime.DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task What_an_engineer_writes_stays_when_another_switches_other_rules_on()
    {
        var page = Render<RoutingPage>();
        page.WaitForElement("button:contains('Add rule')").Click();
        page.WaitForElement("#rule-name-0").Change("Mine");
        page.Find("#rule-team-0").Change("My Desk");

        await SwitchOnAsync("Theirs", "state", "Kano");

        page.WaitForAssertion(() => Assert.Contains("Version 1 was switched on while you were writing", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(("Mine", "My Desk"), (page.Find("#rule-name-0").GetAttribute("value"), page.Find("#rule-team-0").GetAttribute("value")));
    }

    [Fact]
    public async Task A_page_on_which_nobody_writes_shows_the_rules_that_were_switched_on()
    {
        var page = Render<RoutingPage>();
        page.WaitForElement("button:contains('Add rule')");
        await SwitchOnAsync("Theirs", "state", "Kano");
        page.WaitForAssertion(() => Assert.Equal("Theirs", page.Find("#rule-name-0").GetAttribute("value")));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task A_taxonomy_without_what_the_routing_names_is_not_committed_and_says_which_rule()
    {
        await SwitchOnAsync("Abroad", "subcategory", "NET-INT");
        var file = TaxonomyFile.Read(_house.Get<Taxonomy>().File.ToJson().Replace("\"NET-INT\"", "\"NET-ABR\"", StringComparison.Ordinal));
        var (read, faults) = TaxonomyFaults.Read(WithTakes(file).ToJson(), [.. (await _house.Rules.NowAsync(default)).Models["category"].Model.Classes]);
        Assert.Empty(faults);
        var version = await _house.Book.AddAsync(new RuleVersionRow { Kind = RuleKinds.Taxonomy, Name = "abroad", Content = read!.ToJson() }, "ada", default);
        var trial = await _house.Get<ReplayBook>().TryAsync(new ReplayScope(null, null, null, null), version.Id, 0, "ada", running: true, default);
        await _house.Get<ReplayBook>().EndAsync(trial, ReplayStates.Done, null, default);

        var page = Render<TaxonomyPage>();
        page.WaitForElement("button:contains('Commit')").Click();
        page.WaitForAssertion(() => Assert.Contains("The routing in force does not fit it. rule 1 (Abroad), subcategory: 'NET-INT' is none of", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(RuleStates.Draft, (await _house.Book.FindAsync(version.Id, default))!.State);
    }

    [Fact]
    public async Task Rolling_back_comes_to_what_ships_even_after_an_earlier_version_was_switched_on_again()
    {
        var one = await SwitchOnAsync("One", "state", "Kano");
        await SwitchOnAsync("Two", "state", "Lagos");
        Assert.True(await _house.Book.PromoteAsync(one, "ada", default));
        Assert.False(await _house.Book.RollBackAsync(RuleKinds.Routing, "ada", default, number: 2));
        Assert.True(await _house.Book.RollBackAsync(RuleKinds.Routing, "ada", default, number: 1));
        Assert.Empty((await _house.Rules.NowAsync(default)).Routing.Rules);
        Assert.False(await _house.Book.RollBackAsync(RuleKinds.Routing, "ada", default));
    }

    private async Task<long> SwitchOnAsync(string name, string field, string value)
    {
        RoutingRule[] rules = [new(name, new Dictionary<string, IReadOnlyList<string>> { [field] = [value] }, "Their Desk")];
        var version = await _house.Book.AddAsync(new RuleVersionRow { Kind = RuleKinds.Routing, Name = name, Content = Routing.ToJson(rules) }, "ada", default);
        Assert.True(await _house.Book.PromoteAsync(version.Id, "ada", default));
        return version.Id;
    }

    /// <summary>The new sub-category takes what the model still gives the old one.</summary>
    private static TaxonomyFile WithTakes(TaxonomyFile file) =>
        file with { Subcategories = [.. file.Subcategories.Select(s => s.Key == "NET-ABR" ? s with { Takes = ["NET-INT"] } : s)] };
}
