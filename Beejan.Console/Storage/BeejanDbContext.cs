using System.Text.Json;
using Beejan.Contracts;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Beejan.Storage;

/// <summary>
/// The one context. It knows no entity: each folder brings its <see cref="IEntityTypeConfiguration{T}"/> and this applies
/// the assembly's. Instants are stored as UTC milliseconds since 1970 (a long on both providers), so they sort and compare everywhere.
/// </summary>
public abstract class BeejanDbContext(DbContextOptions options) : IdentityDbContext(options)
{
    /// <summary>True on SQLite, false on PostgreSQL: for the few statements that differ.</summary>
    public bool IsSqlite => this is SqliteBeejanDbContext;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(BeejanDbContext).Assembly);
        // Plain SQL must read the same on both providers: names in snake_case need no quotes.
        foreach (var column in builder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            column.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(column.Name));
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();
        configurationBuilder.Properties<SourceId>().HaveConversion<SourceIdConverter>();
    }

    private sealed class MillisecondsConverter()
        : ValueConverter<DateTimeOffset, long>(t => t.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

    private sealed class SourceIdConverter() : ValueConverter<SourceId, string>(s => s.Value, s => new SourceId(s));
}

/// <summary>The context on SQLite; its migrations stand in <c>Storage/Migrations/Sqlite</c>.</summary>
public sealed class SqliteBeejanDbContext(DbContextOptions<SqliteBeejanDbContext> options) : BeejanDbContext(options);

/// <summary>The context on PostgreSQL; its migrations stand in <c>Storage/Migrations/Postgres</c>.</summary>
public sealed class PostgresBeejanDbContext(DbContextOptions<PostgresBeejanDbContext> options) : BeejanDbContext(options);
