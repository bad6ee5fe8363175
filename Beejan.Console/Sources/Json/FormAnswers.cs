using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Json;

/// <summary>
/// Answers of a form as its maker sends them: a list (or an object) of questions with what was answered, the questions sometimes elsewhere in the
/// document, by their id. A question tells its field by its name, else by what it asks and what stands in the answer; the longest answer in words
/// that tells nothing else is the complaint.
/// </summary>
internal static partial class FormAnswers
{
    private const int LeastWords = 12;
    private static readonly string[] Questions = ["title", "question", "label", "text", "name", "ref", "key", "id"];
    private static readonly string[] Said = ["answer", "prettyFormat", "value", "text", "email", "phone_number", "number", "date", "label", "url", "boolean", "choice", "choices"];

    /// <summary>The names under which answers stand.</summary>
    public static bool IsName(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(name, "answers"u8) || Ascii.EqualsIgnoreCase(name, "responses"u8);

    /// <summary>Fills in what the record has not said yet; nothing when there are no answers in it.</summary>
    public static void Read(ReadOnlySpan<byte> json, FieldTable table, FieldValues values)
    {
        if (json.IndexOf("nswers\""u8) < 0 && json.IndexOf("esponses\""u8) < 0)
        {
            return;
        }
        var reader = new Utf8JsonReader(JsonStrings.Mend(json) is { } mended ? mended : json, JsonFields.Options);
        using var document = JsonDocument.ParseValue(ref reader);
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        Titles(document.RootElement, titles, 0);
        if (Find(document.RootElement, 0) is { } answers)
        {
            Fill(Pairs(answers, titles), table, values);
        }
    }

    /// <summary>The same of a form that came as one JSON object of names and answers, <c>{"q5_yourComplaint":"…"}</c>.</summary>
    public static void ReadFlat(string json, FieldTable table, FieldValues values)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonStrings.Mended(json), new JsonDocumentOptions { MaxDepth = JsonFields.Options.MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                Fill([.. document.RootElement.EnumerateObject().Select(m => new Pair(Spoken(m.Name), Words(m.Value), null))], table, values);
            }
        }
        catch (JsonException)
        {
            // It only looked like one: then it is no answer.
        }
    }

    private static void Fill(List<Pair> pairs, FieldTable table, FieldValues values)
    {
        var free = new List<Pair>();
        foreach (var pair in pairs.Where(p => p.Answer.Length > 0))
        {
            if (table.TryFind(Encoding.UTF8.GetBytes(pair.Question), out var field, out var rank))
            {
                values.Set(field, rank, NamedZone.Told(field, Encoding.UTF8.GetBytes(pair.Question), pair.Answer));
            }
            else if ((pair.Kind ?? NameParts.Of(pair.Question, [pair.Answer])) is { } meant)
            {
                values.Set(meant, short.MaxValue, pair.Answer);
            }
            else
            {
                free.Add(pair);
            }
        }
        if (values[Field.Text] is null && free.Where(p => p.Answer.Length >= LeastWords && p.Answer.Contains(' ', StringComparison.Ordinal)).MaxBy(p => p.Answer.Length) is { } longest)
        {
            values.Set(Field.Text, short.MaxValue, longest.Answer);
        }
    }

    private static List<Pair> Pairs(JsonElement answers, Dictionary<string, string> titles)
    {
        var pairs = new List<Pair>();
        foreach (var (name, one) in answers.ValueKind == JsonValueKind.Array ? answers.EnumerateArray().Select(a => ("", a)) : answers.EnumerateObject().Select(m => (m.Name, m.Value)))
        {
            if (one.ValueKind != JsonValueKind.Object)
            {
                pairs.Add(new Pair(Spoken(name), Words(one), null));
                continue;
            }
            var about = one.TryGetProperty("field", out var field) && field.ValueKind == JsonValueKind.Object ? field : one;
            var hasAnswer = one.TryGetProperty("answer", out _);
            var question = (about.TryGetProperty("id", out var id) ? titles.GetValueOrDefault(Words(id)) : null)
                ?? Questions.Where(q => about.ValueKind == JsonValueKind.Object && (hasAnswer || q != "text")).Select(q => about.TryGetProperty(q, out var told) ? Words(told) : "").FirstOrDefault(q => q.Length > 0) ?? name;
            var said = Said.Where(s => !hasAnswer || s is "answer" or "prettyFormat").Select(s => one.TryGetProperty(s, out var value) ? Words(value) : "").FirstOrDefault(s => s.Length > 0) ?? "";
            var type = one.TryGetProperty("type", out var kind) ? Words(kind) : "";
            pairs.Add(new Pair(Spoken(question), said, type switch
            {
                "phone_number" or "control_phone" or "phone" => Field.Phone,
                "email" or "control_email" => Field.Email,
                "control_fullname" => Field.Name,
                _ => null,
            }));
        }
        return pairs;
    }

    private static JsonElement? Find(JsonElement at, int depth)
    {
        if (depth > JsonNest.Deepest || at.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        foreach (var member in at.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object && IsName(Encoding.UTF8.GetBytes(member.Name)))
            {
                return member.Value;
            }
        }
        return at.EnumerateObject().Select(m => Find(m.Value, depth + 1)).FirstOrDefault(found => found is not null);
    }

    /// <summary>The questions of a form by their id, where its definition comes along.</summary>
    private static void Titles(JsonElement at, Dictionary<string, string> titles, int depth)
    {
        if (depth > JsonNest.Deepest)
        {
            return;
        }
        foreach (var inner in at.ValueKind == JsonValueKind.Array ? at.EnumerateArray() : at.ValueKind == JsonValueKind.Object ? at.EnumerateObject().Select(m => m.Value) : [])
        {
            if (inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty("id", out var id) && inner.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String)
            {
                titles.TryAdd(Words(id), title.GetString()!);
            }
            Titles(inner, titles, depth + 1);
        }
    }

    /// <summary>A value as text: the label of a choice, the parts of a name one after another.</summary>
    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object when value.TryGetProperty("label", out var label) => Words(label),
        JsonValueKind.Object when value.TryGetProperty("labels", out var labels) => Words(labels),
        JsonValueKind.Object => string.Join(' ', value.EnumerateObject().Select(m => Words(m.Value)).Where(w => w.Length > 0)),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Words).Where(w => w.Length > 0)),
        _ => "",
    };

    /// <summary><c>q5_yourComplaint</c> as "your Complaint".</summary>
    private static string Spoken(string name) => Humps().Replace(Numbered().Replace(name, ""), " ").Replace('_', ' ').Trim();

    [GeneratedRegex(@"^q?[0-9]+_")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Humps();

    /// <summary>A question and its answer.</summary>
    /// <param name="Kind">The field, when the form says what kind of answer it is.</param>
    private sealed record Pair(string Question, string Answer, Field? Kind);
}
