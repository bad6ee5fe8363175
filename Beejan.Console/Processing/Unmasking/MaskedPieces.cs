using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Masking;
using Beejan.Governance.Audit;
using Beejan.Governance.Privacy;
using Beejan.Processing.Rules.Personal;
using Beejan.RawZone;
using Beejan.Signals;
using Beejan.Storage;

namespace Beejan.Processing.Unmasking;

internal sealed class MaskedPieces(
    IComplaints complaints, IRawZone rawZone, Refinery refinery, INotPersonal words, Tokens tokens, IDatabase database, IAuditTrail audit, IChangeFeed feed, TimeProvider clock)
    : IMaskedPieces
{
    // Told by what they say, not by their shape: of these a reader can judge that the masker was wrong.
    private static readonly string[] Told = ["name", "address"];

    public async Task<string?> RevealAsync(long id, string token, string actor, string reason, CancellationToken ct)
    {
        if (await complaints.FindAsync(id, ct) is not { } row || Kind(row, token) is null || await ClearAsync(row, token, ct) is not { } clear)
        {
            return null;
        }
        await database.WriteAsync(async (db, stop) =>
        {
            await audit.WriteAsync(db, actor, "piece.reveal", $"complaint {row.Number}", $"{token}: {reason}", stop);
            return true;
        }, ct);
        return clear;
    }

    public async Task<Reason?> OpenAsync(long id, string token, bool mayReveal, string actor, CancellationToken ct)
    {
        if (await complaints.FindAsync(id, ct) is not { } row)
        {
            return new Reason("complaint.not-found", "This complaint is not served any more: it was merged meanwhile.", "id");
        }
        if (Kind(row, token) is not { } kind)
        {
            return new Reason("piece.not-found", "There is no such masked piece in this complaint any more; look at it again.", "token");
        }
        if (!mayReveal && !Told.Contains(kind))
        {
            return new Reason("piece.needs-right", "Numbers and e-mail addresses are opened by those who may see personal data: ask a manager.", "token");
        }
        if (await DraftAsync(row, ct) is not { } draft)
        {
            return new Reason("raw.damaged", "The stored bytes cannot be read; restore the segment from a backup first.", "id");
        }
        HashSet<string> open = [.. draft.NotPersonal ?? new HashSet<string>(), token];
        if (Texts(draft).Any(text => PersonalToken.In(Masker.Mask(text, draft.Given.Name, tokens, open).Text).Any(t => t.Written == token)))
        {
            return new Reason("piece.own-name", "This is the customer's own name: it stays masked.", "token");
        }
        return await LandAsync(new PieceWord(id, token, Personal: false, actor), ct);
    }

    public async Task<Reason?> CloseAsync(long id, string token, string actor, CancellationToken ct) =>
        (await words.OfAsync(id, ct)).Any(w => w.Token == token && !w.TakenBack)
            ? await LandAsync(new PieceWord(id, token, Personal: true, actor), ct)
            : new Reason("piece.not-found", "Nobody says of this piece that it is not personal, or not any more.", "token");

    // Null when the complaint's text has no such token: what is not shown masked is not shown in clear either.
    private static string? Kind(ComplaintRow row, string token) => PersonalToken.In($"{row.Text} {row.Original}").FirstOrDefault(t => t.Code.Length > 0 && t.Written == token).Kind;

    private async Task<Reason?> LandAsync(PieceWord word, CancellationToken ct)
    {
        await rawZone.LandAsync([word.ToRecord(clock.GetUtcNow())], bulk: false, ct);
        feed.Publish(Topic.RawZone);
        return null;
    }

    private async Task<string?> ClearAsync(ComplaintRow row, string token, CancellationToken ct)
    {
        if (await DraftAsync(row, ct) is not { } draft)
        {
            return null;
        }
        foreach (var text in Texts(draft))
        {
            foreach (var piece in Masker.Mask(text, draft.Given.Name, tokens, draft.NotPersonal).Pieces)
            {
                if (tokens.Of(piece.Kind, piece.Value).AsSpan()[1..^1].SequenceEqual(token))
                {
                    return text[piece.Start..piece.End];
                }
            }
        }
        return null;
    }

    /// <summary>The complaint before it was masked, as its raw record is read by today's rules.</summary>
    private async Task<ComplaintDraft?> DraftAsync(ComplaintRow row, CancellationToken ct) =>
        await rawZone.FindAsync(row.RawId, ct) is { } stored ? (await refinery.PrepareAsync([stored], ct))[0].Draft : null;

    private static IEnumerable<string> Texts(ComplaintDraft draft) => new[] { draft.Text, draft.Given.Whole ?? draft.Given.Text }.OfType<string>();
}
