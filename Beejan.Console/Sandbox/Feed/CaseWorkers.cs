using Beejan.Curated;
using Beejan.Curated.Cases;
using Beejan.Contracts;
using Beejan.Sandbox.Generator;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Sandbox.Feed;

/// <summary>
/// Stands in for the staff that would settle cases: each complaint gets a settling time from its number and its clocks, and is settled once
/// that time has passed. Cases somebody has claimed or put on hold are left to people.
/// </summary>
internal sealed class CaseWorkers(IDatabase database, ICaseClosings closings, TimeProvider clock)
{
    private const string Actor = "sandbox";
    private const int Page = 5000;

    /// <summary>Settles what is due to be settled; returns how many.</summary>
    public async Task<int> WorkAsync(long seed, CancellationToken ct)
    {
        var (after, settled) = (0L, 0);
        while (true)
        {
            var from = after;
            var open = await database.ReadAsync((db, stop) => db.Set<ComplaintRow>()
                .Where(c => c.IsOpen && c.Id > from && c.Assignee == null && c.Status != Statuses.Held)
                .OrderBy(c => c.Id).Take(Page).Select(c => new { c.Id, c.ReportedAt, c.DueAt, c.Subcategory }).ToListAsync(stop), ct);
            if (open.Count == 0)
            {
                return settled;
            }
            after = open[^1].Id;
            var now = clock.GetUtcNow();
            var ready = open.Select(c => (c.Id, At: SettledAt(seed, c.Id, c.Subcategory, c.ReportedAt, c.DueAt))).Where(c => c.At <= now).ToList();
            settled += ready.Count == 0 ? 0 : await closings.SettleAsync(ready, Actor, ct);
        }
    }

    /// <summary>
    /// When that case is settled. Each sub-category keeps a clock of a day in 76 to 94 of a hundred cases and misses longer ones less often;
    /// most are settled by the first agent within the first hours, the late ones some hours to some days late.
    /// </summary>
    internal static DateTimeOffset SettledAt(long seed, long id, string subcategory, DateTimeOffset reported, DateTimeOffset due)
    {
        var dice = new Dice(seed, 21, id);
        var clockLength = due > reported ? due - reported : TimeSpan.FromHours(1);
        var name = 0L;
        foreach (var letter in subcategory)
        {
            name = (name * 31) + letter;
        }
        var keepsClock = 0.76 + (0.18 * new Dice(seed, 22, name).Real());
        // The longer the clock, the rarer it is missed: nobody forgets a case for a week as often as for an hour.
        var misses = (1 - keepsClock) * Math.Min(1, TimeSpan.FromHours(24) / clockLength);
        if (dice.Chance(misses))
        {
            return due + TimeSpan.FromHours(1 + (40 * dice.Real() * dice.Real()));
        }
        var share = dice.Chance(0.7) ? 0.04 * dice.Real() : 0.5 * dice.Real() * dice.Real();
        return reported + (clockLength * Math.Max(0.004, share));
    }
}
