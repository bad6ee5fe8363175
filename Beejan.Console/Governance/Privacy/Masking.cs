using System.Globalization;

namespace Beejan.Governance.Privacy;

/// <summary>
/// Personal data as it is given to those who need not see it: enough to tell two people apart, too little to reach one. Screens get dots and
/// gaps, files and the API the same in ASCII and without gaps.
/// </summary>
public static class Masking
{
    private const string Dots = "•••";
    private const string Stars = "***";

    /// <summary><c>+2348031234567</c> → <c>+234 803 ••• 4567</c>. A number of another shape keeps its last two digits.</summary>
    public static string? Msisdn(string? number) => number switch
    {
        null or "" => number,
        { Length: 14 } when number.StartsWith("+234", StringComparison.Ordinal) => $"+234 {number[4..7]} {Dots} {number[10..]}",
        { Length: > 4 } => $"{Dots} {number[^2..]}",
        _ => Dots,
    };

    /// <summary><c>Ada Obi</c> → <c>A•• O••</c>: initials, and the same length for all.</summary>
    public static string? Name(string? name) => string.IsNullOrWhiteSpace(name)
        ? name
        : string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(w => First(w) + "••"));

    /// <summary><c>ada.obi@example.org</c> → <c>a•••@example.org</c>. The domain stays: it is seldom one person's.</summary>
    public static string? Email(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return address;
        }
        var at = address.LastIndexOf('@');
        return at > 0 ? First(address) + Dots + address[at..] : Dots;
    }

    /// <summary>For files: <c>+2348031234567</c> → <c>+234803***4567</c>. A number too short for that keeps its last two digits. Null stays null.</summary>
    public static string? MsisdnInFile(string? number) => number switch
    {
        null or "" => null,
        { Length: >= 12 } => $"{number[..^7]}{Stars}{number[^4..]}",
        { Length: > 4 } => Stars + number[^2..],
        _ => Stars,
    };

    /// <summary>For files: <c>Adaeze Okafor</c> → <c>A*** O***</c>. Null stays null.</summary>
    public static string? NameInFile(string? name) => string.IsNullOrWhiteSpace(name)
        ? null
        : string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(w => First(w) + Stars));

    // A letter with all its marks.
    private static string First(string word) => StringInfo.GetNextTextElement(word);
}
