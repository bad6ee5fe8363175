using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Beejan.Storage;

/// <summary>A statement on SQLite's own interface. Belongs to one connection and one thread at a time.</summary>
internal sealed class SqliteStatement : Statement, IStatementRow
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;
    private readonly SqlValue[] _bound;

    public SqliteStatement(SqliteConnection connection, string text, ReadOnlySpan<string> parameters)
    {
        _database = HandleOf(connection);
        Check(raw.sqlite3_prepare_v2(_database, text, out _statement));
        _places = new int[parameters.Length];
        _bound = new SqlValue[parameters.Length];
        for (var i = 0; i < _places.Length; i++)
        {
            _places[i] = raw.sqlite3_bind_parameter_index(_statement, "@" + parameters[i]);
        }
    }

    public override void Run(params ReadOnlySpan<SqlValue> values) => Read(values, static _ => true);

    public override void Read(ReadOnlySpan<SqlValue> values, Func<IStatementRow, bool> row)
    {
        Bind(values);
        try
        {
            int code;
            while ((code = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW)
            {
                if (!row(this))
                {
                    return;
                }
            }
            if (code != raw.SQLITE_DONE)
            {
                Check(code);
            }
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public double Double(int column) => raw.sqlite3_column_double(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    protected override void Dispose(bool disposing) => _statement.Dispose();

    private void Bind(ReadOnlySpan<SqlValue> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            ref readonly var value = ref values[i];
            // A value stays bound over a reset, and much of a row repeats the row before: the source, the channel, the team.
            if (value.IsSameAs(_bound[i]))
            {
                continue;
            }
            _bound[i] = value;
            var place = _places[i];
            var code = value.Kind switch
            {
                SqlKind.Null => raw.sqlite3_bind_null(_statement, place),
                SqlKind.Integer or SqlKind.Boolean => raw.sqlite3_bind_int64(_statement, place, value.Integer),
                SqlKind.Real => raw.sqlite3_bind_double(_statement, place, value.Real),
                SqlKind.Blob => raw.sqlite3_bind_blob(_statement, place, (byte[])value.Reference!),
                // As Microsoft.Data.Sqlite writes it, so that EF finds what this wrote.
                SqlKind.Guid => BindText(place, ((Guid)value.Reference!).ToString().ToUpperInvariant()),
                _ => BindText(place, (string)value.Reference!),
            };
            Check(code);
        }
    }

    /// <summary>Shim 2 again: the compiler would refuse the property, whose type it knows from a newer SQLitePCLRaw than the one here.</summary>
    internal static sqlite3 HandleOf(SqliteConnection connection) => (sqlite3)Handle.GetValue(connection)!;

    private static readonly System.Reflection.PropertyInfo Handle = typeof(SqliteConnection).GetProperty("Handle")!;

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(
                $"SQLite error {code}: '{raw.sqlite3_errmsg(_database).utf8_to_string()}'.", code, raw.sqlite3_extended_errcode(_database));
        }
    }

    private int BindText(int place, string text)
    {
        if (text.Length == 0)
        {
            // An empty span has no address, and SQLite takes that for NULL.
            return raw.sqlite3_bind_text(_statement, place, "");
        }
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = null;
        var buffer = most <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(most);
        var length = Encoding.UTF8.GetBytes(text, buffer);
        var code = raw.sqlite3_bind_text(_statement, place, buffer[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
        return code;
    }
}
