using System.Text.Json;
using Beejan.Contracts;
using Beejan.Sources.Json;

namespace Beejan.Sources.Social;

/// <summary>One document read once: the post in it, what came beside it, and what it is when it is no post.</summary>
internal ref struct Envelope
{
    private Utf8JsonReader _reader;

    private Envelope(ReadOnlySpan<byte> json) => _reader = new Utf8JsonReader(json, JsonFields.Options);

    public Tweet? Post { get; private set; }

    public Includes? Includes { get; private set; }

    /// <summary>Why it is on purpose no complaint; null for a post.</summary>
    public Reason? Ignored { get; private set; }

    /// <summary>Why it cannot be read; null when it can.</summary>
    public Reason? Broken { get; private set; }

    public static Envelope Read(ReadOnlySpan<byte> json)
    {
        var envelope = new Envelope(json);
        try
        {
            envelope.Read();
        }
        catch (JsonException)
        {
            envelope.Broken = JsonFields.Malformed(ref envelope._reader, json.Length);
        }
        return envelope;
    }

    private void Read()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            Broken = JsonFields.NotAnObject;
            return;
        }
        Tweet? flat = null;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_reader.IsNamed("data"u8) || _reader.IsNamed("tweet"u8))
            {
                _reader.Read();
                Data();
            }
            else if (_reader.IsNamed("includes"u8))
            {
                _reader.Read();
                if (_reader.TokenType == JsonTokenType.StartObject)
                {
                    Includes = Includes.Read(ref _reader);
                }
                _reader.Skip();
            }
            else if (Notice(_reader.ValueSpan) is { } notice)
            {
                Ignored ??= notice;
                _reader.Read();
                _reader.Skip();
            }
            else
            {
                (flat ??= new Tweet()).Member(ref _reader);
            }
        }
        _reader.Read();
        Post ??= flat;
        // Partial errors and a result count accompany good posts.
        Ignored = Post?.Text is not null || Post?.FullText is not null ? null : Ignored;
    }

    private void Data()
    {
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            Post = Tweet.Read(ref _reader);
            Ignored = Post.IsCount ? Counts() : Ignored;
            return;
        }
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            return;
        }
        Ignored = new Reason("social.no-results", "A search that found nothing.");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType == JsonTokenType.StartObject)
            {
                Ignored = Tweet.Read(ref _reader).IsCount ? Counts() : new Reason("social.not-posts", "A list of something that is no post.");
            }
        }
    }

    private static Reason Counts() => new("social.counts", "A counts response: figures about posts, no posts.");

    private static Reason? Notice(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("errors"u8) || name.SequenceEqual("title"u8) ? new Reason("social.api-error", "An error message of the platform, no post.")
        : name.SequenceEqual("action"u8) || name.SequenceEqual("delete"u8) || name.SequenceEqual("scrub_geo"u8)
            || name.SequenceEqual("status_withheld"u8) || name.SequenceEqual("user_withheld"u8)
            ? new Reason("social.compliance", "A compliance event: it tells what became of a post and is none.")
        : name.SequenceEqual("disconnect"u8) || name.SequenceEqual("limit"u8) || name.SequenceEqual("warning"u8)
            ? new Reason("social.control", "A message of the stream about itself.")
        : name.SequenceEqual("events"u8) || name.SequenceEqual("direct_message_events"u8)
            ? new Reason("social.direct-message", "Direct messages are private and not read from this feed.")
        : name.SequenceEqual("meta"u8) || name.SequenceEqual("search_metadata"u8)
            ? new Reason("social.no-results", "A search that found nothing.")
        : null;
}
