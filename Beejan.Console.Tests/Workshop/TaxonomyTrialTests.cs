using System.Text.Json.Nodes;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Replays;
using Beejan.Processing.Rules;
using Beejan.RawZone.Replays;
using Beejan.Rulebook;
using Beejan.Workshop.Taxonomies;
using Xunit;

namespace Beejan.Tests.Workshop;

public sealed class TaxonomyTrialTests
{
    private static readonly string[] Answers = [.. new Taxonomy().Subcategories.Select(s => s.Key)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_version_is_tried_in_shadow_committed_replayed_around_what_people_decided_and_rolled_back(bool postgres)
    {
        await using var house = await WorkshopHouse.OpenAsync(postgres);
        var roaming = await house.ServeAsync("x-1", "I cannot use my line abroad, roaming does not work in Ghana", phone: "08031230001");
        var decided = await house.ServeAsync("x-2", "I cannot use my line abroad, roaming does not work in Togo", phone: "08031230002");
        var outage = await house.ServeAsync("x-3", "No network in Ikeja since morning", phone: "08031230003");
        Assert.Equal(("NET-INT", "NET-INT", "NET-OUT"), (roaming.Subcategory, decided.Subcategory, outage.Subcategory));
        await house.CorrectAsync(decided.Id, "NET-SIG");

        // International goes into a sub-category of its own; whoever speaks of Ghana into another one.
        var version = await AddAsync(house, file =>
        {
            Entry(file, "NET-INT")["key"] = "NET-ABR";
            Entry(file, "NET-ABR")["takes"] = new JsonArray("NET-INT");
            var ghana = Entry(file, "NET-ABR").DeepClone();
            (ghana["key"], ghana["team"], ghana["words"], ghana["severity"]) = ("NET-GHA", "Accra Desk", new JsonArray("in ghana"), 2);
            file["subcategories"]!.AsArray().Add(ghana);
        });
        var trial = await house.Get<ReplayBook>().TryAsync(new ReplayScope(null, null, null, null), version.Id, 0, "ada", running: true, default);
        await house.Get<ReplayRunner>().RunAsync(trial, null, default);
        var found = ReplayFindings.Read((await house.Get<ReplayBook>().FindAsync(trial.Id, default))!.Forecast);
        var cell = Assert.Single(found.Cells);
        Assert.Equal(("NET-INT", "NET-GHA", 1, roaming.Id), (cell.Before, cell.After, cell.Count, cell.Samples.Single()));
        Assert.Equal((3, 1, "Interconnect → Accra Desk"), (found.Records, found.Priority, Assert.Single(found.Teams).Key));
        Assert.Equal((roaming.Version, outage.Version), ((await house.ComplaintAsync(roaming.Id)).Version, (await house.ComplaintAsync(outage.Id)).Version));
        Assert.False(await house.Get<ReplayBook>().AdvanceAsync(trial.Id, "ada", running: false, default));

        await house.Book.PromoteAsync(version.Id, "ada", default);
        var fresh = await house.ServeAsync("x-4", "Roaming does not work in Benin, I cannot use my line abroad", phone: "08031230004");
        Assert.Equal(("NET-ABR", $"{Pipeline.Version}+taxonomy1"), (fresh.Subcategory, fresh.PipelineVersion));
        Assert.Equal("NET-INT", (await house.ComplaintAsync(roaming.Id)).Subcategory);
        await house.CorrectAsync(fresh.Id, "NET-GHA");
        Assert.Equal("Accra Desk", (await house.ComplaintAsync(fresh.Id)).Team);

        await ReplayAsync(house);
        var moved = await house.ComplaintAsync(roaming.Id);
        Assert.Equal(("NET-GHA", "Accra Desk", 2, $"{Pipeline.Version}+taxonomy1"), (moved.Subcategory, moved.Team, moved.Priority, moved.PipelineVersion));
        Assert.Equal("NET-SIG", (await house.ComplaintAsync(decided.Id)).Subcategory);
        Assert.Equal("NET-OUT", (await house.ComplaintAsync(outage.Id)).Subcategory);

        Assert.True(await house.Book.RollBackAsync(RuleKinds.Taxonomy, "ada", default));
        await ReplayAsync(house);
        Assert.Equal("NET-INT", (await house.ComplaintAsync(roaming.Id)).Subcategory);
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_model_taught_under_a_version_knows_its_sub_categories()
    {
        await using var house = await WorkshopHouse.OpenAsync();
        var version = await AddAsync(house, file =>
        {
            Entry(file, "NET-INT")["key"] = "NET-ABR";
            Entry(file, "NET-ABR")["takes"] = new JsonArray("NET-INT");
        });
        await house.Book.PromoteAsync(version.Id, "ada", default);
        var (made, _) = await house.RetrainAsync();
        var classes = (await house.Rules.ModelsAsync(made, default))[LearningTask.Category].Classes;
        Assert.Contains("NET-ABR", classes);
        Assert.DoesNotContain("NET-INT", classes);
    }

    [Fact]
    public void The_version_that_ships_has_no_fault_and_changes_nothing_in_itself()
    {
        var (file, faults) = TaxonomyFaults.Read(TaxonomyFile.Shipped().ToJson(), Answers);
        Assert.Empty(faults);
        Assert.Empty(TaxonomyChange.Between(new Taxonomy(), new Taxonomy(file!)));
    }

    [Theory]
    [InlineData("category", "\"Weather\"", "subcategories[0] (NET-OUT).category: one of Network, Billing, Customer Service, Other")]
    [InlineData("severity", "9", "subcategories[0] (NET-OUT).severity: 1 outage or fraud")]
    [InlineData("resolveHours", "0", "subcategories[0] (NET-OUT).resolveHours: hours above 0")]
    [InlineData("key", "\"net out\"", "subcategories[0] (net out).key: 2 to 16 capital letters")]
    [InlineData("key", "\"NET-SIG\"", "subcategories: NET-SIG stands 2 times")]
    [InlineData("key", "\"NET-NEW\"", "subcategories: the model answers NET-OUT, which has no place here")]
    [InlineData("takes", "[\"NET-SIG\"]", "takes: NET-SIG is still a sub-category of its own")]
    [InlineData("words", "[\"mast\"]", "subcategories[0] (NET-OUT).words: say in takes which")]
    [InlineData("team", "null", "subcategories[0] (NET-OUT).team: name the team")]
    [InlineData("severity", "\"high\"", "$.subcategories[0].severity: line")]
    public void A_fault_names_its_field_and_a_cure(string field, string value, string expected)
    {
        var file = JsonNode.Parse(TaxonomyFile.Shipped().ToJson())!;
        file["subcategories"]![0]![field] = JsonNode.Parse(value);
        var (read, faults) = TaxonomyFaults.Read(file.ToJsonString(), Answers);
        Assert.Null(read);
        Assert.Contains(faults, f => f.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":\"1\",\"subcategories\":[null,null]}")]
    [InlineData("not json")]
    public void Whatever_is_uploaded_is_told_and_never_thrown(string text) => Assert.NotEmpty(TaxonomyFaults.Read(text, Answers).Faults);

    private static JsonNode Entry(JsonNode file, string key) => file["subcategories"]!.AsArray().Single(e => e!["key"]!.GetValue<string>() == key)!;

    private static async Task<RuleVersionRow> AddAsync(WorkshopHouse house, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(TaxonomyFile.Shipped().ToJson())!;
        json["version"] = "2027.01";
        change(json);
        var (file, faults) = TaxonomyFaults.Read(json.ToJsonString(), Answers);
        Assert.Empty(faults);
        return await house.Book.AddAsync(new RuleVersionRow { Kind = RuleKinds.Taxonomy, Name = file!.Version, Content = file.ToJson() }, "ada", default);
    }

    private static async Task ReplayAsync(WorkshopHouse house)
    {
        var book = house.Get<ReplayBook>();
        var row = await book.AskAsync(new ReplayScope(null, null, null, null), ReplaySteps.All, 0, 5, "ada", running: true, default);
        await house.Get<ReplayRunner>().RunAsync(row, null, default);
        Assert.Equal(ReplayStates.Done, (await book.FindAsync(row.Id, default))!.State);
    }
}
