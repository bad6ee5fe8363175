using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated.Masking;
using Beejan.Governance.Privacy;
using Beejan.RawZone;

namespace Beejan.Processing.Unmasking;

/// <summary>A steward's record: a person's word on one masked piece of one complaint. Names the token, never what stands behind it.</summary>
/// <param name="Complaint">Its id.</param>
/// <param name="Token">Without brackets.</param>
/// <param name="Personal">False: it is not personal. True: that was taken back.</param>
/// <param name="By">Who says so.</param>
internal sealed record PieceWord(long Complaint, string Token, bool Personal, string By)
{
    /// <summary>What is told of the record: it has done its work and is no complaint.</summary>
    public static Reason Taken { get; } = new("steward.masking", "A person's word on a masked piece; the complaint it names is judged by it.");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public RawRecord ToRecord(DateTimeOffset at) => new(
        new SourceId(Stewards.Source), $"masking/{Complaint}/{Token}", "application/json",
        JsonSerializer.SerializeToUtf8Bytes(new { complaint = Complaint, token = Token, personal = Personal, by = By, at }, Json), at, null, $"steward {By}");

    /// <summary>The word in a steward's record; null when it says nothing this version understands.</summary>
    public static NotPersonalRow? Read(StoredRecord stored)
    {
        try
        {
            return JsonSerializer.Deserialize<PieceWord>(stored.Raw.Payload.Span, Json) is { Complaint: > 0, By.Length: > 0 } word
                && PersonalToken.In($"[{word.Token}]") is [{ Code.Length: > 0 } token]
                ? new NotPersonalRow
                {
                    ComplaintId = word.Complaint, Token = word.Token, Kind = token.Kind, TakenBack = word.Personal, Actor = word.By, At = stored.ReceivedAt, RawId = stored.RawId,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
