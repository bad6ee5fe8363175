using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Persons;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Customers.Linking;

/// <summary>
/// Finds customers that are one person. Looks at the customers of new complaints, and once a day, and after profiles came in, at all; keys are
/// written first, so that how common one is does not depend on who is looked at first. A crash anywhere: run again.
/// </summary>
internal sealed class LinkingWork(
    IDatabase database, FactsReader facts, PairTable pairs, PersonTable persons, IOptions<CustomersOptions> options, IChangeFeed feed, TimeProvider clock) : IWork
{
    private const int Page = 500;

    public string Name => "link-customers";

    public string Purpose => "Finds customers that are one person on several channels, and lists those that a person must decide on.";

    public Schedule Schedule => new Schedule.Cron("20 0/5 * * * ?");

    /// <summary>Counts pairs: Read = compared, Written = linked or listed anew.</summary>
    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var today = clock.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var (mark, last) = await database.ReadAsync(async (db, stop) => (await db.Set<LinkMarkRow>().SingleOrDefaultAsync(stop) ?? new LinkMarkRow(), await db.Set<ComplaintRow>().MaxAsync(c => (long?)c.Id, stop) ?? 0), ct);
        var all = mark.AllOn != today;
        if (!all && last == mark.LastComplaint)
        {
            return WorkReport.Nothing;
        }
        var customers = await CustomersAsync(all ? null : mark.LastComplaint, last, ct);
        foreach (var page in customers.Chunk(Page))
        {
            await database.WriteAsync(async (db, stop) => { await facts.WriteKeysAsync(db, page, stop); return 0; }, ct);
        }
        var report = await CompareAsync(customers, ct);
        await database.WriteAsync(async (db, stop) =>
        {
            await db.Set<LinkMarkRow>().ExecuteDeleteAsync(stop);
            db.Add(new LinkMarkRow { Id = 1, LastComplaint = last, AllOn = today });
            return await db.SaveChangesAsync(stop);
        }, ct);
        return report;
    }

    /// <summary>Whom to look at, in order.</summary>
    /// <param name="after">The complaint after which; null for everybody.</param>
    private Task<List<long>> CustomersAsync(long? after, long last, CancellationToken ct) => database.ReadAsync((db, stop) => after is { } from
        ? db.Set<ComplaintRow>().Where(c => c.Id > from && c.Id <= last && c.CustomerId != 0).Select(c => c.CustomerId).Distinct().OrderBy(c => c).ToListAsync(stop)
        : db.Set<CustomerRow>().Select(c => c.Id).OrderBy(c => c).ToListAsync(stop), ct);

    private async Task<WorkReport> CompareAsync(List<long> customers, CancellationToken ct)
    {
        if (customers.Count == 0)
        {
            return WorkReport.Nothing;
        }
        var common = await database.ReadAsync(Judge.CommonAsync, ct);
        var seen = new HashSet<(long, long)>();
        long compared = 0, written = 0;
        foreach (var page in customers.Chunk(Page))
        {
            var judged = await database.ReadAsync((db, _) =>
            {
                var judge = Judge.Open(db, common, options);
                var found = judge.Pairs(page, seen);
                compared += judge.Compared;
                return Task.FromResult(found);
            }, ct);
            var changed = judged.Count == 0 ? 0 : await database.WriteAsync(async (db, stop) =>
            {
                await persons.TakeTurnAsync(db, stop);
                return await pairs.WriteAsync(db, judged, stop);
            }, ct);
            written += changed;
            if (changed > 0)
            {
                feed.Publish(Topic.Customers);
            }
        }
        return new WorkReport(compared, written, compared - written, 0);
    }
}
