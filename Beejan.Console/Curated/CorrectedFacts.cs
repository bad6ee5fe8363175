namespace Beejan.Curated;

/// <summary>The facts of a complaint that a person settled; each is also a label that a model may learn from. The numbers are stored.</summary>
[Flags]
public enum CorrectedFacts
{
    /// <summary>All stands as the pipeline judged it.</summary>
    None = 0,

    /// <summary>Category and sub-category.</summary>
    Category = 1,
    Language = 2,

    /// <summary>The sentiment, to its band.</summary>
    Sentiment = 4,
}

/// <summary>How corrected facts are told outside.</summary>
public static class CorrectedFactNames
{
    private static readonly (CorrectedFacts Fact, string Name)[] All =
        [(CorrectedFacts.Category, "category"), (CorrectedFacts.Language, "language"), (CorrectedFacts.Sentiment, "sentiment")];

    /// <summary>As in the API: <c>category</c>, <c>language</c>, <c>sentiment</c>; empty for none.</summary>
    public static string[] Names(this CorrectedFacts facts) => facts == CorrectedFacts.None ? [] : [.. All.Where(a => facts.HasFlag(a.Fact)).Select(a => a.Name)];
}
