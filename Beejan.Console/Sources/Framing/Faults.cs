using System.Text.Json;
using Beejan.Contracts;
using Beejan.Sources.Unpacking;

namespace Beejan.Sources.Framing;

/// <summary>
/// What cutting already knows to be wrong. The code travels in the record's context, so that parsing it later, or again, gives the
/// same answer without the file.
/// </summary>
internal static class Faults
{
    public const string TooLong = "record.too-long";
    public const string Empty = "delivery.empty";
    public const string UnclosedQuote = "csv.unclosed-quote";
    public const string RowCount = "delivery.row-count";
    public const string XmlDeclaration = "xml.doctype";
    public const string XmlTorn = "xml.truncated";
    public const string XmlStray = "xml.stray";

    private const string Prefix = "{\"fault\":\"";

    private static readonly Dictionary<string, string> Messages = new()
    {
        [TooLong] = "The record is longer than this source allows (MaxRecordBytes): either its line ends are missing or the limit is too low.",
        [Empty] = "The delivery holds no records: the file or body is empty. Ask its sender whether it should be.",
        [UnclosedQuote] = "A quote opens a field and nothing closes it, so the row's end is a guess: close or double the quote and send the row again.",
        [RowCount] = "The delivery does not hold as many rows as it says: ask for it again, whole.",
        [XmlDeclaration] = "The XML declares a document type (DOCTYPE), which can make it grow without end or read other files, so it is refused: export it without.",
        [XmlTorn] = "The XML ends in the middle: what stands before the cut was read, the rest is missing. Send the file again, whole: what was read is not landed twice.",
        [XmlStray] = "Text, an end tag or half a tag between records that belongs to none of them: the XML is broken here. Export it again and send it whole.",
        ["workbook.too-large"] = "The workbook is larger than is read (Beejan:Sources:Files:MaxWorkbookBytes): save it in parts, or as CSV, which has no limit.",
        ["workbook.bomb"] = "The workbook unpacks to more than is read (Beejan:Sources:Files:MaxUnpackedBytes), as archives made to do harm do: save it as CSV.",
        ["workbook.encrypted"] = "The workbook is protected by a password: save it without one.",
        ["workbook.no-rows"] = "The workbook, or the page, holds no table with a row in it: see that the list is in the file, or export it as CSV.",
        ["workbook.broken"] = "The workbook is damaged or none: open it in Excel or LibreOffice, save it again as .xlsx and send that.",
        [Unpacked.Bomb] = "The archive unpacks to far more than logs do, or holds more than 10,000 files, as archives made to do harm do: what stands before was read. Unpack it and send the files.",
        [Unpacked.Broken] = "The compressed file is damaged or cut short: what could be unpacked was read, the rest is missing. Send it again, whole: what was read is not landed twice.",
        [Unpacked.Encrypted] = "The file in the archive is protected by a password: pack it without one.",
        [Unpacked.TooLarge] = "The archive is larger than can be unpacked on its way in (64 MiB): send it as a file (upload page, inbox folder, ingest), or its files one by one.",
        ["format.xml"] = "This is XML, which this source does not read: send it to 'call-center' (call logs), 'sms' (backups of a phone) or 'files', or export it as CSV.",
        ["format.html"] = "This is a web page, as some portals give it out under the name of a workbook: send it to the source 'files', which reads its tables, or save it as .xlsx or CSV.",
        ["format.mail"] = "This is e-mail: send it to the source 'email', which takes .eml files and mailboxes.",
        ["format.json"] = "This is JSON, which this source does not read: send it to 'web-form', 'social' (posts of X) or 'files', or export it as CSV.",
        ["format.zip"] = "This is an Excel workbook, or a zip archive that cannot be opened or stands in another: send a workbook to the source 'files', and the files of the archive as they are.",
        ["format.excel"] = "This is an old Excel workbook (or an Outlook message, .msg), which this source does not read: send a workbook to the source 'files', a message as .eml.",
        ["format.pdf"] = "This is a PDF document, which no source reads: export the list it was made of as CSV or Excel.",
        ["format.gzip"] = "This is compressed twice over, or its compression is damaged: unpack it first.",
        ["format.binary"] = "This is binary data, not text: send it in one of the forms of its source.",
        ["format.utf-16"] = "This is JSON in UTF-16; JSON travels in UTF-8 (RFC 8259): convert it first.",
    };

    private static readonly Dictionary<string, string> Contexts = Messages.Keys.ToDictionary(code => code, code => $"{Prefix}{code}\"}}");

    /// <summary>The context that carries this fault; always the same instance.</summary>
    public static string Context(string code) => Contexts[code];

    /// <summary>The context that carries this fault and what was seen.</summary>
    public static string Context(string code, string detail) => $"{Prefix}{code}\",\"detail\":{JsonSerializer.Serialize(detail)}}}";

    /// <summary>The answer for a record whose context carries a fault; null when it does not.</summary>
    public static Parsed? Of(RawRecord raw)
    {
        if (raw.Context is not { } context || !context.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }
        var end = context.IndexOf('"', Prefix.Length);
        var code = context[Prefix.Length..end];
        var message = Messages.GetValueOrDefault(code, "The record could not be cut from its delivery.");
        if (end < context.Length - 2)
        {
            using var json = JsonDocument.Parse(context);
            message = $"{message} {json.RootElement.GetProperty("detail").GetString()}";
        }
        return new Parsed.Unreadable(new Reason(code, message));
    }
}
