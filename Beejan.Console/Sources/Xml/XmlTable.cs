using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Beejan.Contracts;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Text;

namespace Beejan.Sources.Xml;

/// <summary>Reads deliveries of XML whose elements and attributes are recognised by their names, whatever the element of a record is called.</summary>
/// <param name="table">Which names mean which field.</param>
/// <param name="limit">Longest record, bytes.</param>
internal sealed partial class XmlTable(FieldTable table, int limit)
{
    public const string ContentType = "text/xml";

    /// <summary>Names that say whose number it is only by where they stand.</summary>
    private static readonly string[] Bare = ["id", "ref", "reference"];

    /// <summary>Elements of the operator's own people: their names and numbers are not the customer's.</summary>
    private static readonly string[] Staff = ["agent", "operator", "staff", "handler", "officer", "supervisor", "employee", "team", "assignee"];

    private readonly ByContext<Shape> _shapes = new(Shape.FromContext);

    /// <summary>True when a delivery is XML, in whatever charset it comes.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head)
    {
        var charset = Charset.Sniff(head, out var mark);
        return Format.Foreign(charset.ToUtf8(head[mark..Math.Min(head.Length, mark + 8192)])) == "format.xml";
    }

    /// <summary>True for an attribute that holds the name of what the element is: <c>&lt;field name="Complaint"&gt;</c>.</summary>
    internal static bool NamesField(string attribute) => attribute is "name" or "key" or "field" or "column";

    /// <summary>Begins cutting at the first element.</summary>
    public Splitter Open(BlockReader reader)
    {
        var head = reader.Unread.Span;
        var charset = Charset.Sniff(head, out var mark);
        reader.Places = charset;
        reader.Advance(mark);
        var text = charset.ToUtf8(head[mark..]);
        var declared = Declared().Match(Encoding.Latin1.GetString(text[..Math.Min(text.Length, 200)])) is { Success: true } found ? found.Groups["name"].Value : null;
        var encoding = charset.Width > 1 ? null : MimeCharset.Named(declared)?.WebName;
        var shape = XmlShape.Sniff(text, table);
        return new Elements(new XmlCutter(shape, charset, limit), table, new Shape(shape.Record, charset.Width > 1 ? charset.Name : encoding ?? charset.Name, DayMonth.Tell(text, "<>\"'")));
    }

    /// <summary>The order of day and month in the record's file; null when the file does not tell.</summary>
    public string? TimeOrder(RawRecord raw) => _shapes.Of(raw.Context)?.TimeOrder;

    /// <summary>What a record says, by field; null with the answer when it says nothing. The text is never null.</summary>
    public FieldValues? Read(RawRecord raw, out Parsed? answer)
    {
        answer = null;
        var shape = _shapes.Of(raw.Context);
        var values = new FieldValues();
        string? name;
        try
        {
            name = Fill(values, Text(raw.Payload.Span, shape?.Encoding, values), table);
        }
        catch (XmlException e)
        {
            answer = new Parsed.Unreadable(Malformed(e, raw.Origin));
            return null;
        }
        if (name == shape?.Record)
        {
            values.LetTopicSpeak();
        }
        if (values[Field.Text] is null)
        {
            answer = name != shape?.Record && !values.Names(Field.Text)
                ? new Parsed.Ignored(new Reason("xml.no-record", $"The element <{(name is null || HeaderWords.IsValue(name) ? "…" : name)}> stands beside the records and holds no complaint."))
                : FieldValues.TextMissing("text");
            return null;
        }
        return values;
    }

    private static string Text(ReadOnlySpan<byte> bytes, string? encoding, FieldValues values)
    {
        var charset = Charset.Named(encoding);
        var repaired = false;
        var text = charset.Width > 1 || encoding is null or "utf-8"
            ? Charset.Decode(charset.ToUtf8(bytes), ref repaired)
            : MimeCharset.Decode(bytes, MimeCharset.Named(encoding));
        values.Repaired = repaired;
        return text;
    }

    /// <summary>Reads one element and all below it. Declarations are refused, so nothing is expanded and nothing fetched.</summary>
    /// <exception cref="XmlException">It is not well formed.</exception>
    private static string Fill(FieldValues values, string xml, FieldTable table)
    {
        using var reader = new XmlTextReader(new StringReader(xml)) { Namespaces = false, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        var open = new Stack<Element>();
        string? record = null, called = null;
        var keyed = false;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new Element(Local(reader.Name), open.TryPeek(out var around) ? around : null, new StringBuilder());
                    record ??= element.Name;
                    var empty = reader.IsEmptyElement;
                    element = Attributes(reader, element, values, table, ref called);
                    keyed |= element.Key is not null;
                    if (!empty)
                    {
                        open.Push(element);
                    }
                    break;
                case XmlNodeType.EndElement when open.TryPop(out var done):
                    var content = done.Text.ToString();
                    Set(values, table, done.Parent?.Name, done.Key ?? done.Name, content, ofRecord: done.Parent is null or { Parent: null });
                    if (done.Parent is { } parent && parent.Text.Length > 0)
                    {
                        // Marked words inside words.
                        parent.Text.Append(content);
                    }
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when open.TryPeek(out var inside):
                    inside.Text.Append(reader.Value);
                    break;
            }
        }
        // A dump calls its record <table name="complaints"> and its fields <column name="text">.
        if (called is not null && !keyed)
        {
            Set(values, table, record, "name", called, ofRecord: true);
        }
        return record ?? "";
    }

    /// <param name="called">What the record's own <c>name</c> is: a person's, or the kind's.</param>
    private static Element Attributes(XmlTextReader reader, Element element, FieldValues values, FieldTable table, ref string? called)
    {
        if (reader.GetAttribute("ct") is { } media && media.Contains('/', StringComparison.Ordinal) && !media.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
        {
            // A part of a message that is a picture, or the layout of the others.
            return element;
        }
        while (reader.MoveToNextAttribute())
        {
            var name = Local(reader.Name);
            if (NamesField(name) && element.Parent is not null && table.TryFind(Encoding.UTF8.GetBytes(reader.Value), out _, out _))
            {
                // <field name="Complaint">…</field>
                element = element with { Key = reader.Value };
            }
            else if (element.Parent is null && name is "name")
            {
                called = reader.Value;
            }
            else
            {
                Set(values, table, element.Name, name, reader.Value, ofRecord: element.Parent is null);
            }
        }
        return element;
    }

    /// <summary>
    /// The name with the one around it in front is the better one: a customer's name, not just a name. The id of a thing inside the record is
    /// that thing's: records that shared a product's would be taken for one.
    /// </summary>
    private static void Set(FieldValues values, FieldTable table, string? around, string name, string value, bool ofRecord)
    {
        if (around is not null && table.TryFind(Encoding.UTF8.GetBytes(around + name), out var field, out var rank))
        {
            values.Set(field, rank, NamedZone.Told(field, Encoding.UTF8.GetBytes(name), value.Trim()));
        }
        else if ((around is null || !Staff.Contains(around, StringComparer.OrdinalIgnoreCase)) && table.TryFind(Encoding.UTF8.GetBytes(name), out field, out rank)
            && (ofRecord || field != Field.Key || !Bare.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            values.Set(field, rank, NamedZone.Told(field, Encoding.UTF8.GetBytes(name), value.Trim()));
        }
    }

    private static string Local(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Where it breaks, counted from the delivery's start when the record's place is known.</summary>
    private static Reason Malformed(XmlException e, string? origin)
    {
        var (line, column, of) = (e.LineNumber, e.LinePosition, "the record");
        if (Place().Match(origin ?? "") is { Success: true } place)
        {
            column += line == 1 && place.Groups["column"].Success ? int.Parse(place.Groups["column"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) - 1 : 0;
            line += int.Parse(place.Groups["line"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) - 1;
            of = "the file";
        }
        return new Reason("xml.malformed", string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"The element is not well-formed XML: reading stopped at line {line}, column {column} of {of}. An unescaped & or < or a missing end tag is the usual cause."));
    }

    [GeneratedRegex(@"^\s*<\?xml[^>]*encoding\s*=\s*[""'](?<name>[^""']{1,40})")]
    private static partial Regex Declared();

    [GeneratedRegex(@" line (?<line>[0-9]+)(?: column (?<column>[0-9]+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    private sealed record Element(string Name, Element? Parent, StringBuilder Text, string? Key = null);

    /// <summary>What its records need to be read; travels as their context.</summary>
    private sealed record Shape(string Record, string Encoding, string? TimeOrder)
    {
        public string ToContext() => TimeOrder is null ? JsonSerializer.Serialize(new { xml = Record, encoding = Encoding }) : JsonSerializer.Serialize(new { xml = Record, encoding = Encoding, timeOrder = TimeOrder });

        public static Shape? FromContext(string context)
        {
            try
            {
                using var json = JsonDocument.Parse(context);
                return new Shape(json.RootElement.GetProperty("xml").GetString()!, json.RootElement.GetProperty("encoding").GetString()!,
                    json.RootElement.TryGetProperty("timeOrder", out var order) ? order.GetString() : null);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                return null;
            }
        }
    }

    private sealed class Elements(XmlCutter cutter, FieldTable table, Shape shape) : Splitter(cutter)
    {
        private readonly string _context = shape.ToContext();
        private long _rows;
        private long? _told;

        public override void Take(in Piece piece, Records records)
        {
            var utf8 = Charset.Named(shape.Encoding).ToUtf8(piece.Bytes.Span);
            var scan = new XmlScan(utf8);
            var mark = piece.Fault is null ? scan.Next() : XmlMark.End;
            if (mark is XmlMark.Open or XmlMark.Empty && XmlScan.Local(scan.Name) is var name && name != shape.Record)
            {
                // Beside the records a file may say how many it has.
                var tag = Encoding.UTF8.GetString(scan.Tag);
                var end = utf8[scan.Position..].IndexOf((byte)'<');
                var content = mark == XmlMark.Open && end is > 0 and < 20 ? Encoding.UTF8.GetString(utf8.Slice(scan.Position, end)) : "";
                var told = RowCount.Named(name, content) ?? XmlScan.Attributes(tag).Select(a => RowCount.Named(a.Name, a.Value)).FirstOrDefault(count => count is not null);
                _told ??= told;
                _rows += told is null && cutter.WasRecord ? 1 : 0;
            }
            else if (piece.Fault is null or Faults.XmlTorn)
            {
                _rows++;
            }
            records.Add(piece, $"{ContentType}; charset={shape.Encoding}", piece.Fault is null ? KeyOf(utf8) : null, _context);
        }

        public override void End(Records records)
        {
            var told = _told ?? (cutter.Root is { } root ? XmlScan.Attributes(root).Select(a => RowCount.Named(a.Name, a.Value)).FirstOrDefault(count => count is not null) : null);
            if (cutter.Open.Count > 0 && !cutter.Torn && records.Count > 0)
            {
                records.Report(Faults.XmlTorn, $"<{cutter.Open[^1]}> is never closed.");
            }
            if (told is { } count && count != _rows && records.Count > 0)
            {
                records.Report(Faults.RowCount, RowCount.Differs(count, _rows));
            }
        }

        private string? KeyOf(ReadOnlySpan<byte> utf8)
        {
            var values = new FieldValues();
            try
            {
                Fill(values, Text(utf8, "utf-8", values), table);
            }
            catch (XmlException)
            {
                return null;
            }
            return values[Field.Key];
        }
    }
}
