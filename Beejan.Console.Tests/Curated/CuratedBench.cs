using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Reading;
using Beejan.Storage;
using Beejan.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Curated;

/// <summary>A real database (a SQLite file in a temporary directory, or a PostgreSQL database), rows and rollups put in directly, and a clock that stands.</summary>
public class CuratedBench : IAsyncLifetime
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("beejan-curated");
    private readonly WebApplication _app;

    public CuratedBench() : this(postgres: false)
    {
    }

    internal CuratedBench(bool postgres)
    {
        Postgres = postgres;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Beejan:Storage:DataDirectory", _home.FullName)]);
        if (postgres)
        {
            builder.Configuration.AddInMemoryCollection([new("Beejan:Storage:Provider", "PostgreSql"), new("Beejan:Storage:ConnectionString", PostgresServer.NewDatabase())]);
        }
        builder.AddStorage();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        _app = builder.Build();
        Complaints = new ComplaintQueries(Database, Clock);
        Figures = new Figures(Database, Clock);
    }

    public bool Postgres { get; }

    internal StandingClock Clock { get; } = new(DateTimeOffset.Parse("2026-11-20T10:30:00Z"));

    public IDatabase Database => _app.Services.GetRequiredService<IDatabase>();

    public IComplaints Complaints { get; }

    public IFigures Figures { get; }

    public Task InitializeAsync() => _app.Services.MigrateAsync();

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _home.Delete(true);
    }

    public async Task PutAsync(params IReadOnlyList<ComplaintRow> rows) => await Database.WriteAsync(async (db, ct) =>
    {
        db.AddRange(rows);
        var cells = rows.GroupBy(r => (Hour: r.ReportedAt.ToUnixTimeMilliseconds() / 3_600_000, r.Channel, r.State, r.Category, r.Subcategory, r.Language, Band: SentimentBands.Of(r.Sentiment)));
        foreach (var cell in cells)
        {
            await AddAsync(db, cell.Key.Hour, Dimension.Channel, cell.Key.Channel, cell.Key.Category, cell, ct);
            await AddAsync(db, cell.Key.Hour, Dimension.State, cell.Key.State ?? "", cell.Key.Category, cell, ct);
            await AddAsync(db, cell.Key.Hour, Dimension.Language, cell.Key.Language, cell.Key.Category, cell, ct);
            await AddAsync(db, cell.Key.Hour, Dimension.Band, cell.Key.Band, cell.Key.Category, cell, ct);
            await AddAsync(db, cell.Key.Hour, Dimension.Subcategory, cell.Key.Subcategory, cell.Key.Category, cell, ct);
        }
        await db.SaveChangesAsync(ct);
        using var words = new ComplaintWords(db);
        foreach (var row in rows)
        {
            words.Add(row.Id, row.Text);
        }
        return 0;
    }, default);

    public static ComplaintRow Row(long id, string reportedAt, Action<ComplaintRow>? change = null)
    {
        var at = DateTimeOffset.Parse(reportedAt);
        var row = new ComplaintRow
        {
            Id = id, RawId = id, Source = "sms", SourceKey = $"k{id}", Channel = Channels.Sms, ReportedAt = at, ReceivedAt = at, UpdatedAt = at,
            CustomerId = 7, Text = $"No network for {id} days", Language = "en", Category = Categories.Network, Subcategory = "NET-OUT",
            Confidence = 0.9f, Priority = 3, Team = "NOC", DueAt = at.AddHours(24), State = "Lagos", PipelineVersion = "1", TimeKnown = true,
        };
        change?.Invoke(row);
        return row;
    }

    private static async Task AddAsync(BeejanDbContext db, long hour, Dimension dimension, string value, string category, IEnumerable<ComplaintRow> rows, CancellationToken ct)
    {
        var cell = await db.Set<RollupRow>().FindAsync([(int)dimension, hour, value, category], ct);
        if (cell is null)
        {
            cell = new RollupRow { Hour = hour, Dimension = (int)dimension, Value = value, Category = category };
            db.Add(cell);
        }
        cell.Count += rows.Count();
        cell.Urgent += rows.Count(r => r.Priority <= 2);
        cell.SentimentSum += rows.Sum(r => r.Sentiment);
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class CuratedOnPostgres() : CuratedBench(postgres: true);

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
