using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Storage;

public sealed class WriteTests
{
    /// <summary>2 is FULL, 1 is NORMAL: SQLite's own numbers.</summary>
    [Fact]
    public async Task Only_what_the_lake_can_redo_is_committed_without_waiting_for_the_disk()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var database = house.Services.GetRequiredService<IDatabase>();
        static Task<long> Level(BeejanDbContext db, CancellationToken ct) => Task.FromResult((long)db.Prepare("PRAGMA synchronous").ExecuteScalar()!);

        var levels = new List<long>();
        for (var i = 0; i < 2; i++)
        {
            levels.Add(await database.WriteAsync(Level, default));
            levels.Add(await database.WriteRedoableAsync(Level, default));
        }

        Assert.Equal([2, 1, 2, 1], levels);
    }

    [Fact]
    public async Task A_read_sees_one_committed_state_while_others_write()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var database = house.Services.GetRequiredService<IDatabase>();
        static long Next(BeejanDbContext db) => (long)db.Prepare("SELECT next FROM raw_ids").ExecuteScalar()!;

        var seen = await database.ReadAsync(async (db, ct) =>
        {
            var first = Next(db);
            await database.WriteAsync((other, _) => Task.FromResult(other.Prepare("UPDATE raw_ids SET next = next + 7").ExecuteNonQuery()), ct);
            return (First: first, Second: Next(db));
        }, default);

        Assert.Equal(seen.First, seen.Second);
        Assert.Equal(seen.First + 7, await database.ReadAsync((db, _) => Task.FromResult(Next(db)), default));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_read_inside_a_write_sees_what_was_written_so_far_and_one_that_outlives_it_what_was_committed(bool postgres)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var database = house.Services.GetRequiredService<IDatabase>();
        Task<long> Next() => database.ReadAsync((db, _) => Task.FromResult(Convert.ToInt64(db.Prepare("SELECT next FROM raw_ids").ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)), default);
        var before = await Next();
        var over = new TaskCompletionSource();
        Task<long>? outlives = null;

        var inside = await database.WriteAsync(async (db, _) =>
        {
            outlives = Task.Run(async () =>
            {
                await over.Task;
                return await Next();
            });
            db.Prepare("UPDATE raw_ids SET next = next + 7").ExecuteNonQuery();
            return await Next();
        }, default);
        over.SetResult();

        Assert.Equal((before + 7, before + 7), (inside, await outlives!));
    }
}
