using Beejan.Contracts;
using Beejan.Serving.Reports.Excel;

namespace Beejan.Serving.Reports.Export;

/// <summary>A workbook of one streamed sheet and the About sheet.</summary>
internal sealed class ExcelSink : IRowSink
{
    private readonly StreamedWorkbook _book;
    private readonly string _name;
    private readonly string _period;
    private readonly DateTimeOffset _now;

    public ExcelSink(Stream output, ITabular table, string period, DateTimeOffset now)
    {
        _book = new StreamedWorkbook(output);
        (_name, _period, _now) = (table.Name, period, now);
        _book.BeginSheet(char.ToUpperInvariant(_name[0]) + _name[1..], table.Columns);
    }

    public void Add(IReadOnlyList<object?> values) => _book.Add(values);

    public void Finish() => _book.Finish(_ => { }, back => AboutSheet.Add(back, $"Export of {_name}", _period, $"all {_name}", _now, _book));

    public void Dispose() => _book.Dispose();
}
