using System.Text;
using System.Text.RegularExpressions;
using Beejan.Contracts;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Csv;

/// <summary>Which column of a file is which field, worked out once for all rows that share a context.</summary>
internal sealed partial class CsvLayout
{
    private readonly Slot[] _slots;

    public CsvLayout(CsvDialect dialect, FieldTable table)
    {
        Dialect = dialect;
        _slots = new Slot[dialect.Header.Count];
        for (var i = 0; i < _slots.Length; i++)
        {
            var slot = dialect.Columns is { } mapped ? (mapped.TryGetValue(dialect.Header[i], out var given)
                    ? new Slot(given, table.TryFind(Encoding.UTF8.GetBytes(dialect.Header[i]), out var usual, out var place) && usual == given ? place : 0) : new Slot(null, 0))
                : table.TryFind(Encoding.UTF8.GetBytes(dialect.Header[i]), out var field, out var rank) ? new Slot(field, rank) : new Slot(null, 0);
            _slots[i] = slot.Field is Field.Time or Field.Clock ? slot with { Zone = NamedZone.Of(dialect.Header[i]) } : slot;
        }
        // A log without free text still says what each call was about.
        var text = Best(Field.Text) ?? Best(Field.Topic);
        TextColumn = text is { } t ? HeaderWords.Of(dialect.Header)[t] : null;
        TextName = text is { } named ? dialect.Header[named] : null;
        TextIsTopic = Best(Field.Text) is null;
        KeyColumn = Best(Field.Key) ?? -1;
        RatingColumn = Enumerable.Range(0, _slots.Length).Where(i => _slots[i].Field is null && Rating().IsMatch(dialect.Header[i])).Select(i => (int?)i).FirstOrDefault() ?? -1;
    }

    public CsvDialect Dialect { get; }

    public int KeyColumn { get; }

    /// <summary>The column the complaint's words stand in, as reasons may show it; null when the file has none.</summary>
    public string? TextColumn { get; }

    /// <summary>What the file calls that column; never shown.</summary>
    public string? TextName { get; }

    /// <summary>True when a column says when it was, or who it was of: rows of complaints do, lists and legends beside them do not.</summary>
    public bool TellsWhenOrWho => _slots.Any(s => s.Field is Fields.Field.Time or Fields.Field.Date or Fields.Field.Clock or Fields.Field.Phone or Fields.Field.Key
        or Fields.Field.Email or Fields.Field.Account or Fields.Field.Handle or Fields.Field.Name);

    /// <summary>The column that holds how many stars somebody gave; -1 for none.</summary>
    public int RatingColumn { get; }

    public bool TextIsTopic { get; }

    public int Width => _slots.Length;

    /// <summary>Field and rank of a column; a null field is of no interest.</summary>
    public Slot this[int column] => column < _slots.Length ? _slots[column] : default;

    /// <summary>The reason all records of a file without words share.</summary>
    /// <param name="setting">Where the right column can be named.</param>
    public Reason NoText(string setting) => new(
        "csv.no-text-column",
        $"No column holds the complaint itself (looked for Complaint, Notes, Description, Text …). Columns seen: {string.Join(", ", HeaderWords.Of(Dialect.Header).Take(30))}. " +
        $"Name the right one in {setting}.",
        nameof(Field.Text));

    private int? Best(Field field) =>
        Enumerable.Range(0, _slots.Length).Where(i => _slots[i].Field == field).OrderBy(i => _slots[i].Rank).Select(i => (int?)i).FirstOrDefault();

    [GeneratedRegex(@"^(?:star[ _]?)?(?:rating|score|stars)s?$|[ _]stars?$|^how (?:satisfied|likely|would you rate)", RegexOptions.IgnoreCase)]
    private static partial Regex Rating();

    /// <param name="Zone">The zone its name says; null for none.</param>
    public readonly record struct Slot(Field? Field, int Rank, string? Zone = null);
}
