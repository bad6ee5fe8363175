using System.Globalization;
using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated;

/// <summary>One fact of a served complaint that a new judgement sees otherwise.</summary>
/// <param name="Field">As in the API.</param>
/// <param name="Before">As served; <c>…</c> for texts.</param>
/// <param name="After">As judged now.</param>
public sealed record FactChange(string Field, string? Before, string? After);

/// <summary>Compares what is served with what was judged, by the rules of the upsert: what people decided is no fact.</summary>
internal static class FactChanges
{
    private const string Unquoted = "…";

    /// <summary>These complaints as served at this moment, in the caller's transaction; those that are not served are missing.</summary>
    public static async Task<IReadOnlyDictionary<long, ComplaintRow>> ServedAsync(BeejanDbContext db, IEnumerable<long> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToArray();
        return await db.Set<ComplaintRow>().AsNoTracking().Where(c => wanted.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
    }

    /// <summary>What the upsert would change; nothing for a judgement of an older version, which it would not write.</summary>
    public static IReadOnlyList<FactChange> Between(ComplaintRow row, Complaint judged)
    {
        if (row.RawId > judged.RawId)
        {
            return [];
        }
        var changes = new List<FactChange>();
        if (!row.Corrected.HasFlag(CorrectedFacts.Category))
        {
            Add("category", row.Category, judged.Category);
            Add("subcategory", row.Subcategory, judged.Subcategory);
            Add("confidence", Number(row.Confidence), Number(judged.Confidence));
            Add("reasons", row.Reasons, string.Join('\n', judged.Reasons));
            Add("priority", Number(row.Priority), Number(judged.Priority));
        }
        if (!row.Corrected.HasFlag(CorrectedFacts.Category) && row.ResolvedAt is null)
        {
            Add("dueAt", Time(row.DueAt), Time(judged.DueAt));
        }
        if (row.Corrected == CorrectedFacts.None && row.FirstContactAt is null)
        {
            Add("team", row.Team, judged.Team);
        }
        if ((row.Corrected & (CorrectedFacts.Category | CorrectedFacts.Sentiment)) == 0)
        {
            Add("score", Number(row.Score), Number(judged.Score));
            Add("scoreFactors", row.ScoreFactors, FactJson.Of(judged.ScoreFactors));
        }
        if (!row.Corrected.HasFlag(CorrectedFacts.Sentiment))
        {
            Add("sentiment", Number(row.Sentiment), Number(judged.Sentiment));
        }
        if (!row.Corrected.HasFlag(CorrectedFacts.Language))
        {
            Add("language", row.Language, judged.Language);
            Add("languageConfidence", Number(row.LanguageConfidence), Number(judged.LanguageConfidence));
        }
        Add("state", row.State, judged.State);
        Add("lga", row.Lga, judged.Lga);
        Add("product", row.Product, judged.Product);
        Add("channel", row.Channel, judged.Channel);
        Add("reportedAt", Time(row.ReportedAt), Time(judged.ReportedAt));
        Add("timeKnown", row.TimeKnown ? "true" : "false", judged.TimeKnown ? "true" : "false");
        Add("tags", row.Tags, string.Join('\n', judged.Tags));
        Add("warnings", row.Warnings, FactJson.Of(judged.Warnings));
        Add("attachments", row.Attachments, FactJson.Of(judged.Attachments));
        Unseen("replyTo", row.ReplyTo == judged.ReplyTo);
        Unseen("rawId", row.RawId == judged.RawId);
        Unseen("customer", row.CustomerId == judged.Subscriber.Id);
        Unseen("text", row.Text == judged.Text);
        Unseen("original", row.Original == judged.Original);
        Unseen("wording", row.Wording == judged.Wording);
        Unseen("sketch", row.Sketch == judged.Sketch);
        Unseen("named", row.Named == judged.Named);
        Unseen("fingerprint", row.Fingerprint == judged.Fingerprint);
        return changes;

        void Add(string field, string? before, string? after)
        {
            if (before != after)
            {
                changes.Add(new FactChange(field, before, after));
            }
        }

        void Unseen(string field, bool same)
        {
            if (!same)
            {
                changes.Add(new FactChange(field, Unquoted, Unquoted));
            }
        }
    }

    private static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()).ToString("O", CultureInfo.InvariantCulture);
}
