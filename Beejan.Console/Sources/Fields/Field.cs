using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Beejan.Sources.Fields;

/// <summary>What a column or a property can mean.</summary>
public enum Field
{
    Key,
    Text,
    Topic,

    /// <summary>Date and time in one.</summary>
    Time,

    /// <summary>The day, when the time of day stands elsewhere.</summary>
    Date,

    /// <summary>The time of day.</summary>
    Clock,
    Phone,
    Name,
    Email,
    Handle,
    Account,
    State,
    Lga,
    Place,
    Product,
    Tier,
    Status,
    Channel,

    /// <summary>Whether a message came in or went out.</summary>
    Direction,

    /// <summary>The language the customer says the words are in.</summary>
    Language,

    /// <summary>The number or short code a message was sent to.</summary>
    To,

    /// <summary>The user data header of a short message, hexadecimal.</summary>
    PartHeader,

    /// <summary>What the parts of one long message have in common.</summary>
    PartReference,

    /// <summary>Which part it is, from 1.</summary>
    Part,

    /// <summary>How many parts there are.</summary>
    Parts,

    /// <summary>Degrees north.</summary>
    Latitude,

    /// <summary>Degrees east.</summary>
    Longitude,
}

/// <summary>Which names mean which field. Names are compared by their letters and digits only: "Ticket #", "ticket_" and "TICKET" are one.</summary>
internal sealed class FieldTable
{
    private const int LongestName = 64;
    private readonly Dictionary<string, Meaning> _meanings = [];
    private readonly Dictionary<string, Meaning>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>Configured names come before the built-in ones; earlier names of a field win over later ones.</summary>
    public FieldTable(IReadOnlyDictionary<Field, string[]> builtIn, IReadOnlyDictionary<string, string[]> configured)
    {
        _lookup = _meanings.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (name, synonyms) in configured)
        {
            Add(Enum.Parse<Field>(name, ignoreCase: true), synonyms, overwrite: true, 0);
        }
        foreach (var (field, synonyms) in builtIn)
        {
            Add(field, synonyms, overwrite: false, 1000);
        }
    }

    /// <summary>The rank of the best name a record of this table can have for its key.</summary>
    public int BestKeyRank { get; private set; } = int.MaxValue;

    /// <summary>What that name (UTF-8) means; a lower rank is the better name for its field.</summary>
    public bool TryFind(ReadOnlySpan<byte> name, out Field field, out int rank)
    {
        Span<char> letters = stackalloc char[LongestName];
        var length = name.Length <= LongestName ? Normalise(name, letters) : 0;
        var found = _lookup.TryGetValue(letters[..length], out var meaning)
            || (NamedZone.Without(letters[..length]) is var bare && bare.Length < length && _lookup.TryGetValue(bare, out meaning) && meaning.Field is Field.Time or Field.Clock);
        (field, rank) = found ? (meaning.Field, meaning.Rank) : default;
        return found;
    }

    /// <summary>The faults of a configured table, one per name that is no field.</summary>
    public static IEnumerable<ValidationResult> Check(IReadOnlyDictionary<string, string[]> configured, string member) =>
        configured.Keys.Where(name => !Enum.TryParse<Field>(name, ignoreCase: true, out _))
            .Select(name => new ValidationResult($"'{name}' is not a field; fields are {string.Join(", ", Enum.GetNames<Field>())}", [member]));

    private void Add(Field field, string[] synonyms, bool overwrite, int rank)
    {
        Span<char> letters = stackalloc char[LongestName];
        foreach (var synonym in synonyms)
        {
            var name = Encoding.UTF8.GetBytes(synonym);
            var normal = name.Length <= LongestName ? letters[..Normalise(name, letters)].ToString() : "";
            if (normal.Length > 0 && (overwrite || !_meanings.ContainsKey(normal)))
            {
                _meanings[normal] = new Meaning(field, rank);
                BestKeyRank = field == Field.Key ? Math.Min(BestKeyRank, rank) : BestKeyRank;
            }
            rank++;
        }
    }

    private static int Normalise(ReadOnlySpan<byte> name, Span<char> letters)
    {
        var length = 0;
        foreach (var b in name)
        {
            if (b >= 0x80 || char.IsAsciiLetterOrDigit((char)b))
            {
                letters[length++] = b is >= (byte)'A' and <= (byte)'Z' ? (char)(b | 0x20) : (char)b;
            }
        }
        return length;
    }

    private readonly record struct Meaning(Field Field, int Rank);
}
