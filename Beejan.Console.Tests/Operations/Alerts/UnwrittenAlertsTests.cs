using System.Net;
using System.Net.Sockets;
using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.Operations.Alerts;
using Beejan.Signals;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Beejan.Tests.Operations.Alerts;

/// <summary>Alerts while their own store is what fails, and while the mail server is.</summary>
public sealed class UnwrittenAlertsTests
{
    private static readonly Alarm Full = new("health/disk", "Disk is down", "0.0 GiB free: make room", HealthStates.Down, "/pipeline", Sure: false);
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_the_store_does_not_take_is_shown_and_told_once_and_becomes_an_alert_like_all_others_when_it_does()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false, ("Beejan:Storage:BusyTimeoutSeconds", "1"));
        await using var box = new PostBox();
        var said = new SpokenAlarms("health/");
        var desk = Desk(house, box.Port, said);
        await desk.RoundAsync(default);
        said.Says(Full);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(house.Directory, "beejan.db")};Pooling=False"))
        {
            await other.OpenAsync();
            Execute(other, "BEGIN IMMEDIATE");
            Assert.Equal(0, await RoundAsync(desk));
            Assert.Empty(await desk.OpenAsync(default));
            // It has lasted a minute: an alert, though nobody can write it down.
            Assert.Equal(1, await RoundAsync(desk));
            Assert.Equal(0, await RoundAsync(desk));
            Assert.Equal("Disk is down", Assert.Single(await desk.OpenAsync(default)).Title);
            Assert.Equal("Disk is down", Assert.Single(await desk.RecentAsync(10, default)).Title);
            Assert.Equal("Beejan (Test): Disk is down", Assert.Single(box.Letters).Subject);
            Execute(other, "ROLLBACK");
        }

        // The store is back and the disk has room: what was told is stored, and nobody hears of it twice.
        said.Says();
        Assert.Equal(1, await RoundAsync(desk));
        var stored = Assert.Single(await desk.OpenAsync(default));
        Assert.Equal((true, "open"), (stored.Id > 0, stored.State));
        Assert.Single(box.Letters);
        _clock.Advance(TimeSpan.FromMinutes(15));
        await desk.RoundAsync(default);
        Assert.Empty(await desk.OpenAsync(default));
        Assert.Equal("Beejan (Test): Over: Disk is down", box.Letters[1].Subject);
    }

    [Fact]
    public async Task A_mail_server_that_says_nothing_is_not_waited_for_longer_than_a_round()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var mail = new AlertMail(Options(((IPEndPoint)silent.LocalEndpoint).Port), new HostingEnvironment { EnvironmentName = "Test" }) { Patience = TimeSpan.FromMilliseconds(50) };

        Assert.False(await mail.SendAsync([new AlertRow { Id = 1, Key = Full.Key, Title = Full.Title, State = AlertStates.Open, OpenedAt = _clock.GetUtcNow() }], default));

        var line = await new MailProbe(mail).LookAsync(default);
        Assert.Equal(HealthStates.Degraded, line.State);
        Assert.Contains("no answer in", line.Detail, StringComparison.Ordinal);
    }

    private Task<int> RoundAsync(AlertDesk desk)
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        return desk.RoundAsync(default);
    }

    private AlertDesk Desk(RawZoneHouse house, int port, IAlarms alarms)
    {
        var database = house.Services.GetRequiredService<IDatabase>();
        var mail = new AlertMail(Options(port), new HostingEnvironment { EnvironmentName = "Test" });
        return new AlertDesk(database, [alarms], new AlertJournal(database), mail, house.Services.GetRequiredService<IAuditTrail>(), house.Services.GetRequiredService<IChangeFeed>(),
            _clock, Options(port), NullLogger<AlertDesk>.Instance);
    }

    private static IOptions<AlertOptions> Options(int port) => Microsoft.Extensions.Options.Options.Create(
        new AlertOptions { Host = "127.0.0.1", Port = port, StartTls = false, From = "console@beejan.test", To = { "ops@beejan.test" } });

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
