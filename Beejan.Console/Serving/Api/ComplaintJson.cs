using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Privacy;

namespace Beejan.Serving.Api;

/// <summary>A complaint as the API gives it. Text is masked; number and name too, unless the caller may reveal.</summary>
/// <param name="SnoozedUntil">A person put the case aside until then; null when nobody did. A time that is past: it has woken.</param>
/// <param name="DuplicateOf">
/// The number of the complaint that stands for this one, because the same person had said the same there or a person merged them; null for a complaint that
/// stands for itself. Then id, rawId, source, sourceKey and receivedAt are this record's own; all else is the other complaint's.
/// </param>
/// <param name="Repeats">How many further records said the same: the same bytes again, or the same or nearly the same words of the same person.</param>
/// <param name="Echoes">How many posts were counted on this one: retweets, and copies by other accounts. They are among the repeats.</param>
/// <param name="Masked">The tokens in the text, in order: start and length in characters, kind, and the letters that are the same for the same value everywhere.</param>
/// <param name="Corrected">What a person settled, of <c>category</c>, <c>language</c>, <c>sentiment</c>: no judgement changes it.</param>
/// <param name="Incident">Always null in this version: incidents are told from the counts (<c>/api/v1/incidents</c>), no complaint is attached to one.</param>
internal sealed record ComplaintJson(
    string Id, long RawId, string Source, string Channel, string SourceKey, DateTimeOffset ReportedAt, DateTimeOffset ReceivedAt,
    CustomerJson Customer, string Text, string Language, float LanguageConfidence, string Category, string Subcategory, float Confidence,
    IReadOnlyList<string> Reasons, float Sentiment, string Priority, float Score, string? State, string? Lga, string? Product,
    string Status, string Team, string? Assignee, DateTimeOffset DueAt, DateTimeOffset? FirstContactAt, DateTimeOffset? ResolvedAt, DateTimeOffset? SnoozedUntil,
    string? DuplicateOf, int Repeats, int Echoes, string? Incident, IReadOnlyList<string> Tags, JsonElement ScoreFactors, JsonElement Warnings,
    JsonElement Attachments, string? ReplyTo, IReadOnlyList<PersonalToken> Masked,
    string PipelineVersion, int Version, IReadOnlyList<string> Corrected)
{
    public static ComplaintJson Of(ComplaintRow row, CustomerRow? customer, bool reveal = false) => new(
        row.Number, row.RawId, row.Source, row.Channel, row.SourceKey, row.ReportedAt, row.ReceivedAt,
        CustomerJson.Of(row.CustomerId, customer, reveal), row.Text, row.Language, row.LanguageConfidence, row.Category, row.Subcategory, row.Confidence,
        Lines(row.Reasons), row.Sentiment, $"P{row.Priority}", row.Score, row.State, row.Lga, row.Product,
        row.Status, row.Team, row.Assignee, row.DueAt, row.FirstContactAt, row.ResolvedAt, row.SnoozedUntil,
        DuplicateOf: null, Repeats: 0, row.Echoes, Incident: null, Lines(row.Tags), Json(row.ScoreFactors), Json(row.Warnings),
        Json(row.Attachments), row.ReplyTo?.ToString(System.Globalization.CultureInfo.InvariantCulture), PersonalToken.In(row.Text), row.PipelineVersion, row.Version,
        row.Corrected.Names());

    /// <summary>The same facts and case under the identity of a record that only repeats them.</summary>
    public ComplaintJson As(Repeat repeat) => this with
    {
        Id = ComplaintNumber.Format(repeat.Id, repeat.ReceivedAt), RawId = repeat.RawId, Source = repeat.Source, SourceKey = repeat.SourceKey,
        ReceivedAt = repeat.ReceivedAt, DuplicateOf = Id, Repeats = 0,
    };

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}

/// <summary>Who complains. The id is a string: it does not fit JavaScript's numbers.</summary>
internal sealed record CustomerJson(string Id, string? Msisdn, string? Name, string? Tier)
{
    public static CustomerJson Of(long id, CustomerRow? customer, bool reveal) => new(
        id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        reveal ? customer?.Msisdn : Masking.Msisdn(customer?.Msisdn), reveal ? customer?.Name : Masking.Name(customer?.Name), customer?.Tier);
}

/// <summary>A page of complaints; <c>next</c> is also in the Link header, <c>total</c> there only when asked for.</summary>
internal sealed record ComplaintListJson(IReadOnlyList<ComplaintJson> Items, string? Next, int? Total);

/// <summary>One line of a history.</summary>
internal sealed record EventJson(DateTimeOffset At, string Actor, string Action, string? Field, string? Before, string? After, string? Note);

/// <summary>Where a complaint comes from, down to its bytes.</summary>
/// <param name="Origin">Segment, offset, length and hash of the raw record; null for a complaint whose raw record is not in this lake.</param>
/// <param name="Trace">The page that shows the bytes to those who may see them.</param>
/// <param name="DuplicateOf">The number of the complaint that this record repeats; otherwise null.</param>
internal sealed record LineageJson(
    string Id, long RawId, string Source, string SourceKey, DateTimeOffset ReceivedAt, string PipelineVersion, Origin? Origin, string Trace, string? DuplicateOf);
