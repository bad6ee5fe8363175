namespace Beejan.Contracts;

/// <summary>The languages of complaints, as they are stored, counted and told.</summary>
public static class LanguageKeys
{
    /// <summary>English, Nigerian Pidgin, Yoruba, Hausa, Igbo, several at once, not recognised.</summary>
    public static IReadOnlyList<string> All { get; } = ["en", "pcm", "yo", "ha", "ig", "mixed", "und"];
}
