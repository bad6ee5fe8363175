using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Beejan.Curated.Persons;
using Beejan.Governance.Privacy;
using Beejan.Processing.Rules;
using Beejan.Sources;
using Beejan.Sources.Csv;
using Beejan.Sources.Files;
using Beejan.Sources.Framing;
using Microsoft.Extensions.Options;

namespace Beejan.Customers.Profiles;

/// <summary>
/// Reads profiles from any table that complaints can come in (CSV and TSV in any encoding, .xlsx, .xls, .xlsb), row by row. A value that cannot
/// be read is left out and told; a row that names no customer is set aside and told.
/// </summary>
internal sealed class ProfileFile(IOptions<FilesOptions> options, Places places, IdentityKeys identities)
{
    private const int LongestText = 120;
    private readonly FilesSource _cutter = new("profiles", "Customer profiles", options.Value);

    /// <summary>Whatever is thrown is thrown before the first row that can be taken, so that nothing of a refused file is written.</summary>
    /// <param name="unknown">Gathers the names of columns that mean nothing to us.</param>
    /// <param name="at">From when a tenure is counted back.</param>
    /// <exception cref="ProfileFileException">No column names a customer, there are no rows, or the file is no table.</exception>
    public async IAsyncEnumerable<ProfileLine> ReadAsync(string name, Stream content, DateTimeOffset at, ISet<string> unknown, [EnumeratorCancellation] CancellationToken ct)
    {
        string? context = null, sheet = null, unusable = null;
        Layout? layout = null;
        var (line, rows) = (1, 0L);
        await foreach (var record in _cutter.SplitAsync(new Delivery(name, null, content, at), ct))
        {
            line = LineOf(record.Origin) ?? line + 1;
            if (Faults.Of(record) is Parsed.Unreadable broken)
            {
                if (rows == 0 && IsOfTheFile(broken.Reason.Code))
                {
                    throw new ProfileFileException(broken.Reason.Code == Faults.Empty ? "The file is empty: export it again and choose that." : broken.Reason.Message);
                }
                rows++;
                var part = SheetOf(record.Origin, name);
                yield return new ProfileLine(line, null, [new ProfileFault(line, null, broken.Reason.Code, broken.Reason.Message, part)], part);
                continue;
            }
            if (!ReferenceEquals(context, record.Context))
            {
                (context, sheet) = (record.Context, SheetOf(record.Origin, name));
                layout = CsvDialect.FromContext(context) is { } dialect ? new Layout(dialect) : null;
                if (layout?.Unusable is { } why)
                {
                    unusable ??= why;
                    if (sheet is not null)
                    {
                        // A sheet of notes beside the table is no reason to refuse the table.
                        yield return new ProfileLine(line, null, [new ProfileFault(line, null, ProfileFault.SheetLeft, "The sheet was left out. " + why, sheet)], sheet, IsRow: false);
                    }
                }
                layout?.TellUnknown(unknown);
            }
            // Without a layout: the workbook itself, a counted trailer, a header without rows.
            if (layout is { Unusable: null } && Read(layout, record.Payload.Span, line, sheet, at) is { } read)
            {
                rows++;
                yield return read;
            }
        }
        if (rows == 0)
        {
            throw new ProfileFileException(unusable ?? "The file holds names of columns and no rows below them: export it again with its rows.");
        }
    }

    /// <summary>Null for a row without a word in it, and for the names of the columns themselves.</summary>
    private ProfileLine? Read(Layout layout, ReadOnlySpan<byte> payload, int line, string? sheet, DateTimeOffset at)
    {
        var values = layout.Values(payload, out var columns, out var isBlank);
        if (isBlank || layout.IsHeader(values))
        {
            return null;
        }
        if (columns != layout.Width)
        {
            return new ProfileLine(line, null, [new ProfileFault(line, null, "profile.columns",
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The row has {columns} columns, its header {layout.Width}: a delimiter or quote is missing or too many."), sheet)], sheet);
        }
        var faults = new List<ProfileFault>();
        var profile = new ProfileRow
        {
            Msisdn = Number(ProfileField.Phone) is { } phone ? PhoneNumber.Read(phone) ?? Fault<string>(ProfileField.Phone, "profile.phone-unreadable", "This is no telephone number: write 0803… with eleven digits, or +234…") : null,
            Email = Taken(ProfileField.Email, ProfileValues.Email, "profile.email-unreadable", "This is no e-mail address: write name@host"),
            Handle = Taken(ProfileField.Handle, ProfileValues.Handle, "profile.handle-unreadable", "This is no handle: write @name, or the link to it"),
            Account = Number(ProfileField.Account) is { } account && account.AsSpan().ContainsAnyExcept('0') ? account : null, Name = Text(ProfileField.Name), Plan = Text(ProfileField.Plan),
            Tier = Text(ProfileField.Tier) is { } tier ? Tiers.Of(tier) ?? tier : null,
            State = Taken(ProfileField.State, places.State, "profile.state-unknown", "This is none of the 36 states or the FCT"),
            MonthlyNaira = Amount(ProfileField.Value, ProfileValues.Naira, "profile.value-unreadable", "This is no amount in naira: write 12500 or ₦12,500"),
            Since = Since(),
        };
        // What the row says, not what a tenure comes to today: the same file next month changes nothing.
        profile.Print = Print(values);
        profile.Id = (profile.Account, profile.Msisdn, profile.Email, profile.Handle) switch
        {
            ({ } number, _, _, _) => identities.Account(number),
            (_, { } msisdn, _, _) => identities.Msisdn(msisdn),
            (_, _, { } email, _) => identities.Email(email),
            (_, _, _, { } handle) => identities.Handle(handle),
            _ => 0,
        };
        if (profile.Id == 0)
        {
            faults.Add(new ProfileFault(line, null, "profile.no-customer", "The row names no customer: it needs a readable phone, e-mail, handle or account number", sheet));
        }
        return new ProfileLine(line, profile.Id == 0 ? null : profile, faults, sheet);

        string? Text(ProfileField field) => values[(int)field]?.Trim() is { Length: > 0 } text && !ProfileValues.IsNothing(text) ? text[..Math.Min(text.Length, LongestText)] : null;

        // Half a number would be somebody else's.
        string? Number(ProfileField field) => Text(field) is not { } text ? null : ProfileValues.Whole(text)
            ?? Fault<string>(field, "profile.number-shortened", "A spreadsheet shortened this number (2.34803E+12) and its last digits are gone: format the column as text and export it again");

        string? Taken(ProfileField field, Func<string, string?> read, string code, string message)
        {
            var text = Text(field);
            return text is null ? null : read(text) ?? Fault<string>(field, code, message);
        }

        double? Amount(ProfileField field, Func<string, double?> read, string code, string message) => Text(field) is { } text ? read(text) ?? FaultNumber(field, code, message) : null;

        DateTimeOffset? Since()
        {
            const string wrong = "This is neither a date nor a number of months or years: write 2021-03-15, 18 or 2 years";
            if (Text(ProfileField.Since) is { } day)
            {
                if (ProfileValues.Day(day, layout.DateOrder) is { } since && since <= at && since.Year >= 1980)
                {
                    return since;
                }
                faults.Add(new ProfileFault(line, layout.NameOf(ProfileField.Since), "profile.since-unreadable", wrong + ", not in the future", sheet));
                return null;
            }
            var field = Text(ProfileField.Tenure) is null ? ProfileField.TenureYears : ProfileField.Tenure;
            return Amount(field, t => ProfileValues.Months(t, field == ProfileField.TenureYears), "profile.tenure-unreadable", wrong) is { } months ? at.AddDays(-months * 30.4375) : null;
        }

        T? Fault<T>(ProfileField field, string code, string message) where T : class
        {
            faults.Add(new ProfileFault(line, layout.NameOf(field), code, message, sheet));
            return null;
        }

        double? FaultNumber(ProfileField field, string code, string message)
        {
            faults.Add(new ProfileFault(line, layout.NameOf(field), code, message, sheet));
            return null;
        }
    }

    private static long Print(string?[] values)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', values.Select(v => v?.Trim()))));
        return System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    private static int? LineOf(string? origin)
    {
        var at = origin?.LastIndexOf(" line ", StringComparison.Ordinal) ?? -1;
        return at >= 0 && int.TryParse(origin.AsSpan(at + 6), out var line) ? line : null;
    }

    /// <summary>The sheet that a record comes from; null in a file without sheets.</summary>
    private static string? SheetOf(string? origin, string name)
    {
        var rest = origin is not null && origin.StartsWith(name, StringComparison.Ordinal) ? origin.AsSpan(name.Length) : default;
        var (from, to) = (rest.IndexOf(' '), rest.LastIndexOf(" line "));
        return from >= 0 && from < to ? rest[(from + 1)..to].ToString() : null;
    }

    /// <summary>What is wrong with the file as a whole, not with one of its rows.</summary>
    private static bool IsOfTheFile(string code) =>
        code == Faults.Empty || code.StartsWith("workbook.", StringComparison.Ordinal) || code.StartsWith("format.", StringComparison.Ordinal);

    /// <summary>Which column is what, worked out once for all rows of a file or sheet.</summary>
    private sealed class Layout
    {
        private static readonly int Fields = Enum.GetValues<ProfileField>().Length;
        private readonly CsvDialect _dialect;
        private readonly ProfileField?[] _columns;

        public Layout(CsvDialect dialect)
        {
            _dialect = dialect;
            _columns = new ProfileField?[dialect.Header.Count];
            for (var i = 0; i < _columns.Length; i++)
            {
                // Of two columns with one meaning the first counts.
                var field = ProfileColumns.Of(dialect.Header[i]);
                _columns[i] = field is not null && Array.IndexOf(_columns, field, 0, i) < 0 ? field : null;
            }
            Unusable = _columns.Any(c => c is { } field && ProfileColumns.Keys.Contains(field)) ? null : ProfileColumns.WhyUnusable(dialect.Header);
        }

        /// <summary>Why no row of it can name a customer, with the cure; null when rows can.</summary>
        public string? Unusable { get; }

        public int Width => _columns.Length;

        public string? DateOrder => _dialect.TimeOrder;

        public string NameOf(ProfileField field) => _dialect.Header[Array.IndexOf(_columns, field)];

        /// <summary>Adds the names of columns that are not used.</summary>
        public void TellUnknown(ISet<string> unknown)
        {
            for (var i = 0; i < _columns.Length && Unusable is null; i++)
            {
                if (_columns[i] is null && _dialect.Header[i].Length > 0)
                {
                    unknown.Add(ProfileColumns.Shown(_dialect.Header[i], i));
                }
            }
        }

        /// <summary>True when each value is the name of its own column, as in a file of nothing but names.</summary>
        public bool IsHeader(string?[] values)
        {
            for (var i = 0; i < _columns.Length; i++)
            {
                if (_columns[i] is { } field && values[(int)field] is var value && !string.Equals(value?.Trim(), _dialect.Header[i].Trim(), StringComparison.Ordinal))
                {
                    return false;
                }
            }
            return true;
        }

        /// <summary>By field; null where the row says nothing.</summary>
        public string?[] Values(ReadOnlySpan<byte> payload, out int columns, out bool isBlank)
        {
            var values = new string?[Fields];
            var text = _dialect.Charset.ToUtf8(payload);
            isBlank = text.IndexOfAnyExcept([(byte)_dialect.Delimiter, (byte)' ', (byte)'\t', (byte)'"', (byte)'\r']) < 0;
            var record = _dialect.Fields(text);
            var repaired = false;
            for (columns = 0; record.MoveNext();)
            {
                if (columns < _columns.Length && _columns[columns] is { } field && !record.Raw.IsEmpty)
                {
                    values[(int)field] = record.Text(ref repaired);
                }
                // Spreadsheets pad rows with empty cells: those lose nothing.
                columns += columns >= _columns.Length && record.Raw.IsEmpty ? 0 : 1;
            }
            return values;
        }
    }
}
