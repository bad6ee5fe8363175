using Microsoft.Data.Sqlite;

namespace Beejan.Tests.Intake;

/// <summary>
/// Makes a SQLite file read-only for everybody, root included, as a mount or a permission would: a file whose header names a newer format for
/// writing than this SQLite knows must be taken for read-only (https://www.sqlite.org/fileformat.html, offset 18).
/// </summary>
internal static class ReadOnlyDatabase
{
    private const int WriteVersionAt = 18;

    public static void Set(string file, bool readOnly)
    {
        if (readOnly)
        {
            using var own = new SqliteConnection($"Data Source={file};Pooling=False");
            own.Open();
            using var command = own.CreateCommand();
            // The header must be read from the file, not from the log in front of it or from a connection's memory.
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
            SqliteConnection.ClearAllPools();
        }
        using var bytes = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite) { Position = WriteVersionAt };
        bytes.WriteByte(readOnly ? (byte)3 : (byte)2);
    }
}
