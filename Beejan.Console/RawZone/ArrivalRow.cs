using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.RawZone;

/// <summary>How many records a source delivered within one hour, by our clock: history that is loaded keeps the hour it was delivered in. Moved in the transaction that lands them.</summary>
public sealed class ArrivalRow
{
    public string Source { get; set; } = "";

    /// <summary>Hours since 1970 (UTC).</summary>
    public long Hour { get; set; }
    public long Landed { get; set; }

    /// <summary>The same bytes under the same key again.</summary>
    public long Repeats { get; set; }
}

/// <summary>Reads how much arrived when.</summary>
public interface IArrivals
{
    /// <summary>The hours since then in which anything of the source arrived, oldest first.</summary>
    Task<IReadOnlyList<ArrivalRow>> SinceAsync(DateTimeOffset since, CancellationToken ct);

    /// <summary>The newest records of a source, newest first.</summary>
    Task<IReadOnlyList<LedgerRow>> LastAsync(string source, int take, CancellationToken ct);
}

internal sealed class Arrivals(IDatabase database) : IArrivals
{
    public Task<IReadOnlyList<ArrivalRow>> SinceAsync(DateTimeOffset since, CancellationToken ct) => database.ReadAsync<IReadOnlyList<ArrivalRow>>(async (db, stop) =>
    {
        var first = since.ToUnixTimeSeconds() / 3600;
        return await db.Set<ArrivalRow>().Where(a => a.Hour >= first).OrderBy(a => a.Hour).ToListAsync(stop);
    }, ct);

    public Task<IReadOnlyList<LedgerRow>> LastAsync(string source, int take, CancellationToken ct) => database.ReadAsync<IReadOnlyList<LedgerRow>>(
        async (db, stop) => await db.Set<LedgerRow>().Where(r => r.Source == source).OrderByDescending(r => r.RawId).Take(take).ToListAsync(stop), ct);
}

internal sealed class ArrivalMapping : IEntityTypeConfiguration<ArrivalRow>
{
    public void Configure(EntityTypeBuilder<ArrivalRow> builder) => builder.ToTable("arrivals").HasKey(a => new { a.Hour, a.Source });
}
