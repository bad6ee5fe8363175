using Beejan.Governance.Audit;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Serving.Triage;

/// <summary>The views that people keep. Saving, sharing and removing are in the audit trail.</summary>
internal sealed class SavedViews(IDatabase database, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>The longest name, characters.</summary>
    public const int LongestTitle = 40;

    /// <summary>More of one's own would not fit a screen.</summary>
    public const int Most = 30;

    /// <summary>One's own and those that others share, by name.</summary>
    public Task<List<SavedViewRow>> ListAsync(string me, CancellationToken ct) => database.ReadAsync(async (db, stop) =>
        (await db.Set<SavedViewRow>().AsNoTracking().Where(v => v.Owner == me || v.Shared).ToListAsync(stop))
            .OrderBy(v => v.Title, StringComparer.OrdinalIgnoreCase).ThenBy(v => v.Id).ToList(), ct);

    /// <summary>Keeps the filter under that name; an own view of the same name is replaced. Null when done, otherwise why not.</summary>
    /// <param name="query">In the grammar of page URLs.</param>
    public async Task<string?> SaveAsync(string me, string title, string query, bool shared, CancellationToken ct)
    {
        var name = title.Trim();
        return Refusal(name) ?? await database.WriteAsync(async (db, stop) =>
        {
            var own = await db.Set<SavedViewRow>().Where(v => v.Owner == me).ToListAsync(stop);
            var row = own.Find(v => v.Title.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (row is null)
            {
                if (own.Count >= Most)
                {
                    return $"You keep {Most} views: remove one first.";
                }
                row = new SavedViewRow { Owner = me };
                db.Add(row);
            }
            (row.Title, row.Query, row.Shared, row.SavedAt) = (name, query, shared, clock.GetUtcNow());
            await db.SaveChangesAsync(stop);
            await audit.WriteAsync(db, me, "view.saved", name, $"{(shared ? "for everybody" : "for its owner")}: {Safe(query)}", stop);
            return (string?)null;
        }, ct);
    }

    /// <summary>Gives an own view another name, or shares it or not; its filter stays. Null when done, otherwise why not.</summary>
    public async Task<string?> ChangeAsync(long id, string me, string title, bool shared, CancellationToken ct)
    {
        var name = title.Trim();
        return Refusal(name) ?? await database.WriteAsync(async (db, stop) =>
        {
            var own = await db.Set<SavedViewRow>().Where(v => v.Owner == me).ToListAsync(stop);
            if (own.Find(v => v.Id == id) is not { } row)
            {
                return "This view was removed meanwhile.";
            }
            if (own.Exists(v => v.Id != id && v.Title.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return $"Name: you keep another view called '{name}'.";
            }
            var old = row.Title;
            (row.Title, row.Shared, row.SavedAt) = (name, shared, clock.GetUtcNow());
            await db.SaveChangesAsync(stop);
            await audit.WriteAsync(db, me, "view.changed", name, $"{(shared ? "for everybody" : "for its owner")}{(old == name ? "" : $", before: {old}")}", stop);
            return (string?)null;
        }, ct);
    }

    /// <summary>Removes a view: one's own, or with <paramref name="any"/> anybody's. False when there is none such.</summary>
    public Task<bool> RemoveAsync(long id, string me, bool any, CancellationToken ct) => database.WriteAsync(async (db, stop) =>
    {
        if (await db.Set<SavedViewRow>().FirstOrDefaultAsync(v => v.Id == id && (v.Owner == me || any), stop) is not { } row)
        {
            return false;
        }
        db.Remove(row);
        await db.SaveChangesAsync(stop);
        await audit.WriteAsync(db, me, "view.removed", row.Title, row.Owner == me ? null : $"of {row.Owner}", stop);
        return true;
    }, ct);

    private static string? Refusal(string name) => name.Length switch
    {
        0 => "Name: give the view one.",
        > LongestTitle => $"Name: at most {LongestTitle} characters.",
        _ when QueueView.All.Any(v => v.Title.Equals(name, StringComparison.OrdinalIgnoreCase)) => $"Name: '{name}' is a view of the console; choose another.",
        _ => null,
    };

    /// <summary>Words that were searched for may be a customer's: the trail tells the other filters.</summary>
    private static string Safe(string query) => string.Join('&', query.Split('&').Where(p => !p.StartsWith("q=", StringComparison.Ordinal)));
}
