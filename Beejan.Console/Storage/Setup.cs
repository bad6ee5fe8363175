using System.Data.Common;
using Beejan.Contracts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;

namespace Beejan.Storage;

internal static class Setup
{
    /// <summary>Names the contexts that write: on SQLite they share one connection, whose page cache nobody else makes stale.</summary>
    public const string Writer = "writer";

    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<DataDirectory>();
        builder.Services.AddSingleton<WriteGate>();
        builder.Services.AddSingleton<Checkpoints>();
        builder.Services.AddSingleton<GatedSaves>();
        builder.Services.AddSingleton<IDatabase, Database>();
        builder.Services.AddSingleton<ICheck, IntegrityCheck>();
        // It asks for them: without, no command starts where services are checked, as in development.
        builder.Services.AddProblemDetails().AddExceptionHandler<OutageAnswer>();
        var provider = builder.Configuration.GetValue($"{StorageOptions.Section}:{nameof(StorageOptions.Provider)}", StorageProvider.Sqlite);
        if (provider == StorageProvider.PostgreSql)
        {
            builder.Services.AddPooledDbContextFactory<PostgresBeejanDbContext>((services, db) =>
                db.UseNpgsql(services.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString).ConfigureWarnings(Untold));
            builder.Services.AddSingleton<IDbContextFactory<BeejanDbContext>, As<PostgresBeejanDbContext>>();
            builder.Services.AddKeyedSingleton<IDbContextFactory<BeejanDbContext>>(Writer, (services, _) => services.GetRequiredService<IDbContextFactory<BeejanDbContext>>());
        }
        else
        {
            builder.Services.AddPooledDbContextFactory<SqliteBeejanDbContext>((services, db) => Sqlite(services, db, SqlitePragmas.ReaderCache));
            builder.Services.AddSingleton<IDbContextFactory<BeejanDbContext>, As<SqliteBeejanDbContext>>();
            builder.Services.AddKeyedSingleton<IDbContextFactory<BeejanDbContext>>(Writer, (services, _) =>
            {
                var db = new DbContextOptionsBuilder<SqliteBeejanDbContext>();
                Sqlite(services, db, SqlitePragmas.WriterCache);
                // One model for both: building it takes a good part of a start, and queries compiled for one must run on the other.
                using var reader = services.GetRequiredService<IDbContextFactory<SqliteBeejanDbContext>>().CreateDbContext();
                db.UseModel(reader.Model);
                return new As<SqliteBeejanDbContext>(new PooledDbContextFactory<SqliteBeejanDbContext>(db.Options));
            });
        }
        // Identity's stores want a scoped context; only sign-in and user administration use it. GatedSaves lets its saves wait their turn.
        builder.Services.AddScoped<BeejanDbContext>(services => services.GetRequiredService<IDbContextFactory<BeejanDbContext>>().CreateDbContext());
        return builder;
    }

    /// <summary>Brings the database to the newest migration; on SQLite also switches to WAL, which stays.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken ct = default)
    {
        var data = services.GetRequiredService<DataDirectory>();
        data.Hold();
        using var alone = await data.EnterAloneAsync("migrating", ct);
        await using var db = await services.GetRequiredService<IDbContextFactory<BeejanDbContext>>().CreateDbContextAsync(ct);
        if (db.Database.IsSqlite())
        {
            using var wal = db.Prepare("PRAGMA journal_mode=WAL");
            wal.ExecuteScalar();
        }
        else
        {
            // Npgsql asks the history before it is there and logs the refusal as a failure: nobody's first start shall look broken.
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(ct);
        }
        if (Newest(db) is var newest && newest != Ours(db))
        {
            if (string.CompareOrdinal(newest, Ours(db)) > 0)
            {
                throw new UnusableStoreException($"The database is of a newer version than this program (its last change is {newest}, the last one known here {Ours(db)}): start the newer program, or bring a backup of this version back with 'restore PATH'");
            }
            if (db.Database.IsSqlite())
            {
                // A process killed in the middle of a migration leaves EF's lock row behind, and everyone would wait for it for ever.
                // We hold the directory alone, so it is nobody's.
                await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", ct);
            }
            await db.Database.MigrateAsync(ct);
        }
    }

    /// <summary>Runs what a start does to the store and tells in words what keeps it from it.</summary>
    /// <exception cref="UnusableStoreException">Nothing can be started on this store; the message names the cause and the cure.</exception>
    public static async Task StartOnStoreAsync(this IServiceProvider services, Func<Task> start)
    {
        try
        {
            await start();
        }
        catch (Exception e) when (e is not UnusableStoreException
            && UnusableStore.Words(e, services.GetRequiredService<IOptions<StorageOptions>>().Value, services.GetRequiredService<DataDirectory>().Database) is { } words)
        {
            throw new UnusableStoreException(words, e);
        }
    }

    /// <summary>Tells a second console on one data directory of the first: on SQLite they work together, and badly.</summary>
    public static void ServeStore(this IServiceProvider services)
    {
        var data = services.GetRequiredService<DataDirectory>();
        if (data.Serve() is { } other && services.GetRequiredService<IOptions<StorageOptions>>().Value.Provider == StorageProvider.Sqlite)
        {
            services.GetRequiredService<ILogger<DataDirectory>>().LogWarning(
                "Another console (process {Process}) serves {Root} already. Nothing is lost, but they wait for each other to write, and pages hear of the other's changes late: "
                + "stop one of them; several consoles belong on PostgreSQL", other, data.Root);
        }
    }

    /// <summary>Cause and cure of a failure that is the store's; null when it is something else, such as a full disk elsewhere.</summary>
    public static string? WhyUnusable(this IServiceProvider services, Exception exception) =>
        exception is not UnusableStoreException && Outage.Is(exception) && services.GetService<DataDirectory>() is { } data
        && (exception.GetBaseException() is DbException or System.Net.Sockets.SocketException || exception.Message.Contains(data.Root, StringComparison.Ordinal))
            ? UnusableStore.Words(exception, services.GetRequiredService<IOptions<StorageOptions>>().Value, data.Database)
            : null;

    /// <summary>The last migration on record, null in a new database. Asked without EF, whose own question takes a third of a second to get ready.</summary>
    private static string? Newest(BeejanDbContext db)
    {
        try
        {
            using var newest = db.Prepare("SELECT MAX(\"MigrationId\") FROM \"__EFMigrationsHistory\"");
            return newest.ExecuteScalar() as string;
        }
        catch (DbException e) when (e is SqliteException { SqliteErrorCode: 1 } or Npgsql.PostgresException { SqlState: "42P01" })
        {
            // No such table.
            return null;
        }
    }

    /// <summary>
    /// What EF would log of a failure that it throws as well, its statement among it: for who debugs. Whoever catches it tells it, once an outage; a
    /// store that is away for an hour would leave a line for each try of each request.
    /// </summary>
    private static void Untold(WarningsConfigurationBuilder events) => events.Log(
        (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug));

    private static string? Ours(BeejanDbContext db) => db.Database.GetMigrations().Max(StringComparer.Ordinal);

    private static void Sqlite(IServiceProvider services, DbContextOptionsBuilder db, int cacheKib)
    {
        SqliteShim.Prefer();
        var wait = services.GetRequiredService<IOptions<StorageOptions>>().Value.BusyTimeoutSeconds;
        // Connections are pooled by this text, so another one for the writer keeps its connection its own.
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = services.GetRequiredService<DataDirectory>().Database, DefaultTimeout = wait,
            Cache = cacheKib == SqlitePragmas.WriterCache ? SqliteCacheMode.Private : SqliteCacheMode.Default,
        };
        db.UseSqlite(text.ToString()).AddInterceptors(new SqlitePragmas(wait, cacheKib), services.GetRequiredService<GatedSaves>()).ConfigureWarnings(Untold);
    }

    private sealed class As<T>(IDbContextFactory<T> inner) : IDbContextFactory<BeejanDbContext> where T : BeejanDbContext
    {
        public BeejanDbContext CreateDbContext() => inner.CreateDbContext();
    }
}
