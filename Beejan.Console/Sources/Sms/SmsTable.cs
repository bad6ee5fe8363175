using System.Text;
using Beejan.Sources.Csv;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Text;

namespace Beejan.Sources.Sms;

/// <summary>
/// Tells a table of messages, as gateways and phones export them (CSV, semicolons, tabs; with a header or without), from lines in our own form.
/// A message is full of commas, so one of these must show: names that we know in the first row, or a column of numbers and one of days.
/// </summary>
internal static class SmsTable
{
    private const int Columns = 3;
    private const int HeadBytes = 8192;

    /// <summary>So many rows are as wide as the first; words may hold the sign between columns.</summary>
    private const double Most = 0.8;

    /// <summary>True when the delivery is read as a table.</summary>
    /// <param name="head">Its first bytes.</param>
    /// <param name="ended">They are the whole of it.</param>
    public static bool Recognises(ReadOnlySpan<byte> head, bool ended, FieldTable table, SmsOptions options)
    {
        var charset = Charset.Sniff(head, out var mark);
        var text = charset.ToUtf8(head[mark..Math.Min(head.Length, HeadBytes)]);
        var first = text[..(text.IndexOf((byte)'\n') is >= 0 and var end ? end : text.Length)];
        if (SmsLine.CountFields(first, (byte)options.Separator) >= Columns || Format.Foreign(text) is not null || Format.IsJson(text) || FormFields.LooksLikeForm(text)
            || CsvSniffer.Sniff(head, ended, table, options.MaxRecordBytes, out _, out _, out var rows) is not { } dialect || dialect.Header.Count < Columns)
        {
            return false;
        }
        var known = dialect.Header.Count(name => table.TryFind(Encoding.UTF8.GetBytes(name), out _, out _));
        if (known > 1)
        {
            return true;
        }
        List<IReadOnlyList<string>> all = [dialect.Header, .. rows];
        var even = all.FindAll(row => row.Count == dialect.Header.Count);
        return known == 0 && even.Count > Most * all.Count
            && Enumerable.Range(0, dialect.Header.Count).Any(i => even.TrueForAll(row => Inference.IsPhone(row[i])))
            && Enumerable.Range(0, dialect.Header.Count).Any(i => even.TrueForAll(row => Inference.IsDate(row[i])));
    }
}
