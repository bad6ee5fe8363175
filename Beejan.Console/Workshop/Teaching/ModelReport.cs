using System.Text.Json;

namespace Beejan.Workshop.Teaching;

/// <summary>What making a model came to; stored with its version. Holds no text of a customer.</summary>
/// <param name="Rows">Examples it learnt from.</param>
/// <param name="Lessons">Of them people's decisions.</param>
/// <param name="Moves">Those by what they changed.</param>
/// <param name="Beside">The number of the model it was compared with; 0 for the one that ships.</param>
/// <param name="Golden">Both on the golden set.</param>
/// <param name="LessonsBefore">Decisions that the model before would have made too.</param>
/// <param name="LessonsAfter">Decisions that this one makes now; it has learnt from them, so this proves nothing but that.</param>
/// <param name="Taxonomy">The taxonomy that was in force: the one whose sub-categories a category model tells.</param>
public sealed record ModelReport(
    int Rows, int Lessons, IReadOnlyList<LessonMove> Moves, int Beside, GoldenComparison Golden, int LessonsBefore, int LessonsAfter, string Taxonomy, double Seconds)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>True when fewer golden lines are right than before; of the category by itself or by sub-category.</summary>
    public bool IsWorse => Golden.After.Right < Golden.Before.Right || Golden.After.Subcategory < Golden.Before.Subcategory;

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static ModelReport? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<ModelReport>(json, Json);
}
