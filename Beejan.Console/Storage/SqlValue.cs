namespace Beejan.Storage;

/// <summary>A value on its way into a statement, without boxing. Null strings, blobs and nullables become SQL NULL.</summary>
public readonly struct SqlValue
{
    private readonly long _number;

    private SqlValue(SqlKind kind, long number, object? reference) => (Kind, _number, Reference) = (kind, number, reference);

    internal SqlKind Kind { get; }

    internal object? Reference { get; }

    internal long Integer => _number;

    internal double Real => BitConverter.Int64BitsToDouble(_number);

    public static implicit operator SqlValue(long value) => new(SqlKind.Integer, value, null);

    public static implicit operator SqlValue(int value) => new(SqlKind.Integer, value, null);

    public static implicit operator SqlValue(long? value) => value is { } v ? new(SqlKind.Integer, v, null) : default;

    public static implicit operator SqlValue(bool value) => new(SqlKind.Boolean, value ? 1 : 0, null);

    public static implicit operator SqlValue(double value) => new(SqlKind.Real, BitConverter.DoubleToInt64Bits(value), null);

    public static implicit operator SqlValue(float value) => new(SqlKind.Real, BitConverter.DoubleToInt64Bits(value), null);

    public static implicit operator SqlValue(string? value) => value is null ? default : new(SqlKind.Text, 0, StorableText.Of(value));

    public static implicit operator SqlValue(byte[]? value) => value is null ? default : new(SqlKind.Blob, 0, value);

    public static implicit operator SqlValue(Guid value) => new(SqlKind.Guid, 0, value);

    /// <summary>Cheap: texts and blobs are the same only when they are one object. The default value is the same as NULL, as a fresh statement has it.</summary>
    internal bool IsSameAs(in SqlValue other) => Kind == other.Kind && _number == other._number && ReferenceEquals(Reference, other.Reference);

    /// <summary>As ADO.NET wants it.</summary>
    internal object ToObject() => Kind switch
    {
        SqlKind.Integer => _number,
        SqlKind.Boolean => _number != 0,
        SqlKind.Real => Real,
        SqlKind.Null => DBNull.Value,
        _ => Reference!,
    };
}

internal enum SqlKind
{
    Null,
    Integer,
    Boolean,
    Real,
    Text,
    Blob,
    Guid,
}
