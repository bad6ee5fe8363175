using System.Data;
using System.Globalization;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Beejan.Operations.Backup;

/// <summary>
/// Our tables in PostgreSQL's own format, made by <c>pg_dump</c> of the one state that an exported snapshot holds, so that the copy of the lake can
/// be measured by the same state. What else is in the database is neither copied nor touched.
/// </summary>
internal sealed class PostgresCopy(IOptions<StorageOptions> options, IDbContextFactory<BeejanDbContext> contexts) : IDatabaseCopy
{
    private const string Elsewhere = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

    private readonly PostgresTools _tools = new(options.Value.ConnectionString ?? "");

    public string FileName => "beejan.dump";

    public async Task<CopiedState> WriteAsync(string file, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var snapshot = await AskAsync(connection, "SELECT pg_export_snapshot()", ct);
        var tables = await TablesAsync(connection, ct);
        await _tools.RunAsync("pg_dump", ["--format=custom", "--no-password", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={file}", .. tables.Select(t => $"--table={t}")], ct);
        return await CopiedState.ReadAsync(connection, ct);
    }

    public async Task<string?> HeldByAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var others = Convert.ToInt64(await AskAsync(connection, Elsewhere, ct), CultureInfo.InvariantCulture);
        return others == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{others} other sessions use the database {connection.Database}");
    }

    public async Task KeepAsync(string folder, CancellationToken ct)
    {
        await using (var connection = await OpenAsync(ct))
        {
            if (await AskAsync(connection, "SELECT to_regclass('ledger')::text", ct) is null or "")
            {
                // Nothing of ours is there yet.
                return;
            }
        }
        await WriteAsync(Path.Combine(folder, FileName), ct);
    }

    /// <summary>In one transaction: what fails leaves what was there.</summary>
    public async Task RestoreAsync(string file, CancellationToken ct) => await ReplaceAsync(file, ct);

    public async Task TakeBackAsync(string folder)
    {
        NpgsqlConnection.ClearAllPools();
        var kept = Path.Combine(folder, FileName);
        await ReplaceAsync(File.Exists(kept) ? kept : null, CancellationToken.None);
        File.Delete(kept);
    }

    /// <summary>Null leaves none of our tables.</summary>
    private async Task ReplaceAsync(string? file, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var drop = string.Join(' ', (await TablesAsync(connection, ct)).Select(t => $"DROP TABLE IF EXISTS {t} CASCADE;"));
        await connection.CloseAsync();
        await _tools.PipeAsync(drop, file is null ? null : ("pg_restore", ["--no-owner", "--no-privileges", "--file=-", file]), "psql", ["--no-password", "--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet", "--no-psqlrc", "--output=/dev/null"], ct);
    }

    /// <summary>Qualified and quoted, as PostgreSQL and its programs read names.</summary>
    private async Task<List<string>> TablesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var schema = await AskAsync(connection, "SELECT current_schema()", ct) ?? "public";
        await using var db = await contexts.CreateDbContextAsync(ct);
        return [.. db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Append("__EFMigrationsHistory").Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select(t => $"\"{schema}\".\"{t}\"")];
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.Value.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task<string?> AskAsync(NpgsqlConnection connection, string question, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }
}
