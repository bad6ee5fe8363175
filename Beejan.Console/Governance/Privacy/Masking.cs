using System.Text;

namespace Beejan.Governance.Privacy;

/// <summary>Personal data as it is shown to those who need not see it: enough to tell two people apart, too little to reach one.</summary>
public static class Masking
{
    private const string Dots = "•••";

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
        : string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(w => Rune.GetRuneAt(w, 0) + "••"));

    /// <summary><c>ada.obi@example.org</c> → <c>a•••@example.org</c>. The domain stays: it is seldom one person's.</summary>
    public static string? Email(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return address;
        }
        var at = address.LastIndexOf('@');
        return at > 0 ? Rune.GetRuneAt(address, 0) + Dots + address[at..] : Dots;
    }
}
