namespace Beejan.Serving.Reports.Export;

/// <summary>Takes rows in one file format.</summary>
internal interface IRowSink : IDisposable
{
    /// <summary>Writes one row; the values may be used again afterwards.</summary>
    void Add(IReadOnlyList<object?> values);

    /// <summary>Writes what is left; nothing may be added afterwards.</summary>
    void Finish();
}
