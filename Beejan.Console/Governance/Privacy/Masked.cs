using System.Diagnostics.CodeAnalysis;

namespace Beejan.Governance.Privacy;

/// <summary>Identities as everybody may see them: enough to tell two apart, too little to call.</summary>
public static class Masked
{
    /// <summary><c>+234803*****78</c>: country, network and the last two digits.</summary>
    [return: NotNullIfNotNull(nameof(number))]
    public static string? Number(string? number) =>
        number is null ? null : number.Length < 9 ? new string('*', number.Length)
        : string.Concat(number.AsSpan(0, Math.Min(7, number.Length - 6)), new string('*', number.Length - Math.Min(7, number.Length - 6) - 2), number.AsSpan(number.Length - 2));

    /// <summary><c>A*** O***</c>: initials.</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public static string? Name(string? name) =>
        name is null ? null : string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part[..1] + "***"));

    /// <summary><c>a***@gmail.com</c>.</summary>
    [return: NotNullIfNotNull(nameof(address))]
    public static string? Email(string? address) =>
        address is null ? null : address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{address[..1]}***{address[at..]}" : Name(address);
}
