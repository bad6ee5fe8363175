using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Access;
using Beejan.Processing.Rules;
using Beejan.Serving.Incidents;
using Beejan.Signals;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Beejan.Tests.Curated.CuratedBench;

namespace Beejan.Tests.Serving.Incidents;

public sealed class IncidentPagesTests : BunitContext
{
    private static readonly DateTimeOffset Now = ToldOutlook.Now;
    private readonly BunitAuthorizationContext _reader;
    private readonly ToldOutlook _outlook = new();
    private readonly ToldAlerts _alerts = new();

    public IncidentPagesTests()
    {
        _reader = this.AddAuthorization();
        _reader.SetAuthorized("mary");
        _reader.SetPolicies(Policies.ViewFigures, Policies.ViewComplaints, Policies.WorkQueue);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new ManualClock(Now));
        Services.AddSingleton<IChangeFeed>(new ChangeFeed(TimeProvider.System, NullLogger<ChangeFeed>.Instance));
        Services.AddSingleton<IOutlook>(_outlook);
        Services.AddSingleton<IAlerts>(_alerts);
        Services.AddSingleton<IComplaints>(new Delta());
        Services.AddSingleton<ITaxonomy>(new Taxonomy());
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        _outlook.Incidents =
        [
            ToldOutlook.Outage("Osun", Now.AddHours(-2), Now.AddHours(-1)),
            ToldOutlook.Outage("Delta", Now.AddHours(-3), null) with { Subcategories = [new NamedCount("NET-OUT", 60)], Lgas = [new NamedCount("Warri South", 22)] },
        ];
    }

    [Fact]
    public void What_goes_on_stands_first_with_who_looks_after_it()
    {
        _alerts.Lines["outage/INC-Delta"] = Alert() with { TakenBy = "ada" };
        var page = Render<IncidentsPage>();
        var rows = page.FindAll("tbody tr");
        Assert.Equal(["Network in Delta", "Network in Osun"], rows.Select(r => r.QuerySelector("th")!.TextContent));
        Assert.Equal(["Going on", "20 Nov, 08:30", "3 h", "70", "3", "No network / outage", "ada"], rows[0].QuerySelectorAll("td").Select(c => c.TextContent.Trim()));
        Assert.Equal("Over", rows[1].QuerySelector("td")!.TextContent);
    }

    [Fact]
    public void Without_incidents_the_page_says_whether_there_is_past_enough_to_tell()
    {
        _outlook.Incidents = [];
        Assert.Contains("Too little past to tell", Render<IncidentsPage>().Markup, StringComparison.Ordinal);
        _outlook.Hours = new Dictionary<DateTimeOffset, UsualHour> { [Now] = new(30, 10, 50) };
        Assert.Contains("No probable outage", Render<IncidentsPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_tells_what_where_and_since_when_and_is_looked_after_once()
    {
        _alerts.Lines["outage/INC-Delta"] = Alert();
        var page = Render<IncidentPage>(p => p.Add(x => x.Id, "INC-Delta"));
        Assert.Contains("70 complaints since 20 Nov, 08:30; the same hours usually bring 3.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Warri South", page.Markup, StringComparison.Ordinal);
        Assert.Equal("/queue?status=open&state=Delta", page.Find("a.btn").GetAttribute("href"));
        Assert.Equal(["The first hour far above the usual begins.", "The worst hour begins: 70 complaints.", "The alert is raised."], page.FindAll(".decisions p").Select(p => p.TextContent));
        Assert.Contains("no network for 4 days", page.Find(".others").TextContent, StringComparison.OrdinalIgnoreCase);

        await page.Find("button.btn-primary").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("mary looks after it.", page.Find(".decisions").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("button.btn-primary"));
        Assert.Contains("You look after it.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_slower_is_told_and_so_is_who_has_lost_the_right()
    {
        _alerts.Lines["outage/INC-Delta"] = Alert();
        var page = Render<IncidentPage>(p => p.Add(x => x.Id, "INC-Delta"));
        _alerts.Lines["outage/INC-Delta"] = Alert() with { TakenBy = "ada" };
        await page.Find("button.btn-primary").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("somebody was faster", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        _alerts.Lines["outage/INC-Delta"] = Alert();
        var other = Render<IncidentPage>(p => p.Add(x => x.Id, "INC-Delta"));
        _reader.SetPolicies(Policies.ViewFigures);
        await other.Find("button.btn-primary").ClickAsync(new());
        await other.WaitForAssertionAsync(() => Assert.Contains("Only those who work the queue", other.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Null(_alerts.Lines["outage/INC-Delta"].TakenBy);
    }

    [Fact]
    public void Who_sees_figures_alone_sees_no_complaint_and_no_way_to_one()
    {
        _reader.SetPolicies(Policies.ViewFigures);
        _alerts.Lines["outage/INC-Delta"] = Alert();
        var page = Render<IncidentPage>(p => p.Add(x => x.Id, "INC-Delta"));
        Assert.Contains("70 complaints since", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("/queue", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("/complaints/", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button.btn-primary"));
    }

    [Fact]
    public void An_address_of_no_incident_says_so() =>
        Assert.Contains("There is no such incident", Render<IncidentPage>(p => p.Add(x => x.Id, "INC-Kano")).Markup, StringComparison.Ordinal);

    [Fact]
    public async Task An_outage_that_goes_on_is_an_alarm_in_words_that_names_its_page_and_one_that_is_over_is_none()
    {
        var alarm = Assert.Single(await new OutageAlarms(_outlook, new Taxonomy(), new ManualClock(Now)).LookAsync(default));
        Assert.Equal(("outage/INC-Delta", "Probable outage: Network in Delta", "/incidents/INC-Delta", HealthStates.Down), (alarm.Key, alarm.Title, alarm.Link, alarm.State));
        Assert.Equal("70 complaints since 20 Nov, 08:30; the same hours usually bring 3. Most: No network / outage (60). In Warri South (22).", alarm.Detail);
    }

    private static AlertLine Alert() =>
        new(5, "outage/INC-Delta", "Probable outage", "", HealthStates.Down, "open", "/incidents/INC-Delta", Now.AddHours(-1), null, null);

    private sealed class ToldAlerts : IAlerts
    {
        public Dictionary<string, AlertLine> Lines { get; } = [];

        public Task<IReadOnlyList<AlertLine>> OpenAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<AlertLine>>([.. Lines.Values]);

        public Task<IReadOnlyDictionary<string, AlertLine>> OfAsync(IReadOnlyCollection<string> keys, CancellationToken ct) =>
            Task.FromResult<IReadOnlyDictionary<string, AlertLine>>(Lines.Where(l => keys.Contains(l.Key)).ToDictionary());

        public Task<bool?> TakeAsync(long id, string actor, CancellationToken ct)
        {
            var (key, line) = Lines.Single(l => l.Value.Id == id);
            if (line.TakenBy is not null)
            {
                return Task.FromResult<bool?>(false);
            }
            Lines[key] = line with { TakenBy = actor, TakenAt = Now };
            return Task.FromResult<bool?>(true);
        }
    }

    private sealed class Delta : NoComplaints
    {
        public override Task<int> CountAsync(ComplaintFilter filter, CancellationToken ct) => Task.FromResult(filter is { State: ["Delta"], Status: ["open"] } ? 41 : 0);

        public override Task<IReadOnlyList<ComplaintRow>> PageAsync(ComplaintFilter filter, int skip, int take, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ComplaintRow>>(filter is { State: ["Delta"], Sort: "-reportedAt" } ? [Row(4, "2026-11-20T08:00:00Z")] : []);
    }
}
