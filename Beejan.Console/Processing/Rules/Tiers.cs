namespace Beejan.Processing.Rules;

/// <summary>The kinds of contract a customer can have.</summary>
internal static class Tiers
{
    /// <summary><c>prepaid</c>, <c>postpaid</c> or <c>corporate</c>; null when the words say none of them.</summary>
    public static string? Of(string? given) => given?.Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        var t when t.StartsWith("corp", StringComparison.Ordinal) || t is "enterprise" or "business" or "sme" or "vip" => "corporate",
        var t when t.StartsWith("post", StringComparison.Ordinal) || t is "contract" => "postpaid",
        var t when t.StartsWith("pre", StringComparison.Ordinal) || t is "payg" or "pay as you go" => "prepaid",
        _ => null,
    };

    /// <summary>What the contract adds to a priority score.</summary>
    public static float Points(string? tier) => tier switch
    {
        "corporate" => 10,
        "postpaid" => 5,
        _ => 0,
    };
}
