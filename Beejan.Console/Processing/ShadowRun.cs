using Beejan.Contracts;
using Beejan.Rulebook;
using Beejan.Storage;

namespace Beejan.Processing;

/// <summary>
/// A model that judges incoming records beside the one in force. What it says is counted with the page and reaches nothing else; a fault of
/// it costs only its own count.
/// </summary>
/// <param name="version">The version in shadow.</param>
/// <param name="beside">The number of the live version; 0 for what ships.</param>
internal sealed class ShadowRun(long version, int beside, Categoriser categoriser)
{
    /// <summary>Judges a record that is still a complaint.</summary>
    public void Look(Verdict verdict)
    {
        if (verdict.Draft is { } draft)
        {
            verdict.Shadow = Judge(draft);
        }
    }

    /// <summary>Counts what it said of complaints that are served, in the caller's transaction.</summary>
    public void Count(BeejanDbContext db, IReadOnlyList<Verdict> verdicts)
    {
        var moves = new List<ShadowMove>(verdicts.Count);
        foreach (var verdict in verdicts)
        {
            if (verdict is { Complaint: { } complaint, Shadow: { } shadow })
            {
                moves.Add(new ShadowMove(complaint.Id, complaint.Subcategory, shadow));
            }
        }
        RuleBook.Count(db, version, beside, moves);
    }

    private string? Judge(ComplaintDraft draft)
    {
        try
        {
            return categoriser.Judge(draft.MaskedText ?? draft.Text ?? "", draft.Given.Topic).Key;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}
