using System.Globalization;
using Beejan.Contracts;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Json;
using Microsoft.Extensions.Options;

namespace Beejan.Sources.Social;

/// <summary>Posts as X delivers them: API v2 stream lines and search pages, v1.1 statuses, one a line, in arrays or pretty-printed.</summary>
internal sealed class SocialSource(IOptions<SocialOptions> options) : FramedSource("social", "Social media")
{
    private const string Json = "application/json";

    private readonly SocialOptions _options = options.Value;
    private readonly ByContext<Includes> _includes = new(Includes.FromContext);

    protected override Splitter Open(BlockReader reader, Records records)
    {
        var cutter = TextDelivery.Begin(reader, _options.MaxDocumentBytes, out var charset, emitBlank: true);
        var type = charset.Width == 1 ? Json : $"{Json}; charset={charset.Name}";
        return new PieceSplitter(cutter, (in piece, records) =>
        {
            var page = charset.Width == 1 && piece.Fault is null ? Page.Look(piece.Bytes.Span) : default;
            if (page.Context is null)
            {
                records.Add(piece, type, page.Key, null);
                return;
            }
            foreach (var post in page.Posts)
            {
                records.Add(new Piece(piece.Bytes.Slice(post.Start, post.Length), null), type, post.Key, page.Context);
            }
        });
    }

    protected override Parsed Read(long rawId, long root, RawRecord raw)
    {
        var json = TextDelivery.CharsetOf(raw.ContentType).ToUtf8(raw.Payload.Span);
        if (Format.TrimStart(json).IsEmpty)
        {
            return new Parsed.Ignored(new Reason("social.heartbeat", "A blank line, by which a stream shows that it is alive."));
        }
        if (Deletion.IdOf(json) is not null)
        {
            return new Parsed.Withdrawn(new Reason("social.compliance", "The author deleted a post of which nothing was received."));
        }
        var envelope = Envelope.Read(json);
        if (envelope.Broken is { } broken)
        {
            return new Parsed.Unreadable(broken);
        }
        if (envelope.Ignored is { } ignored)
        {
            return new Parsed.Ignored(ignored);
        }
        if (envelope.Post is not { } post || post is { CreatedAt: null, AuthorId: null, Author: null, Text: null, FullText: null })
        {
            return new Parsed.Unreadable(new Reason("social.not-a-post", "The object is neither a post nor a known message of the platform."));
        }
        return Draft(rawId, root, raw, post, envelope.Includes ?? _includes.Of(raw.Context));
    }

    private static Parsed Draft(long rawId, long root, RawRecord raw, Tweet post, Includes? includes)
    {
        var original = post.Retweeted ?? (post.RetweetOf is { } id ? includes?.Post(id) : null);
        var author = post.Author ?? (post.AuthorId is null ? null : includes?.User(post.AuthorId));
        var words = post.Words(original);
        if (string.IsNullOrWhiteSpace(words))
        {
            return FieldValues.TextMissing("text");
        }
        var place = post.PlaceName ?? (post.PlaceId is null ? null : includes?.Place(post.PlaceId));
        var revision = long.TryParse(post.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var draft = new ComplaintDraft(rawId, root, raw.Source, raw.Key, raw.ObservedAt)
        {
            Channel = Channels.Social,
            Given = new Given
            {
                Text = words,
                // X sends it only to those who ask for it; the identifier tells it as well.
                Time = post.CreatedAt ?? Snowflake.TimeOf(revision)?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                Handle = post.AuthorId ?? author?.Id ?? author?.UserName,
                UserName = author?.UserName,
                Name = author?.Name ?? author?.UserName,
                Place = string.IsNullOrWhiteSpace(place) ? Blank(author?.Location) : place,
                Coordinates = post.Coordinates,
                Revision = revision,
                IsShare = post.Retweeted is not null || post.RetweetOf is not null || words.StartsWith("RT @", StringComparison.Ordinal),
                Reach = (int)Math.Min(int.MaxValue, post.Reach + (author?.Followers ?? 0)),
            },
        };
        return new Parsed.Ok(post.Repaired
            ? draft.Warn("encoding.repaired", "Some characters were broken and were repaired or replaced.")
            : draft);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
