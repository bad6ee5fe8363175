using Beejan.Contracts;
using Microsoft.Extensions.Options;

namespace Beejan.Sources.WebForm;

/// <summary>Submissions of the web form: JSON (one, an array, one a line) or urlencoded (one, or one a line). Unknown fields are ignored.</summary>
internal sealed class WebFormSource(IOptions<WebFormOptions> options) : FramedSource("web-form", "Web form")
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    private readonly WebFormOptions _options = options.Value;
    private readonly FieldTable _table = new(WebFormOptions.BuiltIn, options.Value.Fields);

    protected override Splitter Open(BlockReader reader, Records records)
    {
        var cutter = TextDelivery.Begin(reader, _options.MaxRecordBytes, out var charset);
        return new PieceSplitter(cutter, (in piece, records) =>
        {
            var bytes = piece.Bytes.Span;
            var json = Format.IsJson(charset.ToUtf8(bytes));
            var key = json ? JsonFields.Key(bytes, _table) : FormFields.Key(charset.ToUtf8(bytes), _table);
            var type = json ? Json : Form;
            records.Add(piece, charset.Width == 1 ? type : $"{type}; charset={charset.Name}", key, null);
        });
    }

    protected override Parsed Read(long rawId, long root, RawRecord raw)
    {
        var bytes = TextDelivery.CharsetOf(raw.ContentType).ToUtf8(raw.Payload.Span);
        var values = new FieldValues();
        if (Format.IsJson(bytes))
        {
            if (JsonFields.Read(bytes, _table, values) is { } broken)
            {
                return new Parsed.Unreadable(broken);
            }
        }
        else if (FormFields.LooksLikeForm(bytes))
        {
            FormFields.Read(bytes, _table, values);
        }
        else
        {
            return new Parsed.Unreadable(new Reason("form.malformed", "The record is neither a JSON object nor urlencoded name=value pairs."));
        }
        return values[Field.Text] is null
            ? FieldValues.TextMissing("message")
            : new Parsed.Ok(values.ToDraft(rawId, root, raw, Channels.Web));
    }
}
