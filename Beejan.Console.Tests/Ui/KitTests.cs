using Beejan.Contracts;
using Beejan.Ui;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Ui;

public sealed class KitTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 0, 0, TimeSpan.Zero);

    public KitTests() => Services.AddSingleton(TimeProvider.System);

    [Theory]
    [InlineData(130, null, "2 h 10 m left", "warn")]
    [InlineData(600, null, "10 h left", "neutral")]
    [InlineData(-180, null, "Breached 3 h ago", "bad")]
    [InlineData(-180, -200, "On time", "good")]
    [InlineData(-180, -120, "Late by 1 h", "bad")]
    public void A_clock_is_told_in_words_and_tone(int due, int? resolved, string words, string tone)
    {
        var chip = Render<SlaChip>(p => p.Add(c => c.DueAt, Now.AddMinutes(due)).Add(c => c.ResolvedAt, resolved is { } r ? Now.AddMinutes(r) : null).Add(c => c.Now, Now));
        Assert.Equal(words, chip.Find("span").TextContent);
        Assert.Contains($"tone-{tone}", chip.Find("span").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_status_has_words_of_its_own() =>
        Assert.Equal(Statuses.All.Count, Statuses.All.Select(s => StatusBadge.Words(s).Text).Distinct().Count(t => !Statuses.All.Contains(t)));

    [Fact]
    public void A_tile_is_a_link_only_when_it_leads_somewhere()
    {
        Assert.Empty(Render<KpiTile>(p => p.Add(t => t.Label, "Open").Add(t => t.Value, "12")).FindAll("a"));
        Assert.Equal("/queue", Render<KpiTile>(p => p.Add(t => t.Label, "Open").Add(t => t.Value, "12").Add(t => t.Href, "/queue")).Find("a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(0, 100, 0)]
    [InlineData(1, 10_000, 1)]
    [InlineData(25, 100, 3)]
    [InlineData(100, 100, 6)]
    public void A_cell_s_tint_grows_with_its_value(long value, long most, int step) => Assert.Equal(step, HeatCell.Step(value, most));

    [Fact]
    public void A_heat_table_links_cells_that_count_something()
    {
        var table = Render<HeatTable>(p => p.Add(t => t.Columns, ["Lagos", "Kano"]).Add(t => t.Rows, [new HeatRow("Network", [new(4, "/queue?state=Lagos"), new(0, "/queue?state=Kano")])]));
        Assert.Equal("/queue?state=Lagos", Assert.Single(table.FindAll("td a")).GetAttribute("href"));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 4)]
    [InlineData(7, 8)]
    [InlineData(9, 10)]
    [InlineData(1234, 2000)]
    public void The_value_axis_ends_at_a_round_number(double most, double top) => Assert.Equal(top, BarScale.Top(most));

    [Fact]
    public void A_chart_draws_a_column_a_point_and_marks_what_is_over_the_expected()
    {
        var chart = Render<Bars>(p => p.Add(b => b.Points, [new BarPoint(Now, 3, 1, 5), new BarPoint(Now.AddHours(1), 9, 1, 5)]));
        Assert.Equal(2, chart.FindAll(".bars-col").Count);
        Assert.Single(chart.FindAll(".bars-col.over"));
        Assert.Single(chart.FindAll(".bars-band"));
    }

    [Fact]
    public void Shares_of_nothing_are_told_as_nothing()
    {
        var bar = Render<ShareBar>(p => p.Add(b => b.Parts, [new SharePart("Curated", 0), new SharePart("Dropped", 0)]));
        Assert.Empty(bar.FindAll(".share-bar, li"));
        Assert.Equal("Nothing in this period.", bar.Find("p").TextContent);
    }
}
