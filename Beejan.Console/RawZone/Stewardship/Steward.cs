using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.RawZone.Reading;
using Beejan.RawZone.Replays;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone.Stewardship;

/// <summary>
/// What a person may do with dead letters: correct one, discard some, say whose work a reason is. The bytes as received are never changed,
/// every deed is in the audit trail, and received = accounted for holds at every moment.
/// </summary>
internal sealed class Steward(IDatabase database, IRawZone rawZone, AnsweredRecords records, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>The stage that a person's answer names.</summary>
    public const string Stage = "steward";

    /// <summary>The person looked at it and does not want it judged.</summary>
    public const string Discarded = "discarded";

    /// <summary>Another record stands in its place.</summary>
    public const string Corrected = "corrected";

    /// <summary>
    /// Lands a corrected copy under the same source and key, which is judged like any other, and sets the dead letter aside as corrected. When the
    /// program dies in between, the copy is there and the dead letter too: correcting it again with the same bytes finishes it.
    /// </summary>
    /// <returns>The copy's raw id, or why it was refused.</returns>
    public async Task<(long? RawId, Reason? Refused)> CorrectAsync(long rawId, ReadOnlyMemory<byte> payload, string by, CancellationToken ct)
    {
        if (await RejectedAsync([rawId], ct) is not [var row])
        {
            return (null, new Reason("deadletter.not-found", $"Record {rawId} is not a dead letter, or not any more."));
        }
        if (await rawZone.FindAsync(rawId, ct) is not { IsDamaged: false } stored)
        {
            return (null, new Reason("raw.damaged", "The stored bytes cannot be read; restore the segment from a backup first."));
        }
        if (payload.Span.SequenceEqual(stored.Raw.Payload.Span))
        {
            return (null, new Reason("correction.unchanged", "The correction says the same as the record; change it, retry the record, or discard it.", "payload"));
        }
        var raw = stored.Raw;
        var copy = new RawRecord(raw.Source, raw.Key, raw.ContentType, payload, clock.GetUtcNow(), raw.Context, $"steward {by}, for record {rawId}");
        var receipt = (await rawZone.LandAsync([copy], bulk: false, ct))[0];
        await AnswerAsync([row], new Reason(Corrected, $"Record {receipt.RawId}, corrected by a steward, stands in its place."), by, "deadletter.corrected", $"by record {receipt.RawId}", ct);
        return (receipt.RawId, null);
    }

    /// <summary>Sets dead letters aside for good, with a person's reason; a retry takes them up again. Returns how many.</summary>
    /// <param name="why">In people's words; no customer's personal data.</param>
    public async Task<int> DiscardAsync(IReadOnlyList<long> rawIds, string why, string by, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        var discarded = 0;
        foreach (var some in rawIds.Distinct().Order().Chunk(1000))
        {
            discarded += await AnswerAsync(await RejectedAsync(some, ct), new Reason(Discarded, why.Trim()), by, "deadletter.discarded", why.Trim(), ct);
        }
        return discarded;
    }

    /// <summary>Says whose work a reason is; an empty owner takes it back.</summary>
    public Task OwnAsync(string code, string owner, string by, CancellationToken ct) => database.WriteAsync(async (db, stop) =>
    {
        await db.Set<ReasonOwnerRow>().Where(o => o.Code == code).ExecuteDeleteAsync(stop);
        if (owner.Trim().Length > 0)
        {
            db.Add(new ReasonOwnerRow { Code = code, Owner = owner.Trim(), SetBy = by, SetAt = clock.GetUtcNow() });
            await db.SaveChangesAsync(stop);
        }
        await audit.WriteAsync(db, by, "deadletter.owner", code, owner.Trim(), stop);
        return true;
    }, ct);

    /// <summary>The owners by reason code.</summary>
    public Task<IReadOnlyDictionary<string, string>> OwnersAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyDictionary<string, string>>(
        async (db, stop) => await db.Set<ReasonOwnerRow>().ToDictionaryAsync(o => o.Code, o => o.Owner, stop), ct);

    private Task<List<LedgerRow>> RejectedAsync(long[] rawIds, CancellationToken ct) => database.ReadAsync(
        (db, stop) => db.Set<LedgerRow>().Where(r => rawIds.Contains(r.RawId) && r.Fate == Fate.Rejected).OrderBy(r => r.RawId).ToListAsync(stop), ct);

    private Task<int> AnswerAsync(List<LedgerRow> rows, Reason reason, string by, string action, string details, CancellationToken ct) => database.WriteAsync(async (db, stop) =>
    {
        // Read again inside: a retry may have taken one up since.
        var ids = rows.ConvertAll(r => r.RawId);
        var still = await db.Set<LedgerRow>().Where(r => ids.Contains(r.RawId) && r.Fate == Fate.Rejected).Select(r => r.RawId).ToListAsync(stop);
        var mine = rows.Where(r => still.Contains(r.RawId)).ToList();
        records.Replace(db, Stage, RunId.New(), [.. mine.Select(r => (Fate.Rejected, new Answer(r.RawId, new SourceId(r.Source), Fate.Dropped, Stage, reason)))]);
        if (mine.Count > 0)
        {
            await audit.WriteAsync(db, by, action, mine.Count == 1 ? $"record {mine[0].RawId}" : $"{mine.Count} records, {mine[0].RawId} to {mine[^1].RawId}", details, stop);
        }
        return mine.Count;
    }, ct);
}
