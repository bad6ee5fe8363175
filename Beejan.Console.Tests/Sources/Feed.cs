using System.Text;
using Beejan.Contracts;
using Beejan.Sources;
using Beejan.Sources.CallCenter;
using Beejan.Sources.Email;
using Beejan.Sources.Files;
using Beejan.Sources.Sms;
using Beejan.Sources.Social;
using Beejan.Sources.WebForm;
using Microsoft.Extensions.Options;

namespace Beejan.Tests.Sources;

/// <summary>The sources with their defaults, and deliveries made of bytes.</summary>
internal static class Feed
{
    public static readonly DateTimeOffset Received = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static ISource CallCenter(CallCenterOptions? options = null) => new CallCenterSource(Options.Create(options ?? new()));

    public static ISource Email(EmailOptions? options = null) => new EmailSource(Options.Create(options ?? new()));

    public static ISource Files(FilesOptions? options = null, Mapping? mapping = null) => new FilesSource(mapping?.Name ?? "files", "Files", options ?? new(), mapping);

    public static ISource Sms(SmsOptions? options = null) => new SmsSource(Options.Create(options ?? new()));

    public static ISource Social(SocialOptions? options = null) => new SocialSource(Options.Create(options ?? new()));

    public static ISource WebForm(WebFormOptions? options = null) => new WebFormSource(Options.Create(options ?? new()));

    public static IEnumerable<ISource> All(int limit) =>
    [
        CallCenter(new() { MaxRecordBytes = limit }), Sms(new() { MaxRecordBytes = limit }), Social(new() { MaxDocumentBytes = limit }),
        WebForm(new() { MaxRecordBytes = limit }), Email(new() { MaxMessageBytes = limit }), Files(new() { MaxRecordBytes = limit }),
    ];

    public static Task<List<RawRecord>> SplitAsync(this ISource source, string text) => source.SplitAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<List<RawRecord>> SplitAsync(this ISource source, byte[] bytes, int chunk = int.MaxValue, string? key = null)
    {
        await using var stream = new ChunkedStream(bytes, chunk);
        var records = new List<RawRecord>();
        await foreach (var record in source.SplitAsync(new Delivery("feed", null, stream, Received, key), default))
        {
            records.Add(record);
        }
        return records;
    }

    public static Parsed Parse(this ISource source, RawRecord record) => source.Parse(7, 7, record);

    /// <summary>Splits and parses; one answer a record.</summary>
    public static async Task<List<Parsed>> ReadAsync(this ISource source, string text) =>
        [.. (await source.SplitAsync(text)).Select(source.Parse)];

    public static async Task<ComplaintDraft> OneAsync(this ISource source, string text) =>
        Xunit.Assert.IsType<Parsed.Ok>(Xunit.Assert.Single(await source.ReadAsync(text))).Draft;

    /// <summary><c>ok</c>, or the code of the reason.</summary>
    public static string Code(this Parsed parsed) => parsed switch
    {
        Parsed.Unreadable bad => bad.Reason.Code,
        Parsed.Ignored ignored => ignored.Reason.Code,
        Parsed.Withdrawn withdrawn => withdrawn.Reason.Code,
        _ => "ok",
    };

    /// <summary>A stream that cannot seek and gives at most so many bytes a read, as a network does.</summary>
    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }
}
