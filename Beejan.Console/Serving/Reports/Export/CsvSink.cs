using System.Buffers;
using System.Globalization;
using System.Text;
using Beejan.Contracts;
using Beejan.Ui;

namespace Beejan.Serving.Reports.Export;

/// <summary>
/// CSV as in RFC 4180: UTF-8 without mark, CRLF, quotes where needed. Instants carry Lagos' offset, so both the instant and the day are
/// plain. Text that would run as a formula is guarded.
/// </summary>
internal sealed class CsvSink : IRowSink
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");
    private readonly StreamWriter _writer;

    public CsvSink(Stream output, IReadOnlyList<TabularColumn> columns)
    {
        _writer = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
        Add([.. columns.Select(c => c.Name)]);
    }

    public void Add(IReadOnlyList<object?> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
            {
                _writer.Write(',');
            }
            switch (values[i])
            {
                case null: break;
                case string text: Text(text); break;
                case DateTimeOffset at: _writer.Write(LagosClock.ToLagos(at).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFzzz", CultureInfo.InvariantCulture)); break;
                case DateOnly day: _writer.Write(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
                case bool flag: _writer.Write(flag ? "true" : "false"); break;
                case IReadOnlyList<string> texts: Text(string.Join("; ", texts)); break;
                case IFormattable number: _writer.Write(number.ToString(null, CultureInfo.InvariantCulture)); break;
                default: throw new ArgumentException($"a value of type {values[i]!.GetType().Name} has no form in CSV", nameof(values));
            }
        }
        _writer.WriteLine();
    }

    public void Finish() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

    private void Text(string text)
    {
        text = FormulaGuard.Guard(text);
        if (!text.AsSpan().ContainsAny(NeedQuotes))
        {
            _writer.Write(text);
            return;
        }
        _writer.Write('"');
        _writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        _writer.Write('"');
    }
}
