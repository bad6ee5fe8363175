using Beejan.Contracts;
using Beejan.Curated.Persons;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

/// <summary>The one translation of a filter into a query. Every list, count and export goes through it.</summary>
internal static class ComplaintFiltering
{
    /// <summary>Due within this time counts as soon.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    public static IQueryable<ComplaintRow> Matching(this BeejanDbContext db, ComplaintFilter f, DateTimeOffset now) =>
        db.Set<ComplaintRow>().OfCustomers(db, f).InPeriod(f).OfKind(f).AsCase(f, now).Since(f, now).Found(db, f.Search);

    private static IQueryable<ComplaintRow> OfCustomers(this IQueryable<ComplaintRow> rows, BeejanDbContext db, ComplaintFilter f)
    {
        rows = f.Tier.Count > 0 ? rows.Where(c => db.Set<CustomerRow>().Where(k => k.Tier != null && f.Tier.Contains(k.Tier)).Select(k => k.Id).Contains(c.CustomerId)) : rows;
        if (f.CustomerId is not { } customer)
        {
            return rows;
        }
        // Asked first, as lists: with them inside the question the index of customers would not answer.
        var one = db.Set<PersonRow>().Where(p => p.CustomerId == customer).Select(p => p.PersonId);
        var all = db.Set<PersonRow>().Where(p => one.Contains(p.PersonId)).Select(p => p.CustomerId).ToList();
        all = all.Count == 0 ? [customer] : all;
        var buckets = CustomerSql.BucketsOf(db, all);
        return rows.Where(c => buckets.Contains(c.Bucket) && all.Contains(c.CustomerId));
    }

    private static IQueryable<ComplaintRow> InPeriod(this IQueryable<ComplaintRow> rows, ComplaintFilter f)
    {
        rows = f.From is { } from ? rows.Where(c => c.ReportedAt >= from) : rows;
        rows = f.To is { } to ? rows.Where(c => c.ReportedAt < to) : rows;
        rows = f.ResolvedFrom is { } resolved ? rows.Where(c => c.ResolvedAt != null && c.ResolvedAt >= resolved) : rows;
        return rows;
    }

    private static IQueryable<ComplaintRow> Since(this IQueryable<ComplaintRow> rows, ComplaintFilter f, DateTimeOffset now) => (f.AfterId, f.WokeAfter) switch
    {
        ({ } after, { } woke) => rows.Where(c => c.Id > after || (c.SnoozedUntil > woke && c.SnoozedUntil <= now)),
        ({ } after, null) => rows.Where(c => c.Id > after),
        _ => rows,
    };

    private static IQueryable<ComplaintRow> OfKind(this IQueryable<ComplaintRow> rows, ComplaintFilter f)
    {
        rows = f.Category.Count > 0 ? rows.Where(c => f.Category.Contains(c.Category)) : rows;
        rows = f.Subcategory.Count > 0 ? rows.Where(c => f.Subcategory.Contains(c.Subcategory)) : rows;
        rows = f.Channel.Count > 0 ? rows.Where(c => f.Channel.Contains(c.Channel)) : rows;
        rows = f.Language.Count > 0 ? rows.Where(c => f.Language.Contains(c.Language)) : rows;
        rows = f.Priority.Count > 0 ? rows.Where(c => f.Priority.Contains(c.Priority)) : rows;
        rows = f.Confidence == "low" ? rows.Where(c => c.Confidence < ComplaintFilter.LowConfidence && !c.Corrected.HasFlag(CorrectedFacts.Category)) : rows;
        if (f.State.Count == 0)
        {
            return rows;
        }
        if (f.Status is ["open"])
        {
            // Spelled so that the index of open work answers, not the one that holds all a state ever had.
            var states = f.State.Select(s => s == "unknown" ? "" : s).ToList();
            return rows.Where(c => states.Contains(c.State ?? ""));
        }
        var unknown = f.State.Contains("unknown");
        return rows.Where(c => (c.State != null && f.State.Contains(c.State)) || (unknown && (c.State == null || c.State == "")));
    }

    private static IQueryable<ComplaintRow> AsCase(this IQueryable<ComplaintRow> rows, ComplaintFilter f, DateTimeOffset now)
    {
        if (f.Status is ["open"])
        {
            rows = rows.Where(c => c.IsOpen);   // spelled so that the partial index of open work answers
        }
        else if (f.Status.Count > 0)
        {
            var wanted = f.Status.Where(s => s != "open").Concat(f.Status.Contains("open") ? Statuses.All.Where(Statuses.IsOpen) : []).Distinct().ToList();
            rows = rows.Where(c => wanted.Contains(c.Status));
        }
        var soon = now + Soon;
        rows = f.Sla switch
        {
            "breached" => rows.Where(c => c.IsOpen && c.DueAt < now),
            "soon" => rows.Where(c => c.IsOpen && c.DueAt >= now && c.DueAt < soon),
            "ok" => rows.Where(c => c.IsOpen && c.DueAt >= soon),
            _ => rows,
        };
        rows = f.Snoozed switch
        {
            "yes" => rows.Where(c => c.IsOpen && c.SnoozedUntil > now),
            "no" => rows.Where(c => c.SnoozedUntil == null || c.SnoozedUntil <= now),
            _ => rows,
        };
        rows = f.Team.Count > 0 ? rows.Where(c => f.Team.Contains(c.Team)) : rows;
        return f.Assignee switch
        {
            null or "" => rows,
            "none" => rows.Where(c => c.Assignee == null),
            var who => rows.Where(c => c.Assignee == who),
        };
    }
}
