using System.Data.Common;
using System.Globalization;

namespace Beejan.Operations.Backup;

/// <summary>Copies the database of one provider and puts a copy back.</summary>
internal interface IDatabaseCopy
{
    /// <summary>The copy's name in a backup.</summary>
    string FileName { get; }

    /// <summary>Copies one state of the database, whatever is written meanwhile, and says what it knew.</summary>
    /// <param name="file">Not there yet.</param>
    Task<CopiedState> WriteAsync(string file, CancellationToken ct);

    /// <summary>Who keeps the database from being replaced, in words; null when nobody does.</summary>
    Task<string?> HeldByAsync(CancellationToken ct);

    /// <summary>Keeps what is in the database now in that folder, if moving the data directory's files there has not done so.</summary>
    Task KeepAsync(string folder, CancellationToken ct);

    /// <summary>Puts a copy in the place of what is in the database: wholly or not at all.</summary>
    Task RestoreAsync(string file, CancellationToken ct);

    /// <summary>Puts back what <see cref="KeepAsync"/> kept; the files are back already.</summary>
    Task TakeBackAsync(string folder);
}

/// <summary>What a copied database knew.</summary>
/// <param name="Records">In the ledger.</param>
/// <param name="Complaints">That are served.</param>
internal sealed record CopiedState(List<CopiedSegment> Segments, long Records, long Complaints)
{
    public static async Task<CopiedState> ReadAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT s.id, s.path, CASE WHEN s.sealed_at IS NULL THEN 0 ELSE 1 END,
                COALESCE((SELECT MAX(l."offset" + l.length + 1) FROM ledger l WHERE l.segment_id = s.id AND s.sealed_at IS NULL), s.bytes)
            FROM segments s ORDER BY s.id
            """;
        var segments = new List<CopiedSegment>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                segments.Add(new CopiedSegment(rows.GetInt32(0), rows.GetString(1), rows.GetInt32(2) != 0, rows.GetInt64(3)));
            }
        }
        async Task<long> CountAsync(string table)
        {
            command.CommandText = $"SELECT COUNT(*) FROM {table}";
            return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
        }
        return new CopiedState(segments, await CountAsync("ledger"), await CountAsync("complaints"));
    }
}

/// <summary>A segment of the lake as the copied database knows it.</summary>
/// <param name="Closed">Nothing is written to it any more.</param>
/// <param name="Length">Bytes that the database knew of.</param>
internal sealed record CopiedSegment(int Id, string Path, bool Closed, long Length);
