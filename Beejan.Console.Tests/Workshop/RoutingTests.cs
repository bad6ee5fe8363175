using Beejan.Processing;
using Beejan.Processing.Rules;
using Beejan.Rulebook;
using Beejan.Serving;
using Beejan.Workshop.RoutingRules;
using Xunit;

namespace Beejan.Tests.Workshop;

public sealed class RoutingTests
{
    private static readonly RoutedFacts Lagos = new("Network", "NET-OUT", "Lagos", "web", "en", 2, "prepaid");

    [Fact]
    public void The_first_rule_whose_conditions_all_hold_names_the_team()
    {
        var routing = new Routing([
            Rule("Hausa desk", "Kano Desk", ("language", ["ha"])), Rule("Lagos outages", "Lagos NOC", ("state", ["lagos", "Ogun"]), ("subcategory", ["NET-OUT"])),
            Rule("Urgent", "Night Watch", ("priority", ["P1", "P2"])),
        ]);
        Assert.Equal("Lagos NOC", routing.TeamOf(Lagos));
        Assert.Equal("Kano Desk", routing.TeamOf(Lagos with { Language = "ha" }));
        Assert.Equal("Night Watch", routing.TeamOf(Lagos with { State = "Kano" }));
        Assert.Null(routing.TeamOf(Lagos with { State = null, Priority = 3 }));
        Assert.Equal("Nowhere", new Routing([Rule("Nowhere", "Nowhere", ("state", ["unknown"]), ("tier", ["unknown"]))]).TeamOf(Lagos with { State = null, Tier = null }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rules_are_simulated_on_past_complaints_then_route_new_ones_and_are_rolled_back(bool postgres)
    {
        await using var house = await WorkshopHouse.OpenAsync(postgres);
        var lagos = await house.ServeAsync("r-1", "No network in Ikeja since morning", "Lagos", "08031230001");
        await house.ServeAsync("r-2", "No network in Kano since morning", "Kano", "08031230002");
        var regulator = await house.ServeAsync("r-3", "No network in Surulere, I have reported you to NCC", "Lagos", "08031230003");
        Assert.Equal("Regulatory Desk", regulator.Team);
        IReadOnlyList<RoutingRule> rules = [Rule("Lagos", "Lagos NOC", ("state", ["Lagos"]), ("category", ["Network"]))];

        var simulation = new Simulation(house.Get<Beejan.Storage.IDatabase>(), house.Rules);
        var report = await simulation.RunAsync(new Routing(rules), DateTimeOffset.Parse("2026-11-01T00:00Z"), DateTimeOffset.Parse("2026-11-02T00:00Z"), default);
        var move = Assert.Single(report.Moves);
        Assert.Equal((3, 1, lagos.Team, "Lagos NOC", lagos.Id, 1), (report.Complaints, report.Moved, move.From, move.To, Assert.Single(move.Samples), Assert.Single(report.Hits)));
        Assert.Equal((2, 1, 1), report.Teams.Where(t => t.Team == lagos.Team).Select(t => (t.Before, t.After, t.OpenAfter)).Single());
        Assert.Equal((0, 1, 1), report.Teams.Where(t => t.Team == "Lagos NOC").Select(t => (t.Before, t.After, t.OpenAfter)).Single());
        Assert.Equal(1, report.ByReplay);
        Assert.Equal(report.ToJson(), SimulationReport.Read(report.ToJson())!.ToJson());
        Assert.Equal(0, (await simulation.RunAsync(new Routing(rules), DateTimeOffset.UnixEpoch, DateTimeOffset.Parse("2026-11-01T00:00Z"), default)).Complaints);

        // Whom somebody has corrected or taken up stays with that team in a replay.
        await house.CorrectAsync(lagos.Id, "NET-SIG");
        var corrected = await simulation.RunAsync(new Routing(rules), DateTimeOffset.Parse("2026-11-01T00:00Z"), DateTimeOffset.Parse("2026-11-02T00:00Z"), default);
        Assert.Equal((1, 0L), (corrected.Moved, corrected.ByReplay));
        await house.CorrectAsync(lagos.Id, lagos.Subcategory);

        var version = await house.Book.AddAsync(new RuleVersionRow { Kind = RuleKinds.Routing, Name = "Lagos", Content = Routing.ToJson(rules) }, "ada", default);
        await house.Book.PromoteAsync(version.Id, "ada", default);
        var after = await house.ServeAsync("r-4", "No network in Ikorodu since morning", "Lagos", "08031230004");
        Assert.Equal(("Lagos NOC", $"{Pipeline.Version}+routing1"), (after.Team, after.PipelineVersion));
        Assert.Contains("Lagos NOC", house.Get<Beejan.Contracts.ITaxonomy>().Teams);
        var other = await house.ServeAsync("r-5", "You took my airtime for nothing", "Lagos", "08031230005");
        await house.CorrectAsync(other.Id, "NET-OUT");
        Assert.Equal("Lagos NOC", (await house.ComplaintAsync(other.Id)).Team);

        rules = [.. rules, Rule("Hausa", "Kano Desk", ("language", ["ha"]))];
        var spoken = await house.Book.AddAsync(new RuleVersionRow { Kind = RuleKinds.Routing, Name = "Hausa", Content = Routing.ToJson(rules) }, "ada", default);
        await house.Book.PromoteAsync(spoken.Id, "ada", default);
        var misheard = await house.ServeAsync("r-7", "You took my airtime for nothing again", "Kano", "08031230007");
        Assert.NotEqual("Kano Desk", misheard.Team);
        await house.Desk.ChangeAsync(misheard.Id, null, new CaseChange { Language = "ha" }, "ada", default);
        Assert.Equal("Kano Desk", (await house.ComplaintAsync(misheard.Id)).Team);
        await house.Desk.ChangeAsync(misheard.Id, null, new CaseChange { Team = "Regulatory Desk" }, "ada", default);
        await house.Desk.ChangeAsync(misheard.Id, null, new CaseChange { Language = "en" }, "ada", default);
        Assert.Equal("Regulatory Desk", (await house.ComplaintAsync(misheard.Id)).Team);
        await house.Book.RollBackAsync(RuleKinds.Routing, "ada", default);

        await house.Book.RollBackAsync(RuleKinds.Routing, "ada", default);
        Assert.Equal(lagos.Team, (await house.ServeAsync("r-6", "No network in Epe since morning", "Lagos", "08031230006")).Team);
    }

    [Theory]
    [InlineData("", "Team", "state", "Lagos", "rule 1, name:")]
    [InlineData("A", " ", "state", "Lagos", "rule 1 (A), team:")]
    [InlineData("A", "Team", "state", "Atlantis", "rule 1 (A), state: 'Atlantis' is none of")]
    [InlineData("A", "Team", "weather", "rain", "rule 1 (A): there is no field 'weather'")]
    [InlineData("A", "Team", "priority", "", "rule 1 (A), priority: give at least one value")]
    [InlineData("A", "Team", "", "", "rule 1 (A): it has no condition")]
    public void A_fault_names_the_rule_and_a_cure(string name, string team, string field, string values, string expected)
    {
        var edit = new RuleEdit { Name = name, Team = team };
        if (field.Length > 0)
        {
            edit.Conditions.Add(new ConditionEdit { Field = field, Values = values });
        }
        Assert.Contains(RoutingFaults.Of([edit.ToRule()], new Taxonomy(), new Places().States), f => f.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_without_a_fault_are_the_same_after_they_were_edited_and_stored()
    {
        var rule = Rule("Lagos", "Lagos NOC", ("state", ["Lagos", "FCT"]), ("priority", ["P1"]));
        Assert.Empty(RoutingFaults.Of([rule], new Taxonomy(), new Places().States));
        Assert.Equal(Routing.ToJson([rule]), Routing.ToJson([RuleEdit.Of(Routing.Read(Routing.ToJson([rule]))[0]).ToRule()]));
    }

    private static RoutingRule Rule(string name, string team, params (string Field, string[] Values)[] when) =>
        new(name, when.ToDictionary(w => w.Field, w => (IReadOnlyList<string>)w.Values), team);
}
