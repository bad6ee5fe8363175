using System.Buffers.Binary;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Storage;

/// <summary>Alone: other tests close every connection of the process when they end, and with the last one SQLite takes the log away.</summary>
[CollectionDefinition(nameof(CheckpointTests), DisableParallelization = true)]
[Collection(nameof(CheckpointTests))]
public sealed class CheckpointTests
{
    private const int Piece = 4 << 20;

    [Fact]
    public async Task A_log_grown_long_is_brought_into_the_database_and_begins_anew_while_writers_go_on()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var database = house.Services.GetRequiredService<IDatabase>();
        Task WriteAsync(string sql) => database.WriteRedoableAsync((db, ct) => db.Prepare(sql).ExecuteNonQueryAsync(ct), default);
        await WriteAsync("CREATE TABLE ballast (bytes BLOB)");
        var before = Generation(house.Directory);

        for (var written = 0; written < 80 << 20; written += Piece)
        {
            await WriteAsync($"INSERT INTO ballast VALUES (randomblob({Piece}))");
        }

        // SQLite begins the log anew with the first write after all of it is in the database.
        await Until.TrueAsync(async () =>
        {
            await WriteAsync("INSERT INTO ballast VALUES (x'00')");
            return Generation(house.Directory) > before;
        });
        Assert.Equal(80 << 20, await database.ReadAsync((db, _) => Task.FromResult((int)(long)db.Prepare($"SELECT SUM(length(bytes)) FROM ballast WHERE length(bytes) = {Piece}").ExecuteScalar()!), default));
    }

    /// <summary>The checkpoint sequence number of the log's header: one more each time the log begins anew (sqlite.org/fileformat2.html, 4.1).</summary>
    private static uint Generation(string directory)
    {
        using var log = new FileStream(Path.Combine(directory, "beejan.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[32];
        log.ReadExactly(header);
        return BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12));
    }
}
