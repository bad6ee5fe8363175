using Beejan.Contracts;
using Beejan.Processing.Learning;
using Beejan.Processing.Stages;
using Beejan.Rulebook;
using Beejan.Storage;

namespace Beejan.Processing;

/// <summary>
/// Models that judge incoming records beside those in force, at most one version a task. What they say is counted with the page and reaches
/// nothing else; a fault of one costs only its own count.
/// </summary>
internal sealed class ShadowRun(IReadOnlyList<Shadow> shadows)
{
    /// <summary>Judges a record that is still a complaint.</summary>
    public void Look(Verdict verdict)
    {
        if (verdict.Draft is { } draft)
        {
            verdict.Shadow = [.. shadows.Select(s => Judge(s, draft))];
        }
    }

    /// <summary>Counts what they said of complaints that are served, in the caller's transaction.</summary>
    public void Count(BeejanDbContext db, IReadOnlyList<Verdict> verdicts)
    {
        for (var s = 0; s < shadows.Count; s++)
        {
            var shadow = shadows[s];
            var moves = new List<ShadowMove>(verdicts.Count);
            foreach (var verdict in verdicts)
            {
                if (verdict is { Complaint: { } complaint, Shadow: { } said } && said[s] is { } answer)
                {
                    moves.Add(new ShadowMove(complaint.Id, Live(shadow.Task, complaint), answer));
                }
            }
            RuleBook.Count(db, shadow.Version, shadow.Beside, moves);
        }
    }

    private static string Live(string task, Complaint complaint) => task switch
    {
        LearningTask.Category => complaint.Subcategory, LearningTask.Language => complaint.Language, _ => SentimentBands.Of(complaint.Sentiment),
    };

    private static string? Judge(Shadow shadow, ComplaintDraft draft)
    {
        try
        {
            return ModelStage.Ask(shadow.Judges.Value, draft).Of(shadow.Task).Key;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}

/// <summary>One version in shadow.</summary>
/// <param name="Version">Its id.</param>
/// <param name="Task">What it tells.</param>
/// <param name="Beside">The number of the live version; 0 for what ships.</param>
/// <param name="Judges">Its models among those in force.</param>
internal sealed record Shadow(long Version, string Task, int Beside, Lazy<Judges> Judges);
