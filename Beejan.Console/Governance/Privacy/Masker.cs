namespace Beejan.Governance.Privacy;

/// <summary>How personal data looks to a reader who may not see it: enough to recognise, too little to use.</summary>
public static class Masker
{
    /// <summary><c>+2348031234567</c> becomes <c>+234803***4567</c>; a number too short for that keeps its last two digits. Null stays null.</summary>
    public static string? Msisdn(string? number) => number switch
    {
        null or "" => null,
        { Length: >= 12 } => $"{number[..^7]}***{number[^4..]}",
        { Length: > 4 } => $"***{number[^2..]}",
        _ => "***",
    };

    /// <summary><c>Adaeze Okafor</c> becomes <c>A*** O***</c>. Null stays null.</summary>
    public static string? Name(string? name) =>
        string.IsNullOrWhiteSpace(name) ? null
        : string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(First));

    /// <summary>The first whole character and three stars.</summary>
    private static string First(string word) => System.Globalization.StringInfo.GetNextTextElement(word) + "***";
}
