using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing;

/// <summary>
/// Whether one record can be a newer version of another with the same key, where nobody vouches for the key: two exports that both count from
/// one name different matters by the same number. A newer version has the customer, the words or the moment of the older one.
/// </summary>
internal static class Succession
{
    /// <summary>What a record gets that has another's key and nothing in common with it.</summary>
    public static Reason KeyReused { get; } = new(
        "key.reused",
        "Another record of this source has this identifier, and this one has nothing in common with it (customer, words, time), so it is not taken as its "
        + "newer version: two exports that count from one? Save a mapping for this export under a name of its own (page Mappings), ingest the file under "
        + "that name, and discard this record.",
        "id");

    /// <summary>Of all pieces of two texts so many are common to both when one is the other rewritten.</summary>
    private const double Rewritten = 0.35;

    /// <summary>Texts of fewer pieces are said alike by strangers.</summary>
    private const int Telling = 24;

    public static bool IsNewer(ComplaintDraft older, ComplaintDraft newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        var (a, b) = (older.Given, newer.Given);
        var (same, other) = Customer(a, b);
        var likeness = Likeness(a, b, out var pieces);
        var moment = SameMoment(a, b);
        return same
            // A number may be corrected: then words and moment are those of before.
            || (other ? likeness >= Rewritten && pieces >= Telling && moment is not false : likeness >= Rewritten || moment is true);
    }

    /// <summary>Whether an address of both is the same, and whether all that both have differ.</summary>
    private static (bool Same, bool Other) Customer(Given a, Given b)
    {
        (string? A, string? B)[] both =
        [
            (Digits(a.Phone), Digits(b.Phone)), (Folded(a.Email), Folded(b.Email)), (Folded(a.Account), Folded(b.Account)), (Folded(a.Handle), Folded(b.Handle)),
            (Folded(a.Name), Folded(b.Name)),
        ];
        var told = both.Where(p => p.A is not null && p.B is not null).ToList();
        return (told.Exists(p => p.A == p.B), told.Count > 0 && told.TrueForAll(p => p.A != p.B));
    }

    /// <summary>0 to 1; two that say nothing are alike in nothing.</summary>
    private static double Likeness(Given a, Given b, out int pieces)
    {
        var (one, two) = (Shingles.Of(a.Text ?? ""), Shingles.Of(b.Text ?? ""));
        pieces = Math.Min(one.Count, two.Count);
        var common = one.Common(two);
        return common == 0 ? 0 : (double)common / (one.Count + two.Count - common);
    }

    /// <summary>Null when one has no time, or only a day, which many share.</summary>
    private static bool? SameMoment(Given a, Given b) =>
        a.Time?.Contains(':', StringComparison.Ordinal) == true && b.Time?.Contains(':', StringComparison.Ordinal) == true ? a.Time.Trim() == b.Time.Trim() : null;

    private static string? Folded(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ToUpperInvariant();

    /// <summary>The last nine: what stays the same however a number's beginning is written.</summary>
    private static string? Digits(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        return digits.Length == 0 ? null : digits[^Math.Min(9, digits.Length)..];
    }
}
