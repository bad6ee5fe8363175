using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Beejan.Storage;

/// <summary>For <c>dotnet ef migrations add</c>, which never opens the database.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteBeejanDbContext>
{
    public SqliteBeejanDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteBeejanDbContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>For <c>dotnet ef migrations add</c>, which never opens the database.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresBeejanDbContext>
{
    public PostgresBeejanDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresBeejanDbContext>().UseNpgsql("Host=localhost").Options);
}
