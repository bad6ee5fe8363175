using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.Operations.Alerts;
using Beejan.Operations.Health;
using Beejan.Operations.Runs;
using Beejan.Signals;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Beejan.Tests.Operations.Alerts;

/// <summary>Alerts on both databases, told to a mail server on loopback; time moves only when told.</summary>
public abstract class AlertDeskTests(bool postgres)
{
    private static readonly Alarm Sure = new("quality/sms/rejected", "sms: dead letters 30 %", "20 % and more are an error.", HealthStates.Down, "/quality", Sure: true);
    private static readonly Alarm Warning = new("quality/sms/noState", "sms: without a state 40 %", "more than in its own past.", HealthStates.Degraded, "/quality", Sure: false);

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_has_surely_happened_is_told_at_once_and_its_end_when_it_has_stayed_well()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var box = new PostBox();
        var said = new SpokenAlarms("quality/");
        var (desk, _) = Desk(house, box, said);
        said.Says(Sure);
        Assert.Equal(1, await desk.RoundAsync(default));
        var letter = Assert.Single(box.Letters);
        Assert.Equal("Beejan (Test): sms: dead letters 30 %", letter.Subject);
        Assert.Equal(["ops@beejan.test", "chief@beejan.test"], letter.To);
        Assert.Contains("20 % and more are an error.", letter.Body, StringComparison.Ordinal);
        Assert.Contains("https://console.beejan.test/quality", letter.Body, StringComparison.Ordinal);
        Assert.Equal("sms: dead letters 30 %", Assert.Single(await desk.OpenAsync(default)).Title);

        // It goes on: nobody is told again. Then it is well, but not yet for long.
        foreach (var alarm in (Alarm?[])[Sure, Sure, null, null])
        {
            said.Says(alarm);
            await RoundAsync(desk, minutes: 7);
        }
        Assert.Single(box.Letters);
        Assert.Single(await desk.OpenAsync(default));
        Assert.Equal(1, await RoundAsync(desk, minutes: 8));
        Assert.Empty(await desk.OpenAsync(default));
        Assert.Equal("Beejan (Test): Over: sms: dead letters 30 %", box.Letters[1].Subject);
        await RoundAsync(desk, minutes: 60);
        Assert.Equal(2, box.Letters.Count);
        Assert.Equal((AlertStates.Resolved, HealthStates.Down), Assert.Single(await desk.RecentAsync(10, default)) is var past ? (past.State, past.Severity) : default);
    }

    [Fact]
    public async Task What_comes_and_goes_is_one_alert_and_two_letters()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var box = new PostBox();
        var said = new SpokenAlarms("quality/");
        var (desk, _) = Desk(house, box, said);
        // Over the line, under it, close to it, in turn, for hours.
        var near = Sure with { State = HealthStates.Ok };
        foreach (var alarm in Enumerable.Repeat((Alarm?[])[Sure, null, near, null], 30).SelectMany(a => a))
        {
            said.Says(alarm);
            await RoundAsync(desk, minutes: 10);
        }
        Assert.Single(box.Letters);
        Assert.Single(await desk.RecentAsync(10, default));
        said.Says();
        await RoundAsync(desk, minutes: 10);
        await RoundAsync(desk, minutes: 10);
        Assert.Equal(2, box.Letters.Count);
        Assert.Empty(await desk.OpenAsync(default));
    }

    [Fact]
    public async Task What_is_only_close_to_its_line_raises_nothing_and_keeps_what_was_raised()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var box = new PostBox();
        var said = new SpokenAlarms("quality/");
        var (desk, _) = Desk(house, box, said);
        said.Says(Sure with { State = HealthStates.Ok, Sure = false });
        await RoundAsync(desk, minutes: 60);
        Assert.Empty(await desk.RecentAsync(10, default));
        said.Says(Sure);
        await RoundAsync(desk, minutes: 1);
        said.Says(Sure with { State = HealthStates.Ok, Sure = false });
        await RoundAsync(desk, minutes: 60);
        await RoundAsync(desk, minutes: 60);
        Assert.Single(await desk.OpenAsync(default));
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    public async Task A_warning_that_passes_by_itself_is_nobody_s_alert(int minutes, int told)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var box = new PostBox();
        var said = new SpokenAlarms("quality/");
        var (desk, _) = Desk(house, box, said);
        said.Says(Warning);
        await RoundAsync(desk, minutes: 1);
        await RoundAsync(desk, minutes);
        said.Says();
        await RoundAsync(desk, minutes: 1);
        Assert.Equal(told, box.Letters.Count);
        Assert.Equal(told, (await desk.OpenAsync(default)).Count);
    }

    [Fact]
    public async Task While_a_source_of_alarms_cannot_look_its_alerts_stay_and_the_others_go_on()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var box = new PostBox();
        var (quality, health) = (new SpokenAlarms("quality/"), new SpokenAlarms("health/"));
        var (desk, _) = Desk(house, box, quality, health);
        quality.Says(Sure);
        health.Says(new Alarm("health/disk", "Disk is down", "0.1 GiB free", HealthStates.Down, "/pipeline", Sure: true));
        await RoundAsync(desk, minutes: 1);
        quality.Breaks = true;
        health.Says();
        await RoundAsync(desk, minutes: 1);
        await RoundAsync(desk, minutes: 20);
        Assert.Equal("quality/sms/rejected", Assert.Single(await desk.OpenAsync(default)).Key);
    }

    [Fact]
    public async Task A_mail_server_that_takes_nothing_is_asked_again_and_health_says_so()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var box = new PostBox { IsFull = true };
        var said = new SpokenAlarms("quality/");
        var (desk, mail) = Desk(house, box, said);
        said.Says(Sure, Warning with { Sure = true });
        await RoundAsync(desk, minutes: 1);
        await RoundAsync(desk, minutes: 1);
        Assert.Equal((0, 2), (box.Letters.Count, box.Refused));
        var probe = await new MailProbe(mail).LookAsync(default);
        Assert.Equal(HealthStates.Degraded, probe.State);
        Assert.Contains($"127.0.0.1:{box.Port}", probe.Detail, StringComparison.Ordinal);

        box.IsFull = false;
        await RoundAsync(desk, minutes: 1);
        await RoundAsync(desk, minutes: 1);
        Assert.Equal("Beejan (Test): 2 new alerts", Assert.Single(box.Letters).Subject);
        Assert.Equal(HealthStates.Ok, (await new MailProbe(mail).LookAsync(default)).State);
    }

    [Fact]
    public async Task One_person_looks_after_an_alert_and_the_trail_knows_who()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var box = new PostBox();
        var said = new SpokenAlarms("quality/");
        var (desk, _) = Desk(house, box, said);
        said.Says(Sure);
        await desk.RoundAsync(default);
        var id = Assert.Single(await desk.OpenAsync(default)).Id;
        Assert.True(await desk.TakeAsync(id, "ada", default));
        Assert.Equal((false, null), (await desk.TakeAsync(id, "bola", default), await desk.TakeAsync(id + 1, "ada", default)));
        Assert.Equal("ada", Assert.Single(await desk.OpenAsync(default)).TakenBy);
        Assert.Equal("ada", Assert.Single(await desk.OfAsync(["quality/sms/rejected", "quality/sms/never"], default)).Value.TakenBy);
        Assert.Equal("ada alert.taken quality/sms/rejected", await house.Services.GetRequiredService<IDatabase>().ReadAsync(
            (db, ct) => db.Set<AuditEntry>().Select(e => $"{e.Actor} {e.Action} {e.Subject}").SingleAsync(ct), default));
    }

    [Fact]
    public async Task A_suspect_run_is_an_alert_even_when_a_good_run_follows_at_once()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var box = new PostBox();
        var database = house.Services.GetRequiredService<IDatabase>();
        var (desk, _) = Desk(house, box, new RunAlarms(database, house.Services.GetRequiredService<ISourceNames>(), _clock));
        await EnterAsync(database, read: 900, rejected: 312);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await EnterAsync(database, read: 20, rejected: 0);
        await RoundAsync(desk, minutes: 1);
        Assert.Equal("Beejan (Test): process-complaints rejected 312 of 900 records", Assert.Single(box.Letters).Subject);
        Assert.Contains("t is probably us, not the data", box.Letters[0].Body, StringComparison.Ordinal);
        await RoundAsync(desk, minutes: 60);
        await RoundAsync(desk, minutes: 15);
        Assert.Empty(await desk.OpenAsync(default));
        Assert.Equal(2, box.Letters.Count);
    }

    [Fact]
    public async Task Of_two_instances_one_tells_and_the_other_does_not_tell_it_again()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var box = new PostBox { Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        await using var other = new PostBox();
        var said = new SpokenAlarms("quality/");
        said.Says(Sure, Warning with { Sure = true });
        // While the first is at it, the second finds something new of its own and tells only that.
        var first = Desk(house, box, said).Desk.RoundAsync(default);
        await Until.TrueAsync(() => Task.FromResult(box.Offered > 0));
        var disk = new SpokenAlarms("health/");
        disk.Says(new Alarm("health/disk", "Disk is down", "0.1 GiB free", HealthStates.Down, "/pipeline", Sure: true));
        await RoundAsync(Desk(house, other, said, disk).Desk, minutes: 1);
        box.Hold.SetResult();
        await first;
        await RoundAsync(Desk(house, other, said, disk).Desk, minutes: 1);
        Assert.Equal("Beejan (Test): 2 new alerts", Assert.Single(box.Letters).Subject);
        Assert.Equal("Beejan (Test): Disk is down", Assert.Single(other.Letters).Subject);
    }

    [Fact]
    public async Task What_an_instance_that_died_was_telling_another_one_tells_later()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var other = new PostBox();
        var said = new SpokenAlarms("quality/");
        said.Says(Sure);
        var database = house.Services.GetRequiredService<IDatabase>();
        var (desk, _) = Desk(house, other, said);
        await using (var full = new PostBox { IsFull = true })
        {
            await Desk(house, full, said).Desk.RoundAsync(default);
        }
        // As it stands in the database of one that was killed while it spoke to the mail server.
        var until = _clock.GetUtcNow().AddMinutes(5);
        await database.WriteAsync((db, ct) => db.Set<AlertRow>().ExecuteUpdateAsync(u => u.SetProperty(a => a.TellingUntil, until), ct), default);
        await RoundAsync(desk, minutes: 4);
        Assert.Empty(other.Letters);
        await RoundAsync(desk, minutes: 2);
        Assert.Single(other.Letters);
        await RoundAsync(desk, minutes: 2);
        Assert.Single(other.Letters);
    }

    [Fact]
    public async Task A_letter_that_was_sent_before_its_instance_died_comes_again_as_the_same_letter_whatever_is_new()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var box = new PostBox();
        var said = new SpokenAlarms("quality/");
        said.Says(Sure, Warning with { Sure = true });
        var disk = new SpokenAlarms("health/");
        var (desk, _) = Desk(house, box, said, disk);
        await desk.RoundAsync(default);
        // As it stands in the database of one that was killed when the mail server had taken the letter and it had not noted that.
        var until = _clock.GetUtcNow().AddMinutes(5);
        await house.Services.GetRequiredService<IDatabase>().WriteAsync((db, ct) =>
            db.Set<AlertRow>().ExecuteUpdateAsync(u => u.SetProperty(a => a.TellingUntil, until).SetProperty(a => a.ToldOpen, false), ct), default);
        disk.Says(new Alarm("health/disk", "Disk is down", "0.1 GiB free", HealthStates.Down, "/pipeline", Sure: true));

        await RoundAsync(desk, minutes: 1);
        await RoundAsync(desk, minutes: 5);

        Assert.Equal(["Beejan (Test): 2 new alerts", "Beejan (Test): Disk is down", "Beejan (Test): 2 new alerts"], box.Letters.Select(l => l.Subject));
        Assert.Equal(box.Letters[0].MessageId, box.Letters[2].MessageId);
        Assert.Matches("^<alerts-[0-9a-f]{24}@beejan.test>$", box.Letters[0].MessageId);
        Assert.NotEqual(box.Letters[0].MessageId, box.Letters[1].MessageId);

        // Its end is other news, under a name of its own.
        said.Says();
        await RoundAsync(desk, minutes: 1);
        await RoundAsync(desk, minutes: 30);
        Assert.Equal("Beejan (Test): 2 alerts are over", box.Letters[3].Subject);
        Assert.NotEqual(box.Letters[0].MessageId, box.Letters[3].MessageId);
    }

    private Task<int> EnterAsync(IDatabase database, long read, long rejected) => database.WriteAsync((db, ct) =>
    {
        db.Add(new RunRow
        {
            Id = Guid.NewGuid(), Work = "process-complaints", State = RunStates.Partial, StartedAt = _clock.GetUtcNow(), Read = read, Written = read - rejected, Rejected = rejected,
            Suspect = RunRow.IsSuspect(read, rejected),
        });
        return db.SaveChangesAsync(ct);
    }, default);

    private Task<int> RoundAsync(AlertDesk desk, int minutes)
    {
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        return desk.RoundAsync(default);
    }

    private (AlertDesk Desk, AlertMail Mail) Desk(RawZoneHouse house, PostBox box, params IAlarms[] alarms)
    {
        var options = Options.Create(new AlertOptions
        {
            Host = "127.0.0.1", Port = box.Port, StartTls = false, From = "console@beejan.test", To = { "ops@beejan.test", "chief@beejan.test" }, PublicUrl = "https://console.beejan.test/",
        });
        var mail = new AlertMail(options, new HostingEnvironment { EnvironmentName = "Test" });
        return (new AlertDesk(house.Services.GetRequiredService<IDatabase>(), alarms, new AlertJournal(house.Services.GetRequiredService<IDatabase>()), mail, house.Services.GetRequiredService<IAuditTrail>(), house.Services.GetRequiredService<IChangeFeed>(),
            _clock, options, NullLogger<AlertDesk>.Instance), mail);
    }
}

public sealed class AlertDeskOnSqliteTests() : AlertDeskTests(postgres: false);

public sealed class AlertDeskOnPostgresTests() : AlertDeskTests(postgres: true);
