using System.Globalization;
using Beejan.Contracts;
using Beejan.RawZone;
using Beejan.Sources;

namespace Beejan.Processing;

/// <summary>
/// Judges a record in the light of the other records with its source and key: parts of a long message are joined, of an edited post the last
/// version counts whatever order they arrived in, what its author took back stays taken back, and a row of an export that nobody described is no
/// version of another export's row with the same number. Raw records never change and
/// an earlier one has landed before a later one is judged, so this may run ahead of the writing.
/// </summary>
internal sealed class Versions(IRawZone rawZone)
{
    /// <summary>True when the record cannot be judged alone. Most can.</summary>
    public static bool Matter(StoredRecord stored, Parsed parsed) => parsed switch
    {
        Parsed.Withdrawn => true,
        Parsed.Ok { Draft.Given.Part: not null } => true,
        Parsed.Ok { Draft.Given: { Revision: not 0 } or { KeyIsLocal: true } } => stored.Root != stored.RawId,
        _ => false,
    };

    /// <summary>What the record and its siblings come to, as a version of its own.</summary>
    public async Task<Parsed> SettleAsync(ISource source, StoredRecord stored, Parsed parsed, CancellationToken ct)
    {
        var family = new List<(StoredRecord Stored, Parsed Parsed)>();
        foreach (var version in await rawZone.VersionsAsync(stored.Root, ct))
        {
            if (version.RawId != stored.RawId && !version.IsDamaged)
            {
                family.Add((version, source.Parse(version.RawId, version.Root, version.Raw)));
            }
        }
        // Itself as it was given, whatever has become of its bytes on disk since.
        family.Insert(family.Count(f => f.Stored.RawId < stored.RawId), (stored, parsed));
        var drafts = family.Select(f => f.Parsed).OfType<Parsed.Ok>().Select(ok => ok.Draft).ToList();
        if (family.Select(f => f.Parsed).OfType<Parsed.Withdrawn>().FirstOrDefault() is { Reason: var reason })
        {
            return drafts.Count == 0 || family[0] is ({ RawId: var first }, Parsed.Withdrawn) && first == stored.Root
                ? new Parsed.Ignored(reason)
                : new Parsed.Ok(Newest(drafts) with { RawId = stored.RawId, Withdrawn = true });
        }
        var draft = ((Parsed.Ok)parsed).Draft;
        if (draft.Given.KeyIsLocal)
        {
            return Follows(drafts, draft) ? parsed : new Parsed.Unreadable(Succession.KeyReused);
        }
        return new Parsed.Ok((draft.Given.Part is { } part ? Join(drafts, part.Total) : Newest(drafts)) with { RawId = stored.RawId });
    }

    /// <summary>Whether this one is in the line of versions that begins with the first; what is not in it is passed over.</summary>
    private static bool Follows(List<ComplaintDraft> drafts, ComplaintDraft draft)
    {
        ComplaintDraft? last = null;
        foreach (var next in drafts)
        {
            if (last is null || Succession.IsNewer(last, next))
            {
                last = next;
            }
            else if (next.RawId == draft.RawId)
            {
                return false;
            }
        }
        return true;
    }

    private static ComplaintDraft Newest(List<ComplaintDraft> drafts) => drafts.OrderBy(d => d.Given.Revision).ThenBy(d => d.RawId).Last();

    private static ComplaintDraft Join(List<ComplaintDraft> drafts, int total)
    {
        // A gateway may push a part again with another stamp: the last one stands.
        var parts = drafts.Where(d => d.Given.Part is not null).GroupBy(d => d.Given.Part!.Number).OrderBy(g => g.Key).Select(g => g.OrderBy(d => d.RawId).Last()).ToList();
        var whole = parts[0] with { Given = parts[0].Given with { Text = string.Concat(parts.Select(p => p.Given.Text)) } };
        return parts.Count >= total ? whole : whole.Warn("sms.parts-missing", string.Create(CultureInfo.InvariantCulture,
            $"{parts.Count} of {total} parts of this message have arrived; it is judged again with each further part."), "text");
    }
}
