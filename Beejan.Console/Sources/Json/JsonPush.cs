using Beejan.Sources.Fields;
using Beejan.Sources.Framing;

namespace Beejan.Sources.Json;

/// <summary>Records out of a JSON document, for sources that are pushed to: one, or those of the lists inside it.</summary>
internal static class JsonPush
{
    /// <summary>How a context begins that is the rest of a document.</summary>
    private const string Prefix = "{\"around\":";

    private const string Json = "application/json";

    /// <summary>Adds the records of a document's lists, each with what stands around them. False when the document is a record itself, or holds none.</summary>
    /// <param name="piece">The document.</param>
    /// <param name="table">Which names mean which field.</param>
    /// <param name="records">Where they go.</param>
    /// <param name="key">The key of one of them.</param>
    public static bool TryAdd(in Piece piece, FieldTable table, Records records, Func<ReadOnlyMemory<byte>, string?> key)
    {
        if (piece.Fault is not null || JsonLists.Find(piece.Bytes.Span, table) is not { Count: > 0 } found)
        {
            return false;
        }
        var context = Prefix + JsonLists.Around(piece.Bytes.Span, found) + "}";
        foreach (var (start, length) in found)
        {
            var one = piece.Bytes.Slice(start, length);
            records.Add(piece with { Bytes = one }, Json, key(one), context);
        }
        return true;
    }

    /// <summary>What stands around a record of such a list; empty for any other record.</summary>
    public static ReadOnlySpan<byte> Around(string? context) =>
        context is not null && context.StartsWith(Prefix, StringComparison.Ordinal) ? System.Text.Encoding.UTF8.GetBytes(context.AsSpan(Prefix.Length..^1).ToString()) : default;

    /// <summary>Gives a record what is said around it: the channel, and who wrote it when that is the one person named there.</summary>
    public static void Fill(FieldValues values, string? context, FieldTable table)
    {
        var json = Around(context);
        if (json.IsEmpty)
        {
            return;
        }
        var around = new FieldValues();
        JsonFields.Read(json, table, around, throughLists: true);
        values.Set(Field.Channel, 0, around[Field.Channel]);
        if (around[Field.Phone] is { } phone && values[Field.Phone] is { } own && own.EndsWith(phone.TrimStart('+'), StringComparison.Ordinal))
        {
            values.Set(Field.Name, short.MaxValue, around[Field.Name]);
        }
    }
}
