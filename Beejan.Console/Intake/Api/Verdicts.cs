using System.Text.Json;
using Beejan.Contracts;
using Beejan.RawZone;
using Beejan.Sources;

namespace Beejan.Intake.Api;

/// <summary>Tells a sender at once which of its records cannot be read, with the reason the dead letter will carry.</summary>
internal static class Verdicts
{
    /// <summary>The records that are unreadable, by index.</summary>
    public static List<(int Index, Reason Reason)> Of(ISource source, IReadOnlyList<RawRecord> records)
    {
        var unreadable = new List<(int, Reason)>(0);
        for (var i = 0; i < records.Count; i++)
        {
            if (source.Parse(0, 0, records[i]) is Parsed.Unreadable bad)
            {
                unreadable.Add((i, bad.Reason));
            }
        }
        return unreadable;
    }

    /// <summary>The members <c>accepted, duplicates, rejected, receipts</c>: each record is in exactly one of the first three.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Receipt> receipts, List<(int Index, Reason Reason)> unreadable, DateTimeOffset receivedAt)
    {
        var duplicates = 0;
        for (int i = 0, bad = 0; i < receipts.Count; i++)
        {
            if (bad < unreadable.Count && unreadable[bad].Index == i)
            {
                bad++;
            }
            else if (receipts[i].Repeated)
            {
                duplicates++;
            }
        }
        json.WriteNumber("accepted"u8, receipts.Count - unreadable.Count - duplicates);
        json.WriteNumber("duplicates"u8, duplicates);
        json.WriteStartArray("rejected"u8);
        foreach (var (index, reason) in unreadable)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, index);
            json.WriteString("code"u8, reason.Code);
            json.WriteString("message"u8, reason.Message);
            if (reason.Field is not null)
            {
                json.WriteString("field"u8, reason.Field);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("receipts"u8);
        for (var i = 0; i < receipts.Count; i++)
        {
            var receipt = receipts[i];
            json.WriteStartObject();
            json.WriteNumber("rawId"u8, receipt.RawId);
            json.WriteString("key"u8, receipt.Key);
            json.WriteString("number"u8, ComplaintNumber.Format(receipt.Root, receivedAt));
            if (receipt.Repeated)
            {
                json.WriteNumber("duplicateOf"u8, receipt.RawId);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The member <c>errors</c> of a problem: messages by field, the whole body under <c>body</c>.</summary>
    public static void WriteErrors(Utf8JsonWriter json, List<(int Index, Reason Reason)> unreadable)
    {
        json.WriteStartObject("errors"u8);
        foreach (var field in unreadable.Take(100).GroupBy(u => u.Reason.Field ?? "body"))
        {
            json.WriteStartArray(field.Key);
            foreach (var message in field.Select(u => u.Reason.Message).Distinct())
            {
                json.WriteStringValue(message);
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
