using Beejan.Contracts;
using Beejan.Ui;

namespace Beejan.Serving.Triage;

/// <summary>A question about the case at the cursor that is answered by a number.</summary>
/// <param name="Title">For screen readers.</param>
/// <param name="Text">As asked.</param>
/// <param name="Answers">In order, each with what it changes.</param>
public sealed record Question(string Title, string Text, IReadOnlyList<(string Name, CaseChange Change)> Answers)
{
    public static Question Kind(string category, ITaxonomy taxonomy) => new("Correct the category", $"{category}: which kind?",
        [.. taxonomy.Subcategories.Where(s => s.Category == category).Select(s => (s.Name, new CaseChange { Subcategory = s.Key }))]);

    public static Question Language { get; } = new("Correct the language", "Written in which language?", [.. LanguageKeys.All.Select(l => (LanguageTag.Words(l), new CaseChange { Language = l }))]);

    public static Question Sentiment { get; } = new("Correct the sentiment", "How does it sound?", [.. SentimentBands.All.Select(b => (Words.Band(b), new CaseChange { Sentiment = b }))]);
}
