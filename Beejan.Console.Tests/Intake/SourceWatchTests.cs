using System.Net;
using System.Text;
using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.Intake;
using Beejan.Intake.Files;
using Beejan.Intake.Watch;
using Beejan.Sources;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>Sources against their contracts, and what people decide about them.</summary>
public sealed class SourceWatchTests
{
    [Fact]
    public async Task A_feed_that_falls_silent_is_missed_and_the_line_names_its_owner_until_it_comes_back()
    {
        await using var house = await WholeHouse.OpenAsync(("Beejan:Contracts:Sources:sms:Owner", "Chidi"), ("Beejan:Contracts:Sources:sms:SilentAfterMinutes", "120"));
        Assert.Equal("waiting", (await StandingAsync(house)).State);
        await PostAsync(house, "1");
        Assert.Equal("live", (await StandingAsync(house)).State);

        house.Clock.Ahead = TimeSpan.FromMinutes(121);
        Assert.Equal("missing", (await StandingAsync(house)).State);
        var line = await Probe(house).LookAsync(default);
        Assert.Equal(HealthStates.Degraded, line.State);
        Assert.Contains("Chidi", line.Detail, StringComparison.Ordinal);
        // An alert of its own, so that its owner can look after it.
        var alarms = house.App.Services.GetServices<IAlarms>().Single(a => a.Probe == "Sources");
        var alarm = Assert.Single(await alarms.LookAsync(default));
        Assert.Equal(("sources/sms", "SMS brings nothing", HealthStates.Degraded, "/sources/sms"), (alarm.Key, alarm.Title, alarm.State, alarm.Link));

        await PostAsync(house, "2");
        Assert.Empty(await alarms.LookAsync(default));
        Assert.Equal(HealthStates.Ok, (await Probe(house).LookAsync(default)).State);
    }

    [Fact]
    public async Task A_source_that_brings_more_than_agreed_is_told_from_one_that_keeps_to_it()
    {
        await using var house = await WholeHouse.OpenAsync(("Beejan:Contracts:Sources:sms:PerDayLow", "0"), ("Beejan:Contracts:Sources:sms:PerDayHigh", "1"));
        // Noon in Lagos, so that no midnight falls into the test.
        var now = house.Clock.GetUtcNow();
        house.Clock.Ahead = now.Date.AddDays(1).AddHours(11) - now.UtcDateTime;
        await PostAsync(house, "1");
        Assert.Equal("live", (await StandingAsync(house)).State);
        await PostAsync(house, "2");
        Assert.Equal("more", (await StandingAsync(house)).State);
    }

    [Fact]
    public async Task A_source_that_brings_less_than_agreed_is_told_so_once_it_has_had_a_day_to_bring_it()
    {
        await using var house = await WholeHouse.OpenAsync(("Beejan:Contracts:Sources:sms:PerDayLow", "3"), ("Beejan:Contracts:Sources:sms:PerDayHigh", "9"),
            ("Beejan:Contracts:Sources:sms:Owner", "Chidi"));
        await PostAsync(house, "1");
        house.Clock.Ahead = TimeSpan.FromMinutes(170);
        var young = await StandingAsync(house);
        Assert.Equal("live", young.State);
        Assert.Contains("began less than 24 hours ago", young.Words, StringComparison.Ordinal);

        house.Clock.Ahead = TimeSpan.FromHours(26);
        await PostAsync(house, "2");
        var thin = await StandingAsync(house);
        Assert.Equal(("less", 1L), (thin.State, thin.Volume.Recent));
        Assert.Contains("1 in the last 24 hours, 3 a day at least", thin.Words, StringComparison.Ordinal);
        Assert.Contains("Chidi", thin.Words, StringComparison.Ordinal);
        Assert.Contains("SMS brings less than agreed", (await Probe(house).LookAsync(default)).Detail, StringComparison.Ordinal);

        await PostAsync(house, "3");
        await PostAsync(house, "4");
        Assert.Equal(("live", "As agreed."), ((await StandingAsync(house)).State, (await StandingAsync(house)).Words));
    }

    [Theory]
    [InlineData(23, "agreed")]
    [InlineData(25, "agreed")]
    [InlineData(28, "less")]
    public void A_daily_file_may_be_as_late_as_the_contract_lets_it_be_silent(int hoursSince, string state)
    {
        var contract = new SourceContract { PerDayLow = 100, PerDayHigh = 200, SilentAfterMinutes = 26 * 60 };
        var now = new DateTimeOffset(2026, 3, 4, 11, 0, 0, TimeSpan.Zero);
        var file = now.AddHours(-hoursSince);
        long Hour(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3600;

        Assert.Equal(state, Volume.Of(contract, [(Hour(file.AddDays(-1)), 150), (Hour(file), 150)], file, 0, now).State);
    }

    [Fact]
    public async Task The_sandbox_is_agreed_to_bring_what_it_sends_unless_a_volume_is_configured()
    {
        await using var house = await WholeHouse.OpenAsync(("Beejan:Contracts:Sources:sms:PerDayLow", "7"), ("Beejan:Contracts:Sources:sms:PerDayHigh", "9"));
        var configuration = house.Get<Microsoft.Extensions.Configuration.IConfiguration>();
        var options = new ContractOptions();
        new Beejan.Sandbox.Feed.SandboxContracts(Microsoft.Extensions.Options.Options.Create(new Beejan.Sandbox.SandboxOptions { Enabled = true, PerDay = 1600 }), configuration).PostConfigure(null, options);

        Assert.Equal((300, 800), (options.Of("call-center").PerDayLow, options.Of("call-center").PerDayHigh));
        Assert.Equal((1000, 1500), (options.Of("sms").PerDayLow, options.Of("sms").PerDayHigh));
        Assert.Null(options.Of("email").PerDayLow);
    }

    [Fact]
    public async Task What_came_is_counted_by_hour_and_day_beside_what_was_agreed()
    {
        await using var house = await WholeHouse.OpenAsync();
        // Noon in Lagos, so that no midnight falls into the test.
        var now = house.Clock.GetUtcNow();
        house.Clock.Ahead = now.Date.AddDays(1).AddHours(11) - now.UtcDateTime;
        await PostAsync(house, "1");
        await PostAsync(house, "1");
        house.Clock.Ahead += TimeSpan.FromHours(2);
        await PostAsync(house, "2");

        var standing = await StandingAsync(house);
        Assert.Equal((3, 3), (standing.Today, standing.Week[^1].Value));
        Assert.Equal((1, 0, 2), (standing.Hours[^1].Value, standing.Hours[^2].Value, standing.Hours[^3].Value));
        Assert.Equal((1000, 1500), (standing.Week[^1].Low, standing.Week[^1].High));
    }

    [Fact]
    public async Task History_that_is_loaded_stands_on_the_days_it_was_delivered_and_is_no_excess_of_today()
    {
        await using var house = await WholeHouse.OpenAsync(("Beejan:Contracts:Sources:sms:PerDayLow", "0"), ("Beejan:Contracts:Sources:sms:PerDayHigh", "2"));
        // Noon in Lagos, so that no midnight falls into the test.
        var now = house.Clock.GetUtcNow();
        house.Clock.Ahead = now.Date.AddDays(1).AddHours(11) - now.UtcDateTime;
        var lines = string.Concat(Enumerable.Range(0, 5).Select(i => $"2026-01-01 09:07:2{i}|08165560086|no network in street {i}\n"));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(lines));
        await house.Get<IIntake>().ReceiveAsync(new SourceId("sms"), new Delivery("history.txt", "text/plain", content, house.Clock.GetUtcNow().AddDays(-3)), true, default);

        var standing = await StandingAsync(house);
        Assert.Equal(("live", 0), (standing.State, standing.Today));
        Assert.Equal([0, 0, 0, 5, 0, 0, 0], standing.Week.Select(d => (int)d.Value));
        await PostAsync(house, "1");
        Assert.Equal(("live", 1), ((await StandingAsync(house)).State, (await StandingAsync(house)).Today));
    }

    [Fact]
    public async Task Every_source_of_the_program_has_a_contract_and_that_of_files_tells_of_chats()
    {
        await using var house = await WholeHouse.OpenAsync();
        var standings = await house.Get<SourceWatch>().ReadAsync(default);
        Assert.All(standings, s => Assert.True(s.Contract.Fields.ContainsKey("text") || s.Contract.Fields.ContainsKey("body"), s.Id));
        Assert.All(standings, s => Assert.NotNull(s.Contract.Owner));
        Assert.Contains("_chat.txt", standings.Single(s => s.Id == "files").Contract.Forms["WhatsApp chat"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_source_is_answered_503_with_a_time_to_come_back_and_both_decisions_are_audited()
    {
        await using var house = await WholeHouse.OpenAsync();
        var controls = house.Get<SourceControls>();
        await controls.PauseAsync("sms", "the SMSC is being moved", "ada@beejan.test", default);

        var refused = await SendAsync(house, "1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("60", refused.Headers.GetValues("Retry-After").Single());
        Assert.Contains("source.paused", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var gateway = await house.Client().PostAsync("/api/v1/intake/sms/standard", new StringContent("""{"id":"9","from":"08031234567","text":"no network"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, gateway.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await house.Client().PostAsync("/api/v1/intake/web-form",
            new StringContent("""{"submissionId":"w1","phone":"08031234567","text":"no network"}""", Encoding.UTF8, "application/json"))).StatusCode);
        Assert.Contains("the SMSC is being moved", (await StandingAsync(house)).Words, StringComparison.Ordinal);

        await controls.ResumeAsync("sms", "obi@beejan.test", default);
        await PostAsync(house, "1");
        var audit = await house.Get<IDatabase>().ReadAsync((db, ct) => db.Set<AuditEntry>().Where(a => a.Subject == "sms").OrderBy(a => a.Id).ToListAsync(ct), default);
        Assert.Equal([("ada@beejan.test", "source.pause", "the SMSC is being moved"), ("obi@beejan.test", "source.resume", null)], audit.Select(a => (a.Actor, a.Action, a.Details)));
    }

    [Fact]
    public async Task Files_of_a_paused_source_wait_in_the_inbox()
    {
        await using var house = await WholeHouse.OpenAsync();
        var folder = Directory.CreateDirectory(Path.Combine(house.Data, "inbox", "sms")).FullName;
        var file = Path.Combine(folder, "a.txt");
        await File.WriteAllTextAsync(file, "2026-01-01 09:07:21|08165560086|no network\n");
        var collect = house.App.Services.GetServices<IWork>().OfType<CollectInbox>().Single();
        async Task<long> LookTwice()
        {
            await collect.RunAsync(RunId.New(), default);
            house.Clock.Ahead += TimeSpan.FromSeconds(20);
            return (await collect.RunAsync(RunId.New(), default)).Read;
        }
        await house.Get<SourceControls>().PauseAsync("sms", "the SMSC is being moved", "ada", default);
        Assert.Equal(0, await LookTwice());
        Assert.True(File.Exists(file));

        await house.Get<SourceControls>().ResumeAsync("sms", "ada", default);
        Assert.Equal(1, await LookTwice());
    }

    private static IProbe Probe(WholeHouse house) => house.App.Services.GetServices<IProbe>().Single(p => p.Name == "Sources");

    private static async Task<SourceStanding> StandingAsync(WholeHouse house) => (await house.Get<SourceWatch>().ReadAsync(default)).Single(s => s.Id == "sms");

    private static Task<HttpResponseMessage> SendAsync(WholeHouse house, string id) => house.Client().PostAsync("/api/v1/intake/sms",
        new StringContent($$"""{"id":"{{id}}","from":"08031234567","text":"no network {{id}}"}""", Encoding.UTF8, "application/json"));

    private static async Task PostAsync(WholeHouse house, string id) => Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(house, id)).StatusCode);
}
