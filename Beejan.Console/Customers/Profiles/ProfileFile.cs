using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Beejan.Curated.Persons;
using Beejan.Governance.Privacy;
using Beejan.Processing.Rules;
using Beejan.Sources;
using Beejan.Sources.Files;
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

    /// <param name="unknown">Gathers the names of columns that mean nothing to us.</param>
    /// <param name="at">From when a tenure is counted back.</param>
    /// <exception cref="ProfileFileException">No column names a customer, or the file is no table.</exception>
    public async IAsyncEnumerable<ProfileLine> ReadAsync(string name, Stream content, DateTimeOffset at, ISet<string> unknown, [EnumeratorCancellation] CancellationToken ct)
    {
        string? context = null;
        Layout? layout = null;
        var line = 1;
        await foreach (var record in _cutter.SplitAsync(new Delivery(name, null, content, at), ct))
        {
            line = LineOf(record.Origin) ?? line + 1;
            if (Faults.Of(record) is Parsed.Unreadable broken)
            {
                yield return new ProfileLine(line, null, [new ProfileFault(line, null, broken.Reason.Code, broken.Reason.Message)]);
                continue;
            }
            if (!ReferenceEquals(context, record.Context))
            {
                context = record.Context;
                layout = CsvDialect.FromContext(context) is { } dialect ? new Layout(dialect, unknown) : null;
            }
            // Without a layout: the workbook itself, a counted trailer, a header without rows.
            if (layout is not null)
            {
                yield return Read(layout, record.Payload.Span, line, at);
            }
        }
    }

    private ProfileLine Read(Layout layout, ReadOnlySpan<byte> payload, int line, DateTimeOffset at)
    {
        var values = layout.Values(payload, out var columns);
        if (columns != layout.Width)
        {
            return new ProfileLine(line, null, [new ProfileFault(line, null, "profile.columns",
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The row has {columns} columns, its header {layout.Width}: a delimiter or quote is missing or too many."))]);
        }
        var faults = new List<ProfileFault>();
        var profile = new ProfileRow
        {
            Msisdn = Taken(ProfileField.Phone, t => PhoneNumber.Read(t), "profile.phone-unreadable", "This is no telephone number: write 0803… with eleven digits, or +234…"),
            Email = Taken(ProfileField.Email, ProfileValues.Email, "profile.email-unreadable", "This is no e-mail address: write name@host"),
            Handle = Taken(ProfileField.Handle, ProfileValues.Handle, "profile.handle-unreadable", "This is no handle: write @name, or the link to it"),
            Account = Text(ProfileField.Account), Name = Text(ProfileField.Name), Plan = Text(ProfileField.Plan),
            Tier = Text(ProfileField.Tier) is { } tier ? Tiers.Of(tier) ?? tier : null,
            State = Taken(ProfileField.State, places.State, "profile.state-unknown", "This is none of the 36 states or the FCT"),
            MonthlyNaira = Number(ProfileField.Value, ProfileValues.Naira, "profile.value-unreadable", "This is no amount in naira: write 12500 or ₦12,500"),
            Since = Since(),
        };
        // What the row says, not what a tenure comes to today: the same file next month changes nothing.
        profile.Print = Print(values);
        profile.Id = (profile.Account, profile.Msisdn, profile.Email, profile.Handle) switch
        {
            ({ } account, _, _, _) => identities.Account(account),
            (_, { } msisdn, _, _) => identities.Msisdn(msisdn),
            (_, _, { } email, _) => identities.Email(email),
            (_, _, _, { } handle) => identities.Handle(handle),
            _ => 0,
        };
        if (profile.Id == 0)
        {
            faults.Add(new ProfileFault(line, null, "profile.no-customer", "The row names no customer: it needs a readable phone, e-mail, handle or account number"));
        }
        return new ProfileLine(line, profile.Id == 0 ? null : profile, faults);

        string? Text(ProfileField field) => values[(int)field]?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, LongestText)] : null;

        string? Taken(ProfileField field, Func<string, string?> read, string code, string message)
        {
            var text = Text(field);
            return text is null ? null : read(text) ?? Fault<string>(field, code, message);
        }

        double? Number(ProfileField field, Func<string, double?> read, string code, string message) => Text(field) is { } text ? read(text) ?? FaultNumber(field, code, message) : null;

        DateTimeOffset? Since()
        {
            const string wrong = "This is neither a date nor a number of months or years: write 2021-03-15, 18 or 2 years";
            if (Text(ProfileField.Since) is { } day)
            {
                if (ProfileValues.Day(day, layout.DateOrder) is { } since && since <= at && since.Year >= 1980)
                {
                    return since;
                }
                faults.Add(new ProfileFault(line, layout.NameOf(ProfileField.Since), "profile.since-unreadable", wrong + ", not in the future"));
                return null;
            }
            var field = Text(ProfileField.Tenure) is null ? ProfileField.TenureYears : ProfileField.Tenure;
            return Number(field, t => ProfileValues.Months(t, field == ProfileField.TenureYears), "profile.tenure-unreadable", wrong) is { } months ? at.AddDays(-months * 30.4375) : null;
        }

        T? Fault<T>(ProfileField field, string code, string message) where T : class
        {
            faults.Add(new ProfileFault(line, layout.NameOf(field), code, message));
            return null;
        }

        double? FaultNumber(ProfileField field, string code, string message)
        {
            faults.Add(new ProfileFault(line, layout.NameOf(field), code, message));
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

    /// <summary>Which column is what, worked out once for all rows of a file or sheet.</summary>
    private sealed class Layout
    {
        private static readonly int Fields = Enum.GetValues<ProfileField>().Length;
        private readonly CsvDialect _dialect;
        private readonly ProfileField?[] _columns;

        public Layout(CsvDialect dialect, ISet<string> unknown)
        {
            _dialect = dialect;
            _columns = new ProfileField?[dialect.Header.Count];
            for (var i = 0; i < _columns.Length; i++)
            {
                // Of two columns with one meaning the first counts.
                var field = ProfileColumns.Of(dialect.Header[i]);
                _columns[i] = field is not null && Array.IndexOf(_columns, field, 0, i) < 0 ? field : null;
                if (_columns[i] is null && dialect.Header[i].Length > 0)
                {
                    unknown.Add(ProfileColumns.Shown(dialect.Header[i], i));
                }
            }
            if (!_columns.Any(c => c is { } field && ProfileColumns.Keys.Contains(field)))
            {
                throw new ProfileFileException("profile.no-key-column",
                    "No column names the customer (looked for msisdn, phone, e-mail, handle, account number, customer id …). Columns seen: "
                    + string.Join(", ", dialect.Header.Take(30).Select(ProfileColumns.Shown)) + ". Give one of them such a name.");
            }
        }

        public int Width => _columns.Length;

        public string? DateOrder => _dialect.TimeOrder;

        public string NameOf(ProfileField field) => _dialect.Header[Array.IndexOf(_columns, field)];

        /// <summary>By field; null where the row says nothing.</summary>
        public string?[] Values(ReadOnlySpan<byte> payload, out int columns)
        {
            var values = new string?[Fields];
            var record = _dialect.Fields(_dialect.Charset.ToUtf8(payload));
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
