using System.Data.Common;
using Beejan.Contracts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;

namespace Beejan.Storage;

internal static class Setup
{
    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<DataDirectory>();
        builder.Services.AddSingleton<WriteGate>();
        builder.Services.AddSingleton<GatedSaves>();
        builder.Services.AddSingleton<IDatabase, Database>();
        builder.Services.AddSingleton<ICheck, IntegrityCheck>();
        var provider = builder.Configuration.GetValue($"{StorageOptions.Section}:{nameof(StorageOptions.Provider)}", StorageProvider.Sqlite);
        if (provider == StorageProvider.PostgreSql)
        {
            builder.Services.AddPooledDbContextFactory<PostgresBeejanDbContext>((services, db) =>
                db.UseNpgsql(services.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString));
            builder.Services.AddSingleton<IDbContextFactory<BeejanDbContext>, As<PostgresBeejanDbContext>>();
        }
        else
        {
            builder.Services.AddPooledDbContextFactory<SqliteBeejanDbContext>((services, db) =>
            {
                SqliteShim.Prefer();
                var file = services.GetRequiredService<DataDirectory>().Database;
                var wait = services.GetRequiredService<IOptions<StorageOptions>>().Value.BusyTimeoutSeconds;
                db.UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = wait }.ToString())
                    .AddInterceptors(new SqlitePragmas(wait), services.GetRequiredService<GatedSaves>());
            });
            builder.Services.AddSingleton<IDbContextFactory<BeejanDbContext>, As<SqliteBeejanDbContext>>();
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
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
        }
        else
        {
            // Npgsql asks the history before it is there and logs the refusal as a failure: nobody's first start shall look broken.
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(ct);
        }
        if (!IsCurrent(db))
        {
            if (db.Database.IsSqlite())
            {
                // A process killed in the middle of a migration leaves EF's lock row behind, and everyone would wait for it for ever.
                // We hold the directory alone, so it is nobody's.
                await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", ct);
            }
            await db.Database.MigrateAsync(ct);
        }
    }

    /// <summary>Whether the newest migration is on record. Asked without EF, whose own question takes a third of a second to get ready.</summary>
    private static bool IsCurrent(BeejanDbContext db)
    {
        try
        {
            using var newest = db.Prepare("SELECT MAX(\"MigrationId\") FROM \"__EFMigrationsHistory\"");
            return newest.ExecuteScalar() as string == db.Database.GetMigrations().Max(StringComparer.Ordinal);
        }
        catch (DbException)
        {
            // No such table: a new database.
            return false;
        }
    }

    private sealed class As<T>(IDbContextFactory<T> inner) : IDbContextFactory<BeejanDbContext> where T : BeejanDbContext
    {
        public BeejanDbContext CreateDbContext() => inner.CreateDbContext();
    }
}
