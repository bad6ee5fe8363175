namespace Beejan.Sources.Fields;

/// <summary>Reads which way a message went, in the words of gateways, helpdesks and exports.</summary>
internal static class Direction
{
    private static readonly string[] Words = ["out", "sent", "mt"];
    private static readonly string[] Beginnings = ["outbound", "outgoing"];

    /// <summary>True when the house sent it: <c>outgoing</c>, <c>outbound-api</c>, <c>sent</c>, <c>MT</c>. False when nothing is said.</summary>
    public static bool IsOut(string? said) => said?.Trim() is { } way
        && (Words.Contains(way, StringComparer.OrdinalIgnoreCase) || Array.Exists(Beginnings, word => way.StartsWith(word, StringComparison.OrdinalIgnoreCase)));
}
