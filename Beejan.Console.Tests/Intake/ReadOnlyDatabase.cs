using Beejan.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Tests.Intake;

/// <summary>
/// Makes a SQLite file read-only for everybody, root included, as a mount or a permission would: a file whose header names a newer format for
/// writing than this SQLite knows must be taken for read-only (https://www.sqlite.org/fileformat.html, offset 18).
/// </summary>
internal static class ReadOnlyDatabase
{
    private const int WriteVersionAt = 18;

    /// <param name="file">The database file.</param>
    /// <param name="database">The house's own, whose connections must read the header anew; other houses keep theirs.</param>
    /// <param name="readOnly">False: it takes writes again.</param>
    public static async Task SetAsync(string file, IDatabase database, bool readOnly)
    {
        if (readOnly)
        {
            await LetGoAsync(file, database);
        }
        using var bytes = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite) { Position = WriteVersionAt };
        bytes.WriteByte(readOnly ? (byte)3 : (byte)2);
    }

    /// <summary>Has everything written into the file itself, and the house's connections closed: what they read next, they read from the file.</summary>
    public static async Task LetGoAsync(string file, IDatabase database)
    {
        using (var own = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            own.Open();
            using var command = own.CreateCommand();
            // The header must be read from the file, not from the log in front of it or from a connection's memory.
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }
        Task<int> LetGo(BeejanDbContext db, CancellationToken ct)
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
            return Task.FromResult(0);
        }
        await database.ReadAsync(LetGo, default);
        await database.WriteAsync(LetGo, default);
    }
}
