using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Privacy;
using Beejan.Ui;

namespace Beejan.Serving.Triage;

/// <summary>One step of judging a complaint, as the page tells it.</summary>
/// <param name="Stage">What was asked.</param>
/// <param name="Text">What came out, and why.</param>
/// <param name="Code">The stable reason code.</param>
/// <param name="Assumed">True when something had to be assumed or could not be read.</param>
internal sealed record Decision(string Stage, string Text, string Code, bool Assumed = false);

/// <summary>How a complaint was decided, step by step in the order of the stages.</summary>
internal static class Decisions
{
    /// <param name="row">The complaint.</param>
    /// <param name="warnings">What stages had to assume.</param>
    /// <param name="factors">Of the priority.</param>
    /// <param name="hasNumber">Whether the customer's number is known.</param>
    /// <param name="subcategory">Its name for people.</param>
    /// <param name="again">How often the same was said again.</param>
    public static IReadOnlyList<Decision> Of(ComplaintRow row, IReadOnlyList<Reason> warnings, IReadOnlyList<ScoreFactor> factors, bool hasNumber, string subcategory, int again)
    {
        var steps = new List<Decision>
        {
            new("Text", row.Original is null ? "It was sound: nothing had to be repaired." : "Repaired: encoding, invisible characters or spaces. Both texts are shown above.", row.Original is null ? "text.sound" : "text.repaired"),
        };
        Add("Time", "time", new Decision("Time", $"Read from the record: {LagosClock.Long(row.ReportedAt)}, Lagos.", "time.read"));
        Add("Number", "phone", hasNumber ? new Decision("Number", "The subscriber's number was read and brought into one form.", "phone.read") : new Decision("Number", "The record names no number; the customer is known by another identity, if at all.", "phone.none"));
        Add("Place", "place", row.State is null ? new Decision("Place", "Neither a field nor the words name a state or an LGA.", "place.none") : new Decision("Place", $"{(row.Lga is null ? "" : row.Lga + ", ")}{row.State}, from the record's fields or the words.", "place.found"));
        steps.Add(Personal(row));
        steps.Add(row.Corrected.HasFlag(CorrectedFacts.Language) ? new Decision("Language", $"{LanguageTag.Words(row.Language)}. {ByPerson}", "language.person")
            : new Decision("Language", $"{LanguageTag.Words(row.Language)}, {Percent(row.LanguageConfidence)} sure.", "language." + row.Language));
        steps.Add(row.Corrected.HasFlag(CorrectedFacts.Category) ? new Decision("Category", $"{row.Category}: {subcategory}. {ByPerson}", "category.person")
            : new Decision("Category", $"{row.Category}: {subcategory}, {Percent(row.Confidence)} sure. {(row.Reasons.Length == 0 ? "No single word decided it." : $"Decided by: {row.Reasons.Replace("\n", ", ", StringComparison.Ordinal)}.")}", row.Subcategory));
        steps.Add(row.Corrected.HasFlag(CorrectedFacts.Sentiment) ? new Decision("Sentiment", $"{Words.Band(SentimentBands.Of(row.Sentiment))}. {ByPerson}", "sentiment.person")
            : new Decision("Sentiment", $"{Words.Band(SentimentBands.Of(row.Sentiment))}: {row.Sentiment.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture)} between −1 and +1.", "sentiment.model"));
        steps.Add(new Decision("Priority", $"P{row.Priority} by its kind{(row.Corrected.HasFlag(CorrectedFacts.Category) ? " as a person set it" : "")}, how urgent it sounds and how many it reaches; ranked within P{row.Priority} by {row.Score.ToString("0", CultureInfo.InvariantCulture)} of 100 points{(factors.Count == 0 ? "" : $", most of them for {factors.MaxBy(f => f.Points)!.Name}")}.", $"priority.p{row.Priority}"));
        steps.Add(new Decision("Team", $"{row.Team}, due {LagosClock.Long(row.DueAt)}, by the rules of the sub-category{(row.Tags.Length == 0 ? "" : $" and {row.Tags.Replace("\n", ", ", StringComparison.Ordinal)}")}.", row.Tags.Length == 0 ? "team.rule" : "team.escalated"));
        steps.Add(again == 0 ? new Decision("Repeats", "Nobody said the same again so far.", "duplicate.none") : new Decision("Repeats", $"{Words.Count(again, "more record", "more records")} said the same and {(again == 1 ? "is" : "are")} counted here.", "duplicate.counted"));
        return steps;

        void Add(string stage, string subject, Decision otherwise)
        {
            var told = warnings.Where(w => w.Code.StartsWith(subject + ".", StringComparison.Ordinal)).ToList();
            // A warning says why something is not as written; what was read all the same is told as well.
            if (told.Count == 0 || (subject == "time" && row.TimeKnown) || (subject == "place" && row.State is not null))
            {
                steps.Add(otherwise);
            }
            steps.AddRange(told.Select(w => new Decision(stage, w.Message, w.Code, Assumed: true)));
        }
    }

    private const string ByPerson = "A person set it; the pipeline leaves it alone.";

    private static Decision Personal(ComplaintRow row)
    {
        var kinds = PersonalToken.In(row.Text).GroupBy(t => t.Kind).Select(g => g.Count() == 1 ? PersonalWords.Of(g.Key) : $"{g.Count()} × {PersonalWords.Of(g.Key)}").ToList();
        return kinds.Count == 0 ? new Decision("Personal data", "None was found in the words.", "personal.none") : new Decision("Personal data", $"Masked: {string.Join(", ", kinds)}.", "personal.masked");
    }

    private static string Percent(float share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";
}
