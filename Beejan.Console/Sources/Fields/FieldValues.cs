using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Beejan.Contracts;
using Beejan.Sources.Text;

namespace Beejan.Sources.Fields;

/// <summary>What one record said, by field, as written.</summary>
internal sealed partial class FieldValues
{
    private const int Count = (int)Field.Longitude + 1;
    private const int LongestNothing = 9;

    /// <summary>What platforms put in place of words that were taken back.</summary>
    private static readonly string[] TakenBack = ["[deleted]", "[removed]", "[deleted by user]", "this message was deleted"];

    // Inside the object: one allocation a record, not three.
    private Values _values;
    private Ranks _ranks;
    private int _named;

    /// <summary>True when single bytes had to be read as Windows-1252.</summary>
    public bool Repaired { get; set; }

    /// <summary>The value, never blank; null when missing or blank.</summary>
    public string? this[Field field] => _values[(int)field];

    /// <summary>True when the record named the field, even if it left it blank.</summary>
    public bool Names(Field field) => (_named & (1 << (int)field)) != 0;

    /// <summary>Keeps the value unless it is blank or a better name already gave one.</summary>
    public void Set(Field field, int rank, string? value)
    {
        var i = (int)field;
        _named |= 1 << i;
        if (string.IsNullOrWhiteSpace(value) || (_values[i] is not null && rank >= _ranks[i]))
        {
            return;
        }
        if (MayBeNothing(field) && (IsNothing(value) || IsNobody(field, value)))
        {
            return;
        }
        (_values[i], _ranks[i]) = (value, (short)Math.Min(rank, short.MaxValue));
    }

    /// <summary>
    /// Lets the subject speak where nothing else does: some people say it all there. A single word is only the kind of a complaint, and what names
    /// neither somebody nor a time may be no complaint at all.
    /// </summary>
    public void LetTopicSpeak()
    {
        if (this[Field.Text] is null && this[Field.Topic] is { } topic && topic.Trim().Contains(' ', StringComparison.Ordinal)
            && (this[Field.Phone] ?? this[Field.Email] ?? this[Field.Name] ?? this[Field.Account] ?? this[Field.Handle] ?? this[Field.Time] ?? this[Field.Date]) is not null)
        {
            Set(Field.Text, short.MaxValue, topic);
        }
    }

    private static bool MayBeNothing(Field field) =>
        field is Field.Name or Field.Topic or Field.State or Field.Lga or Field.Place or Field.Account or Field.Email or Field.Product;

    /// <summary>What stands for anybody would make one customer of strangers: "anonymous" for an address, "Not available" or 0000 for an account.</summary>
    private static bool IsNobody(Field field, string value) => field switch
    {
        Field.Email => !value.Contains('@', StringComparison.Ordinal) && !value.Contains(" at ", StringComparison.OrdinalIgnoreCase) && !value.Contains("(at)", StringComparison.OrdinalIgnoreCase),
        Field.Account => IsOneSign(value.AsSpan().Trim()) || !value.AsSpan().ContainsAnyInRange('0', '9'),
        _ => false,
    };

    private static bool IsOneSign(ReadOnlySpan<char> value) => value.IndexOfAnyExcept(value[0]) < 0 && value.Length > 1 || value is "0";

    /// <summary>What programs and forms write where nothing stands: databases, spreadsheets, phones.</summary>
    public static bool IsNothing(string value) => value.Length <= LongestNothing && value.Trim() switch
    {
        "null" or "NULL" or "Null" or "(null)" or "<null>" or "\\N" or "nan" or "NaN" or "None" or "none" or "NONE" or "nil" or "NIL" or "Nil" or "N/A" or "n/a" or "NA" or "N.A" or "#N/A" or "#REF!"
            or "-" or "--" or "---" or "." or "(Unknown)" or "(unknown)" or "undefined" => true,
        _ => false,
    };

    /// <summary>Forgets the value.</summary>
    public void Clear(Field field) => _values[(int)field] = null;

    /// <summary>Takes over what the other has and this has not.</summary>
    public void Fill(FieldValues other)
    {
        _named |= other._named;
        Repaired |= other.Repaired;
        for (var i = 0; i < Count; i++)
        {
            _values[i] ??= other._values[i];
        }
    }

    /// <summary>The draft of a record; call only when <see cref="Field.Text"/> has a value.</summary>
    public ComplaintDraft ToDraft(long rawId, long root, RawRecord raw, string channel, string? timeOrder = null, MessagePart? part = null, bool keyIsLocal = false)
    {
        var draft = new ComplaintDraft(rawId, root, raw.Source, raw.Key, raw.ObservedAt)
        {
            Channel = channel,
            Given = new Given
            {
                Text = Words(this[Field.Text]),
                Topic = this[Field.Topic],
                Time = Times.Whole(this[Field.Time], this[Field.Date], this[Field.Clock]),
                TimeOrder = timeOrder,
                Part = part,
                KeyIsLocal = keyIsLocal,
                Phone = this[Field.Phone],
                Name = this[Field.Name],
                Email = this[Field.Email],
                Handle = this[Field.Handle],
                Account = this[Field.Account],
                State = this[Field.State],
                Lga = this[Field.Lga],
                Place = this[Field.Place],
                Coordinates = this[Field.Latitude] is { } north && this[Field.Longitude] is { } east ? $"{north.Trim()}, {east.Trim()}" : null,
                Product = this[Field.Product],
                Tier = this[Field.Tier],
                Status = this[Field.Status],
                Language = this[Field.Language],
            },
        };
        return Repaired
            ? draft.Warn("encoding.repaired", "Some bytes were not UTF-8 and were read as Windows-1252: names and symbols may be off.")
            : draft;
    }

    /// <summary>The one answer for a record without words.</summary>
    public static Parsed TextMissing(string field) =>
        new Parsed.Unreadable(new Reason("text.missing", $"The complaint itself is missing: '{field}' is empty.", field));

    /// <summary>The answer for words that were taken back before they reached us; null for any others.</summary>
    public static Parsed? Deleted(string text) => text.Length < 30 && TakenBack.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase)
        ? new Parsed.Ignored(new Reason("message.deleted", "The author or a moderator took the words back before they were exported.")) : null;

    /// <summary>The answer for a rating, a picture or a sticker that came without words.</summary>
    public static Parsed NoWords() => new Parsed.Ignored(new Reason("message.no-words", "A picture, voice note, reaction, place or rating without words, or what a program writes for nothing (NULL, N/A); there is nothing in it to read."));

    /// <summary>Helpdesks export what was written in their editor as its HTML: told by the ends of paragraphs, so that a customer who writes a tag keeps it.</summary>
    private static string? Words(string? text) =>
        text is not null && text.Contains('<', StringComparison.Ordinal) && Markup().IsMatch(text) && HtmlText.Of(text).Trim() is { Length: > 0 } words ? words : text;

    [GeneratedRegex(@"</(?:p|div|li|td)\s*>|<br\s*/?>|\S<p>\s*\S", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [InlineArray(Count)]
    private struct Values
    {
        private string? _first;
    }

    [InlineArray(Count)]
    private struct Ranks
    {
        private short _first;
    }
}
