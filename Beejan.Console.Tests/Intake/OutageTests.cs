using System.Net;
using Beejan.Contracts;
using Beejan.Intake.Watch;
using Beejan.Operations.Health;
using Beejan.RawZone;
using Beejan.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>When the store fails: 503 with a time to come back, pages stay readable, a line is raised, and it passes by itself.</summary>
public sealed class OutageTests
{
    [SmallDiskFact]
    public async Task A_full_disk_is_answered_503_and_passes_when_there_is_room_again()
    {
        using var disk = new SmallDisk();
        await using var house = await WholeHouse.OpenAsync(("Beejan:Storage:DataDirectory", disk.Path));
        var acknowledged = new List<string>();
        await LandAsync(house, "before", acknowledged);
        await house.JudgeAsync();

        disk.Fill();
        // The database's log may still have room of its own: it ends within a few requests.
        var refused = default(HttpResponseMessage);
        for (var n = 0; n < 200 && refused is null; n++)
        {
            var answer = await PostAsync(house, $"during-{n}", new string('x', 64 * 1024));
            if (answer.IsSuccessStatusCode)
            {
                acknowledged.Add($"during-{n}");
            }
            else
            {
                refused = answer;
            }
        }
        await ExpectRefusalAsync(house, refused);

        disk.MakeRoom();
        await LandAsync(house, "after", acknowledged);
        await ExpectRecoveryAsync(house, acknowledged);
    }

    [Fact]
    public async Task A_locked_database_is_answered_503_and_passes_when_the_lock_goes()
    {
        await using var house = await WholeHouse.OpenAsync(("Beejan:Storage:BusyTimeoutSeconds", "1"));
        var acknowledged = new List<string>();
        await LandAsync(house, "before", acknowledged);
        await house.JudgeAsync();
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(house.Data, "beejan.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await ExecuteAsync(other, "BEGIN IMMEDIATE");
            await ExpectRefusalAsync(house, await PostAsync(house, "during", "no network"));
            await ExecuteAsync(other, "ROLLBACK");
        }
        await LandAsync(house, "after", acknowledged);
        await ExpectRecoveryAsync(house, acknowledged);
    }

    [Fact]
    public async Task A_read_only_database_is_answered_503_and_passes_when_it_takes_writes_again()
    {
        await using var house = await WholeHouse.OpenAsync();
        var acknowledged = new List<string>();
        await LandAsync(house, "before", acknowledged);
        await house.JudgeAsync();

        await ReadOnlyDatabase.SetAsync(Path.Combine(house.Data, "beejan.db"), house.Get<IDatabase>(), readOnly: true);
        await ExpectRefusalAsync(house, await PostAsync(house, "during", "no network"));

        // Only the file changes: what connections took it for while it was read-only must not stay.
        await ReadOnlyDatabase.SetAsync(Path.Combine(house.Data, "beejan.db"), house.Get<IDatabase>(), readOnly: false);
        await LandAsync(house, "after", acknowledged);
        await ExpectRecoveryAsync(house, acknowledged);
    }

    [ImmutableFilesFact]
    public async Task Files_that_take_no_writes_are_answered_503_and_pass_when_they_do_again()
    {
        await using var house = await WholeHouse.OpenAsync();
        var acknowledged = new List<string>();
        await LandAsync(house, "before", acknowledged);
        await house.JudgeAsync();

        using (new ImmutableFiles(house.Data))
        {
            await ExpectRefusalAsync(house, await PostAsync(house, "during", "no network"));
        }
        await LandAsync(house, "after", acknowledged);
        await ExpectRecoveryAsync(house, acknowledged);
    }

    [Theory]
    [InlineData(-48)]
    [InlineData(24 * 400)]
    public async Task A_clock_that_jumps_loses_nothing_and_is_told(int hours)
    {
        await using var house = await WholeHouse.OpenAsync();
        var probe = new ClockProbe(house.Get<IBalance>(), house.Clock);
        var acknowledged = new List<string>();
        await LandAsync(house, "before", acknowledged);
        Assert.Equal(HealthStates.Ok, (await probe.LookAsync(default)).State);

        house.Clock.Ahead = TimeSpan.FromHours(hours);
        await LandAsync(house, "jumped", acknowledged);
        var told = await probe.LookAsync(default);
        Assert.Equal(HealthStates.Degraded, told.State);
        Assert.Contains(hours < 0 ? "back" : "ahead", told.Detail, StringComparison.Ordinal);

        house.Clock.Ahead = TimeSpan.Zero;
        await LandAsync(house, "after", acknowledged);
        await ExpectRecoveryAsync(house, acknowledged);
    }

    private static async Task ExpectRefusalAsync(WholeHouse house, HttpResponseMessage? refused)
    {
        Assert.NotNull(refused);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("10", refused.Headers.GetValues("Retry-After").Single());
        Assert.Contains("storage.unavailable", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEmpty(await house.ComplaintsAsync());
        Assert.NotEmpty(await house.Get<SourceWatch>().ReadAsync(default));
        var line = await Probe(house).LookAsync(default);
        Assert.Equal(HealthStates.Down, line.State);
        Assert.Contains("503", line.Detail, StringComparison.Ordinal);
    }

    private static async Task ExpectRecoveryAsync(WholeHouse house, List<string> acknowledged)
    {
        Assert.Equal(HealthStates.Ok, (await Probe(house).LookAsync(default)).State);
        await house.JudgeAsync();
        var keys = (await house.LedgerAsync()).Select(r => r.Key).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Empty(acknowledged.Except(keys));
        Assert.All(await house.LedgerAsync(), r => Assert.NotEqual(Fate.InFlight, r.Fate));
        Assert.Empty(await house.FaultsAsync());
    }

    private static IProbe Probe(WholeHouse house) => house.App.Services.GetServices<IProbe>().Single(p => p.Name == "Intake");

    private static async Task LandAsync(WholeHouse house, string key, List<string> acknowledged)
    {
        var answer = await PostAsync(house, key, $"no network ({key})");
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        acknowledged.Add(key);
    }

    private static Task<HttpResponseMessage> PostAsync(WholeHouse house, string key, string text) => house.Client().PostAsync("/api/v1/intake/web-form",
        new StringContent($$"""{"submissionId":"{{key}}","phone":"08031234567","state":"Lagos","text":"{{text}}"}""", System.Text.Encoding.UTF8, "application/json"));

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
