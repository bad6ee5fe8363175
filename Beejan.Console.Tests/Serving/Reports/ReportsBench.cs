using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance;
using Beejan.Processing.Rules;
using Beejan.Serving.Reports;
using Beejan.Signals;
using Beejan.Storage;
using Beejan.Tests.Benchmarks;
using Beejan.Tests.Curated;
using Beejan.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Reports;

/// <summary>The reports as the console registers them, on a real database (SQLite or PostgreSQL), with a clock that stands.</summary>
public class ReportsBench : IAsyncLifetime
{
    private readonly Folder _folder = new();
    private readonly WebApplication _app;

    public ReportsBench() : this(postgres: false)
    {
    }

    internal ReportsBench(bool postgres)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Beejan:Storage:DataDirectory", _folder.Path)]);
        if (postgres)
        {
            builder.Configuration.AddInMemoryCollection([new("Beejan:Storage:Provider", "PostgreSql"), new("Beejan:Storage:ConnectionString", PostgresServer.NewDatabase())]);
        }
        builder.AddStorage().AddSignals().AddGovernance().AddCurated().AddReports();
        builder.Services.AddSingleton<ITaxonomy, Taxonomy>();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        _app = builder.Build();
    }

    internal StandingClock Clock { get; } = new(DateTimeOffset.Parse("2026-11-20T10:30:00Z"));

    public IServiceProvider Services => _app.Services;

    public IDatabase Database => Services.GetRequiredService<IDatabase>();

    public IVerb Verb(string name) => Services.GetServices<IVerb>().Single(v => v.Name == name);

    public string File(string name) => _folder.File(name);

    public IReadOnlyList<string> Files(string pattern) => [.. Directory.EnumerateFiles(_folder.Path, pattern, SearchOption.AllDirectories)];

    public Task InitializeAsync() => Services.MigrateAsync();

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    public Task PutAsync(params IReadOnlyList<object> rows) => Database.WriteAsync(async (db, ct) =>
    {
        db.AddRange(rows);
        return await db.SaveChangesAsync(ct);
    }, default);

    /// <summary>Calls a verb as the command line does.</summary>
    public async Task<(int ExitCode, System.Text.Json.JsonElement Answer)> CallAsync(string verb, params string[] arguments)
    {
        var answer = await Verb(verb).RunAsync(Beejan.Cli.VerbRunner.Read(Verb(verb), arguments, _ => { }), default);
        return (answer.ExitCode, System.Text.Json.JsonSerializer.SerializeToElement(answer.Answer, System.Text.Json.JsonSerializerOptions.Web));
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class ReportsOnPostgres() : ReportsBench(postgres: true);
