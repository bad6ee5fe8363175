using System.Globalization;
using System.Net;
using System.Text;
using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>A page of the database that the disk gave back damaged is an outage: nobody's record is to blame, and nothing is thrown away for it.</summary>
public sealed class DamagedPageTests
{
    private const string LookedUpByKey = "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'ledger' AND name LIKE '%key_hash%'";
    private const string KeptAnswers = "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = 'idempotency_keys'";

    [Fact]
    public async Task A_damaged_page_is_answered_503_and_told_and_the_record_lands_once_it_is_mended()
    {
        await using var house = await WholeHouse.OpenAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(house, "before")).StatusCode);
        var whole = await DamageAsync(house, LookedUpByKey);

        using var refused = await PostAsync(house, "during");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("10", refused.Headers.GetValues("Retry-After").Single());
        Assert.Contains("storage.unavailable", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HealthStates.Down, (await house.App.Services.GetServices<IProbe>().Single(p => p.Name == "Intake").LookAsync(default)).State);

        await whole();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(house, "during")).StatusCode);
        Assert.Equal(["before", "during"], (await house.LedgerAsync()).Select(r => r.Key));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_kept_for_its_key_is_still_given_and_told_without_a_stack_trace()
    {
        var log = new LogListener();
        await using var house = await WholeHouse.OpenAsync(services => services.AddSingleton<ILoggerProvider>(log));
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(house, "before", "key-1")).StatusCode);
        await DamageAsync(house, KeptAnswers);

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(house, "during", "key-2")).StatusCode);

        var told = Assert.Single(log.Lines, l => l.Text.Contains("could not be kept", StringComparison.Ordinal));
        Assert.Null(told.Error);
        Assert.Contains("malformed", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, l => l.Error is not null);
    }

    /// <summary>Spoils the page that the statement names; what is returned mends it.</summary>
    private static async Task<Func<Task>> DamageAsync(WholeHouse house, string page)
    {
        var file = Path.Combine(house.Data, "beejan.db");
        var database = house.Get<IDatabase>();
        long at;
        using (var own = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            own.Open();
            at = (Ask(own, page) - 1) * Ask(own, "PRAGMA page_size");
        }
        await ReadOnlyDatabase.LetGoAsync(file, database);
        // No kind of page begins with this.
        var kind = Swap(file, at, 0x77);
        return async () =>
        {
            Swap(file, at, kind);
            await ReadOnlyDatabase.LetGoAsync(file, database);
        };
    }

    private static long Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static byte Swap(string file, long at, byte value)
    {
        using var bytes = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite) { Position = at };
        var before = (byte)bytes.ReadByte();
        bytes.Position = at;
        bytes.WriteByte(value);
        return before;
    }

    private static Task<HttpResponseMessage> PostAsync(WholeHouse house, string key, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/intake/web-form")
        {
            Content = new StringContent($$"""{"submissionId":"{{key}}","phone":"08031234567","state":"Lagos","text":"no network"}""", Encoding.UTF8, "application/json"),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }
        return house.Client().SendAsync(request);
    }
}
