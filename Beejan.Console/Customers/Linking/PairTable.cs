using System.Text.Json;
using Beejan.Curated.Persons;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Customers.Linking;

/// <summary>
/// Writes what comparing came to, in the caller's transaction. What a person decided is not touched; what would contradict it, or itself, is
/// listed for a person instead.
/// </summary>
internal sealed class PairTable(IOptions<CustomersOptions> options, TimeProvider clock)
{
    /// <summary>A person of more customers is looked at before it grows.</summary>
    private const int MostOfOne = 12;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The evidence of a pair, the strongest first.</summary>
    public static IReadOnlyList<Evidence> EvidenceOf(PairRow pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return JsonSerializer.Deserialize<List<Evidence>>(pair.Evidence, Json) ?? [];
    }

    /// <summary>The surest pairs first, so that the order they were found in does not matter.</summary>
    /// <returns>How many pairs were linked or listed.</returns>
    public async Task<long> WriteAsync(BeejanDbContext db, IEnumerable<JudgedPair> pairs, CancellationToken ct)
    {
        long written = 0;
        foreach (var pair in pairs.OrderByDescending(p => p.Compared.Score).ThenBy(p => p.Low).ThenBy(p => p.High))
        {
            written += await WriteAsync(db, pair, ct) ? 1 : 0;
        }
        return written;
    }

    /// <summary>A row for a pair that a person decides on.</summary>
    public PairRow Row(long low, long high, Compared? compared) => new()
    {
        Low = low, High = high, FoundAt = clock.GetUtcNow(), Score = compared?.Score ?? 0, Evidence = JsonSerializer.Serialize(compared?.Evidence ?? [], Json),
        Contradiction = compared?.Contradiction,
    };

    private async Task<bool> WriteAsync(BeejanDbContext db, JudgedPair pair, CancellationToken ct)
    {
        var row = await db.Set<PairRow>().AsNoTracking().FirstOrDefaultAsync(p => p.Low == pair.Low && p.High == pair.High, ct);
        if (row is { Actor: not null })
        {
            return false;
        }
        var (score, contradiction) = (pair.Compared.Score, pair.Compared.Contradiction);
        if (row is null or { State: PairStates.Conflict } && score < options.Value.AskAbove && contradiction is null)
        {
            // Nothing speaks for it any more, and nobody was told otherwise.
            return row is not null && await db.Set<PairRow>().Where(p => p.Low == pair.Low && p.High == pair.High).ExecuteDeleteAsync(ct) > 0;
        }
        var (ours, theirs) = (PersonTable.Members(db, pair.Low), PersonTable.Members(db, pair.High));
        var one = ours.Contains(pair.High);
        var state = row is { State: PairStates.Linked } ? score < options.Value.AskAbove ? PairStates.Conflict : PairStates.Linked
            : score >= options.Value.LinkAbove && contradiction is null ? PairStates.Linked : PairStates.Conflict;
        if (row is { State: PairStates.Linked } && state == PairStates.Conflict)
        {
            contradiction ??= "They were linked by themselves, and what came in since speaks against it";
        }
        else if (row is not { State: PairStates.Linked } && state == PairStates.Linked && !one && await AgainstAsync(db, ours, theirs, ct) is { } against)
        {
            (state, contradiction) = (PairStates.Conflict, against);
        }
        var next = Row(pair.Low, pair.High, pair.Compared);
        (next.State, next.Contradiction, next.FoundAt) = (state, contradiction, row?.FoundAt ?? next.FoundAt);
        if (row is not null && row.State == state && row.Evidence == next.Evidence && row.Contradiction == contradiction)
        {
            return false;
        }
        Write(db, next);
        if (PairStates.Links(state) != PairStates.Links(row?.State ?? ""))
        {
            await PersonTable.RegroupAsync(db, one ? ours : [.. ours, .. theirs], ct);
        }
        return true;
    }

    /// <summary>Writes a pair unless a person decided on it meanwhile.</summary>
    private static void Write(BeejanDbContext db, PairRow row)
    {
        using var write = db.PrepareStatement(
            """
            INSERT INTO customer_pairs (low, high, state, score, evidence, contradiction, found_at) VALUES (@low, @high, @state, @score, @evidence, @contradiction, @at)
            ON CONFLICT (low, high) DO UPDATE SET state = excluded.state, score = excluded.score, evidence = excluded.evidence, contradiction = excluded.contradiction
            WHERE customer_pairs.actor IS NULL
            """, "low", "high", "state", "score", "evidence", "contradiction", "at");
        write.Run(row.Low, row.High, row.State, row.Score, row.Evidence, row.Contradiction, row.FoundAt.ToUnixTimeMilliseconds());
    }

    /// <summary>Why two persons must not become one by themselves; null when they may.</summary>
    private static async Task<string?> AgainstAsync(BeejanDbContext db, IReadOnlyList<long> ours, IReadOnlyList<long> theirs, CancellationToken ct)
    {
        if (await db.Set<PairRow>().AnyAsync(p => p.State == PairStates.Apart && ((ours.Contains(p.Low) && theirs.Contains(p.High)) || (theirs.Contains(p.Low) && ours.Contains(p.High))), ct))
        {
            return "It would join customers that somebody keeps apart";
        }
        var (lines, others) = (PersonTable.Lines(db, ours), PersonTable.Lines(db, theirs));
        return lines.Count > 0 && others.Count > 0 ? "It would join two different numbers"
            : ours.Count + theirs.Count > MostOfOne ? $"It would make one person of more than {MostOfOne} customers"
            : null;
    }
}
