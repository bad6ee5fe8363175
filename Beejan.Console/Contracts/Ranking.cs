namespace Beejan.Contracts;

/// <summary>What orders the work.</summary>
/// <param name="Priority">1 to 4.</param>
/// <param name="Score">0 … 100, the sum of the factors: orders complaints of one priority.</param>
/// <param name="Factors">Each with its points and why.</param>
public sealed record Rank(int Priority, float Score, IReadOnlyList<ScoreFactor> Factors);

/// <summary>Ranks complaints anew where a person corrects what they were ranked by.</summary>
public interface IRanking
{
    /// <summary>The rank when a person says that the complaint is of this sub-category: surely so, whatever its words suggest.</summary>
    /// <param name="text">The complaint's text, masked.</param>
    /// <param name="before">As ranked; whatever does not hang on the sub-category stays.</param>
    Rank Corrected(Rank before, Subcategory subcategory, string text);

    /// <summary>The rank when a person says how its writer feels: the score moves, the priority does not hang on it.</summary>
    /// <param name="sentiment">−1 … 1.</param>
    Rank Corrected(Rank before, float sentiment);
}
