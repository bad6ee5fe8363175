using Beejan.Storage;
using Microsoft.Data.Sqlite;

namespace Beejan.Operations.Backup;

/// <summary>A file, beside the others of the data directory.</summary>
internal sealed class SqliteCopy(DataDirectory data) : IDatabaseCopy
{
    public string FileName => "beejan.db";

    /// <summary>On a connection of its own: within a transaction SQLite does not do it.</summary>
    public async Task<CopiedState> WriteAsync(string file, CancellationToken ct)
    {
        await using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = data.Database, Pooling = false }.ToString()))
        {
            await connection.OpenAsync(ct);
            await using var vacuum = connection.CreateCommand();
            vacuum.CommandText = "VACUUM INTO @path";
            vacuum.Parameters.AddWithValue("@path", file);
            await vacuum.ExecuteNonQueryAsync(ct);
        }
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await copy.OpenAsync(ct);
        return await CopiedState.ReadAsync(copy, ct);
    }

    /// <summary>Whoever uses the file holds the data directory too, which is asked anyway.</summary>
    public Task<string?> HeldByAsync(CancellationToken ct) => Task.FromResult<string?>(null);

    public Task KeepAsync(string folder, CancellationToken ct) => Task.CompletedTask;

    public Task RestoreAsync(string file, CancellationToken ct)
    {
        File.Copy(file, data.Database);
        return Task.CompletedTask;
    }

    public Task TakeBackAsync(string folder) => Task.CompletedTask;
}
