using System.Data.Common;
using Beejan.Contracts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
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
            var model = ModelAhead.BuildAsync<PostgresBeejanDbContext>(options => new(options), db => db.UseNpgsql().ConfigureWarnings(Untold));
            builder.Services.AddSingleton<IDbContextFactory<BeejanDbContext>>(services => new ContextFactory<PostgresBeejanDbContext>(services.GetRequiredService<ILoggerFactory>(), model,
                db => db.UseNpgsql(services.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString).AddInterceptors(new StorableParameters()).ConfigureWarnings(Untold)));
            builder.Services.AddKeyedSingleton<IDbContextFactory<BeejanDbContext>>(Writer, (services, _) => services.GetRequiredService<IDbContextFactory<BeejanDbContext>>());
        }
        else
        {
            // One model for readers and writer: queries compiled for one must run on the other.
            var model = ModelAhead.BuildAsync<SqliteBeejanDbContext>(options => new(options), db =>
            {
                SqliteShim.Prefer();
                db.UseSqlite().ConfigureWarnings(Untold);
            });
            builder.Services.AddSingleton<IDbContextFactory<BeejanDbContext>>(services => Sqlite(services, SqlitePragmas.ReaderCache, model));
            builder.Services.AddKeyedSingleton<IDbContextFactory<BeejanDbContext>>(Writer, (services, _) => Sqlite(services, SqlitePragmas.WriterCache, model));
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

    private static ContextFactory<SqliteBeejanDbContext> Sqlite(IServiceProvider services, int cacheKib, Task<IModel> model)
    {
        SqliteShim.Prefer();
        var wait = services.GetRequiredService<IOptions<StorageOptions>>().Value.BusyTimeoutSeconds;
        // Connections are pooled by this text, so another one for the writer keeps its connection its own.
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = services.GetRequiredService<DataDirectory>().Database, DefaultTimeout = wait,
            Cache = cacheKib == SqlitePragmas.WriterCache ? SqliteCacheMode.Private : SqliteCacheMode.Default,
        }.ToString();
        var saves = services.GetRequiredService<GatedSaves>();
        return new ContextFactory<SqliteBeejanDbContext>(services.GetRequiredService<ILoggerFactory>(), model,
            db => db.UseSqlite(text).AddInterceptors(new SqlitePragmas(wait, cacheKib), saves).ConfigureWarnings(Untold));
    }
}
