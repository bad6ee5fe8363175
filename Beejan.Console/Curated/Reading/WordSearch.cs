using System.Globalization;
using System.Text;
using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

/// <summary>
/// Finds complaints by words of their text: each word asked for, or a longer one that begins with it, in any order, whatever the case and whatever
/// marks stand above or below a letter. <c>complaint_words</c> answers, which is kept beside the rows (note 0004).
/// </summary>
internal static class WordSearch
{
    /// <summary>More words narrow nothing down.</summary>
    private const int Most = 8;

    public static IQueryable<ComplaintRow> Found(this IQueryable<ComplaintRow> rows, BeejanDbContext db, string? search)
    {
        if (string.IsNullOrWhiteSpace(search))
        {
            return rows;
        }
        if (ComplaintNumber.TryParse(search, out var id))
        {
            return rows.Where(c => c.Id == id);
        }
        if (db.IsSqlite && Match(search) is { } match)
        {
            return rows.Among(db.Database.SqlQuery<long>($"""SELECT rowid AS "Value" FROM complaint_words WHERE complaint_words MATCH {match}"""));
        }
        if (!db.IsSqlite && string.Join(" & ", Few(search, IsPostgresLetter).Select(w => w + ":*")) is { Length: > 0 } wanted)
        {
            return rows.Among(db.Database.SqlQuery<long>(
                $"""SELECT id AS "Value" FROM complaints WHERE complaint_words(text) @@ to_tsquery('simple', lower(regexp_replace(normalize({wanted}, NFD), '[\u0300-\u036F]', '', 'g')))"""));
        }
        // Nothing but emoji, or a script that is not looked up by words.
        var pattern = "%" + search.Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_") + "%";
        return rows.Where(c => EF.Functions.Like(c.Text, pattern, "\\"));
    }

    /// <summary>What SQLite's index is asked for to find these words; null when there are none that it surely takes for one each.</summary>
    public static string? Match(string search) =>
        string.Join(' ', Few(search, IsSqliteLetter).Where(w => w.EnumerateRunes().All(IsLatin)).Select(w => $"\"{w}\"*")) is { Length: > 0 } match ? match : null;

    private static IQueryable<ComplaintRow> Among(this IQueryable<ComplaintRow> rows, IQueryable<long> found) => rows.Where(c => found.Contains(c.Id));

    private static IEnumerable<string> Few(string search, Func<Rune, bool> isLetter) => Words(search, isLetter).Distinct(StringComparer.Ordinal).Take(Most);

    /// <summary>Runs of letters; a mark goes with the letter before it.</summary>
    private static IEnumerable<string> Words(string search, Func<Rune, bool> isLetter)
    {
        var word = new StringBuilder();
        foreach (var rune in search.EnumerateRunes())
        {
            if (isLetter(rune) && (word.Length > 0 || !IsMark(rune)))
            {
                word.Append(rune);
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    /// <summary>What <c>unicode61</c> takes for a part of a word (sqlite.org/fts5.html, 4.3.1): letters, numbers, private characters and the marks it removes.</summary>
    private static bool IsSqliteLetter(Rune rune) => rune.Value is >= 0x300 and <= 0x331 || Rune.IsLetter(rune) || Rune.IsNumber(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;

    /// <summary>What the function <c>complaint_words</c> leaves standing.</summary>
    private static bool IsPostgresLetter(Rune rune) => (rune.IsAscii && Rune.IsLetterOrDigit(rune)) || rune.Value is (>= 0xC0 and <= 0x36F) or (>= 0x1E00 and <= 0x1EFF);

    /// <summary>Of other scripts SQLite may know fewer letters than we do: what it takes for two words is no longer one to ask for.</summary>
    private static bool IsLatin(Rune rune) => rune.Value is < 0x370 or (>= 0x1E00 and <= 0x1EFF);

    private static bool IsMark(Rune rune) => rune.Value is >= 0x300 and <= 0x36F;
}
