namespace Beejan.Contracts;

/// <summary>The three bands by which sentiments of -1…1 are counted, and which people correct.</summary>
public static class SentimentBands
{
    /// <summary>Below -0.25.</summary>
    public const string Negative = "negative";
    public const string Neutral = "neutral";

    /// <summary>Above 0.25.</summary>
    public const string Positive = "positive";

    private const float Edge = 0.25f;

    public static IReadOnlyList<string> All { get; } = [Negative, Neutral, Positive];

    public static string Of(float sentiment) => sentiment < -Edge ? Negative : sentiment > Edge ? Positive : Neutral;

    /// <summary>The sentiment of which nothing is known but its band: the middle of it.</summary>
    public static float Middle(string band) => band switch { Negative => -(1 + Edge) / 2, Positive => (1 + Edge) / 2, _ => 0 };
}
