using Beejan.Curated;
using Beejan.Serving.Dashboard;
using Beejan.Tests.Curated;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Dashboard;

public sealed class DashboardPartsTests : BunitContext
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-20T10:30:00Z");

    public DashboardPartsTests() => Services.AddSingleton<TimeProvider>(new StandingClock(Now));

    [Fact]
    public void Every_tile_leads_to_the_rows_it_counts()
    {
        var tiles = Render<Tiles>(p => p.Add(t => t.Summary, new Summary(1234, 5, 6, 7, 80, 40, 200, 0.955, -0.31, -0.2, Now)));
        Assert.Equal(
            ["/queue?status=open", "/queue?from=today", "/queue?resolvedFrom=7d", "/queue?status=open&priority=P1,P2", "/queue?sla=breached", "/queue?sla=soon", "/queue?from=today"],
            tiles.FindAll("a.kpi").Select(a => a.GetAttribute("href")));
        Assert.Contains("1,234", tiles.Markup);
        Assert.Contains("+100 % vs yesterday", tiles.Markup);
        Assert.Contains("95.5 %", tiles.Markup);
    }

    [Fact]
    public void For_a_role_that_may_not_open_complaints_no_figure_pretends_to_lead_to_them()
    {
        var tiles = Render<Tiles>(p => p.Add(t => t.Summary, new Summary(1234, 5, 6, 7, 80, 40, 200, 0.955, -0.31, -0.2, Now)).AddCascadingValue(new Links(MayOpen: false)));
        Assert.Contains("1,234", tiles.Markup);
        Assert.Empty(tiles.FindAll("a"));
        var newest = Render<Newest>(p => p.Add(n => n.Rows, [CuratedBench.Row(1, "2026-11-20T10:00:00Z")]).Add(n => n.Now, Now).AddCascadingValue(new Links(MayOpen: false)));
        Assert.Empty(newest.FindAll("a[href]"));
    }

    [Fact]
    public void Tiles_without_data_show_dashes_instead_of_wrong_numbers()
    {
        var tiles = Render<Tiles>(p => p.Add(t => t.Summary, new Summary(0, 0, 0, 0, 0, 0, 0, null, null, null, Now)));
        Assert.Equal(2, tiles.FindAll(".kpi-value").Count(v => v.TextContent == "–"));
        Assert.Contains("none yesterday", tiles.Markup);
    }

    [Fact]
    public void While_complaints_are_being_loaded_the_strip_says_so_instead_of_that_all_is_as_usual()
    {
        var usual = new Dictionary<DateTimeOffset, UsualHour> { [Now.AddHours(-1)] = new(30, 10, 50) };
        var outage = new Standout("Network in Kano", "Network", "bad", 70, 3, Now.AddHours(-1), null, "state=Kano");
        Assert.Contains("as at the same hours", Strip(null).Markup);
        var loading = Strip("the sandbox's 90 days");
        Assert.Contains("the sandbox's 90 days. Hours are not whole yet", loading.Markup);
        Assert.DoesNotContain("as at the same hours", loading.Markup);
        Assert.Contains("Loading", Strip("calls.csv", outage).Markup);
        Assert.Contains("Network in Kano", Strip("calls.csv", outage).Markup);

        IRenderedComponent<StandsOut> Strip(string? what, params Standout[] found) => Render<StandsOut>(p => p.Add(s => s.Found, new Lately(Period.Usual, Now, what, usual, found)));
    }

    [Theory]
    [InlineData("All 36 states, the FCT and unknown places", 36, "FCT", "")]
    [InlineData("All 12 states and the FCT", 12, "FCT")]
    [InlineData("All 12 states and unknown places", 12, "")]
    [InlineData("All 11 states", 11)]
    public void The_states_are_counted_without_the_capital_s_territory_and_the_unknown(string words, int states, params string[] others) =>
        Assert.Equal(words, StateHeat.AllOf([.. Enumerable.Range(0, states).Select(i => $"State {i}"), .. others]));

    [Fact]
    public void Only_what_was_not_there_before_lights_up()
    {
        var first = CuratedBench.Row(1, "2026-11-20T10:00:00Z");
        var newest = Render<Newest>(p => p.Add(n => n.Rows, [first]).Add(n => n.Now, Now));
        Assert.Empty(newest.FindAll(".fresh"));
        newest.Render(p => p.Add(n => n.Rows, [CuratedBench.Row(2, "2026-11-20T10:20:00Z"), first]).Add(n => n.Now, Now));
        Assert.Contains("No network for 2 days", Assert.Single(newest.FindAll(".fresh")).TextContent);
    }

    [Theory]
    [InlineData(112, 100, "+12 %")]
    [InlineData(50, 100, "−50 %")]
    [InlineData(7, 7, "=")]
    [InlineData(7, 0, "new")]
    public void A_change_is_said_against_the_period_before(long count, long before, string expected) =>
        Assert.Equal(expected, new TopSubcategory("NET-OUT", "No network", "Network", count, before).Change);
}
