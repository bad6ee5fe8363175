using System.Text.Json;
using Beejan.Sources.Framing;
using Beejan.Sources.Text;

namespace Beejan.Sources.Json;

/// <summary>
/// Cuts <c>{"data":[…]}</c>: a record each member of the array. What else the envelope says before and behind the array is a piece of its own;
/// what follows the envelope is cut as any JSON.
/// </summary>
internal sealed class EnvelopeCutter : Cutter
{
    private readonly int _limit;
    private readonly int _opening;
    private readonly bool _saysMore;
    private readonly TooLong _tooLong;
    private JsonCutter? _rest;
    private State _state;

    private EnvelopeCutter(int limit, int opening, bool saysMore) => (_limit, _opening, _saysMore, _tooLong) = (limit, opening, saysMore, new(Charset.Utf8, limit));

    private enum State
    {
        Opening,
        Members,
        Closing,
        Behind,
    }

    /// <summary>The last piece is what stood around the members.</summary>
    public bool IsEnvelope { get; private set; }

    /// <summary>The cutter of a delivery that is such an envelope; null for any other.</summary>
    /// <param name="head">The first bytes; the array must begin in them.</param>
    /// <param name="isRecord">Whether a member of that name makes an object a record: the first object in the array has one, the envelope none.</param>
    public static EnvelopeCutter? For(ReadOnlySpan<byte> head, int limit, Func<string, bool> isRecord)
    {
        var mark = head.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(head[mark..Math.Max(mark, Math.Min(head.Length, limit))], isFinalBlock: false, new JsonReaderState(JsonFields.Options));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }
            var before = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (isRecord(NameOf(in reader)) || !reader.Read())
                {
                    return null;
                }
                var opening = mark + (int)reader.BytesConsumed;
                if (reader.TokenType == JsonTokenType.StartArray && FirstIsRecord(reader, isRecord))
                {
                    return IsRecordBehind(reader, isRecord) ? null : new EnvelopeCutter(limit, opening, before > 0);
                }
                before++;
                if (!reader.TrySkip())
                {
                    return null;
                }
            }
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        IsEnvelope = false;
        if (_tooLong.Continues)
        {
            return _tooLong.TryCut(unread, last, out cut);
        }
        switch (_state)
        {
            case State.Opening:
                (_state, IsEnvelope) = (State.Members, true);
                cut = _saysMore ? new Cut(0, _opening, _opening) : Cut.Gap(_opening);
                return true;
            case State.Members:
                return TryMember(unread, last, out cut);
            case State.Closing:
                return TryClosing(unread, last, out cut);
            default:
                return (_rest ??= new JsonCutter(_limit)).TryCut(unread, last, out cut);
        }
    }

    private static string NameOf(ref readonly Utf8JsonReader reader)
    {
        var repaired = false;
        return JsonStrings.Text(in reader, ref repaired);
    }

    private static bool FirstIsRecord(Utf8JsonReader reader, Func<string, bool> isRecord)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var named = isRecord(NameOf(in reader));
            if (!reader.Read())
            {
                return false;
            }
            if (named && (reader.TokenType is JsonTokenType.String or JsonTokenType.StartObject))
            {
                return true;
            }
            if (!reader.TrySkip())
            {
                return false;
            }
        }
        return false;
    }

    /// <summary>Whether the object says behind the array that it is a record itself, such as a complaint behind its attachments; as far as it is at hand.</summary>
    private static bool IsRecordBehind(Utf8JsonReader reader, Func<string, bool> isRecord)
    {
        while (reader.TrySkip() && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (isRecord(NameOf(in reader)))
            {
                return true;
            }
            if (!reader.Read())
            {
                return false;
            }
        }
        return false;
    }

    private bool TryMember(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        var start = unread.IndexOfAnyExcept(" \t\r\n,"u8);
        if (start != 0)
        {
            cut = Cut.Gap(start < 0 ? unread.Length : start);
            return true;
        }
        if (unread[0] == (byte)']')
        {
            _state = State.Closing;
            return TryClosing(unread, last, out cut);
        }
        var end = JsonCutter.ValueEnd(unread[..Math.Min(unread.Length, _limit + 1)]);
        if (end < 0 && unread.Length > _limit)
        {
            return _tooLong.TryCut(unread, last, out cut);
        }
        cut = end < 0 ? new Cut(0, unread.Length, unread.Length) : new Cut(0, end, end);
        return end >= 0 || last;
    }

    /// <summary>From the array's end to the envelope's.</summary>
    private bool TryClosing(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        var view = unread[..Math.Min(unread.Length, _limit + 1)];
        var at = 1;
        while (at < view.Length)
        {
            var c = view[at];
            if (c == (byte)'}')
            {
                _state = State.Behind;
                var says = view[1..at].IndexOfAnyExcept(" \t\r\n,"u8) >= 0;
                (IsEnvelope, cut) = (says, says ? new Cut(0, at + 1, at + 1) : Cut.Gap(at + 1));
                return true;
            }
            if (c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)':')
            {
                at++;
                continue;
            }
            var end = JsonCutter.ValueEnd(view[at..]);
            if (end < 0)
            {
                break;
            }
            at += Math.Max(1, end);
        }
        if (unread.Length > _limit)
        {
            _state = State.Behind;
            return _tooLong.TryCut(unread, last, out cut);
        }
        (IsEnvelope, cut) = (last, new Cut(0, unread.Length, unread.Length));
        return last;
    }
}
