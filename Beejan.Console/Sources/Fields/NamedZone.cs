using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Beejan.Sources.Fields;

/// <summary>The zone that a column's name says its times are in: <c>Created At (UTC)</c>, <c>opened_gmt</c>, <c>Time [GMT+1]</c>.</summary>
internal static partial class NamedZone
{
    private static readonly string[] Words = ["utc", "gmt", "wat"];

    /// <summary>The zone as it can stand behind a time; null when the name says none.</summary>
    public static string? Of(string name)
    {
        if (Zone().Match(name) is not { Success: true } said)
        {
            return null;
        }
        if (!said.Groups["hours"].Success)
        {
            return said.Groups["word"].Value.ToUpperInvariant();
        }
        var minutes = said.Groups["minutes"] is { Success: true } told ? told.Value : "00";
        return string.Create(CultureInfo.InvariantCulture, $"{said.Groups["sign"].Value}{int.Parse(said.Groups["hours"].Value, CultureInfo.InvariantCulture):00}:{minutes}");
    }

    /// <summary>A value with the zone that the name of its field says (UTF-8), if it is a time that says none of its own.</summary>
    public static string? Told(Field field, ReadOnlySpan<byte> name, string? value) =>
        field is Field.Time or Field.Clock && value is not null && MayName(name) && Of(Encoding.UTF8.GetString(name)) is { } zone ? Behind(value, zone) : value;

    // Nearly no name does: told without making a string of it.
    private static bool MayName(ReadOnlySpan<byte> name)
    {
        var bare = name.TrimEnd("0123456789:+-)] "u8);
        foreach (var word in Words)
        {
            if (bare.Length > word.Length && Ascii.EqualsIgnoreCase(bare[^word.Length..], word))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The value with that zone, if it says a time of day and no zone of its own.</summary>
    public static string Behind(string value, string zone) => BareTime().IsMatch(value) ? $"{value.TrimEnd()} {zone}" : value;

    /// <summary>A name in letters and digits without the zone at its end; the name itself when it has none, or is nothing else.</summary>
    public static ReadOnlySpan<char> Without(ReadOnlySpan<char> letters)
    {
        var bare = letters.TrimEnd("0123456789");
        foreach (var word in Words)
        {
            if (bare.Length > word.Length && bare.EndsWith(word, StringComparison.Ordinal))
            {
                return bare[..^word.Length];
            }
        }
        return letters;
    }

    [GeneratedRegex(@"(?<word>UTC|GMT|WAT)\s*(?:(?<sign>[+-])\s?(?<hours>[01]?[0-9])(?::?(?<minutes>[0-5][0-9]))?)?\s*[)\]]?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Zone();

    [GeneratedRegex(@"[0-9]:[0-5][0-9](?::[0-5][0-9])?(?:[.,][0-9]+)?\s*(?:[ap]\.?m\.?)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareTime();
}
