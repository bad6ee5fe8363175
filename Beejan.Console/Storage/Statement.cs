using System.Data.Common;
using System.Globalization;

namespace Beejan.Storage;

/// <summary>
/// A statement of the hot path, prepared once and run many times inside the context's transaction. On SQLite it speaks to the engine
/// directly: looking parameters up by name on each run, as ADO.NET does, cost more than the insert itself.
/// </summary>
public abstract class Statement : IDisposable
{
    /// <summary>Runs it with the values in the order of its parameter names; rows it may return are passed over.</summary>
    public abstract void Run(params ReadOnlySpan<SqlValue> values);

    /// <summary>Runs it and calls <paramref name="row"/> for each row, until that returns false.</summary>
    public abstract void Read(ReadOnlySpan<SqlValue> values, Func<IStatementRow, bool> row);

    /// <summary>The first column of the first row as a number; null when there is no row.</summary>
    public long? Scalar(params ReadOnlySpan<SqlValue> values)
    {
        long? found = null;
        Read(values, row =>
        {
            found = row.Int64(0);
            return false;
        });
        return found;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>The current row. Columns count from 0.</summary>
public interface IStatementRow
{
    bool IsNull(int column);

    long Int64(int column);

    double Double(int column);

    string Text(int column);

    /// <summary>Valid until the next row.</summary>
    ReadOnlySpan<byte> Blob(int column);
}

/// <summary>The same over ADO.NET, for PostgreSQL.</summary>
internal sealed class AdoStatement(DbCommand command) : Statement
{
    public override void Run(params ReadOnlySpan<SqlValue> values) => Bind(values).ExecuteNonQuery();

    public override void Read(ReadOnlySpan<SqlValue> values, Func<IStatementRow, bool> row)
    {
        using var rows = Bind(values).ExecuteReader();
        var current = new Row(rows);
        while (rows.Read() && row(current))
        {
        }
    }

    protected override void Dispose(bool disposing) => command.Dispose();

    private DbCommand Bind(ReadOnlySpan<SqlValue> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i].ToObject();
        }
        return command;
    }

    private sealed class Row(DbDataReader row) : IStatementRow
    {
        public bool IsNull(int column) => row.IsDBNull(column);

        public long Int64(int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);

        public double Double(int column) => Convert.ToDouble(row.GetValue(column), CultureInfo.InvariantCulture);

        public string Text(int column) => row.GetString(column);

        public ReadOnlySpan<byte> Blob(int column) => row.GetFieldValue<byte[]>(column);
    }
}
