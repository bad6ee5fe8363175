using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beejan.Processing.Rules;

/// <summary>The shape of <c>taxonomy.json</c> and of every later version.</summary>
internal sealed record TaxonomyFile(string Version, EscalationEntry Escalation, IReadOnlyList<SubcategoryEntry> Subcategories)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <exception cref="JsonException">It is not JSON of this shape; <see cref="JsonException.Path"/> names the member.</exception>
    public static TaxonomyFile Read(string json) => JsonSerializer.Deserialize<TaxonomyFile>(json, Json) ?? throw new JsonException("the file holds null");

    public static TaxonomyFile Shipped()
    {
        using var reader = new StreamReader(EmbeddedData.Open("taxonomy.json"));
        return Read(reader.ReadToEnd());
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>The tag, team and clocks of complaints that name the regulator.</summary>
internal sealed record EscalationEntry(string Tag, string Team, double FirstContactHours, double ResolveHours, string ClockSource);

/// <summary>One sub-category.</summary>
/// <param name="Takes">Keys of the model or of an earlier version whose complaints come here; needed when one goes or is split.</param>
/// <param name="Words">Only those of them whose text has one of these phrases (<c>..</c> up to four words between, <c>*</c> any ending).</param>
internal sealed record SubcategoryEntry(
    string Key, string Name, string Category, string Team, double FirstContactHours, double ResolveHours, bool RoundTheClock, int Severity,
    string ClockSource, string? NccCode, IReadOnlyList<string>? Takes = null, IReadOnlyList<string>? Words = null);
