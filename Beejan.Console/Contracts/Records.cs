using System.Security.Cryptography;

namespace Beejan.Contracts;

/// <summary>The stable name of a source, as in the CLI and the API: <c>call-center</c>, <c>sms</c>, <c>social</c>, <c>web-form</c>.</summary>
public readonly record struct SourceId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>One run of one work; every answer and every complaint names the run that made it.</summary>
public readonly record struct RunId(Guid Value)
{
    public static RunId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("n");
}

/// <summary>How far a pulled source was read. Opaque to all but its source.</summary>
public readonly record struct Checkpoint(string Value);

/// <summary>
/// One item exactly as a source gave it. Source + Key + Hash is the idempotency key: the same three land once.
/// </summary>
/// <param name="Source">Where it came from.</param>
/// <param name="Key">The source's own identifier, or one derived from the bytes when it has none.</param>
/// <param name="ContentType">Media type of <paramref name="Payload"/>, which tells the parser what to expect.</param>
/// <param name="Payload">The bytes as received, never changed.</param>
/// <param name="ObservedAt">When we first saw it (UTC).</param>
/// <param name="Context">What the bytes need to be understood and do not carry, such as a CSV file's header and dialect. Shared by all records of a file.</param>
/// <param name="Origin">Where in the delivery it stood, such as <c>calls.csv#12</c>. For people; not part of the identity.</param>
public sealed record RawRecord(
    SourceId Source, string Key, string ContentType, ReadOnlyMemory<byte> Payload, DateTimeOffset ObservedAt,
    string? Context = null, string? Origin = null)
{
    private byte[]? _hash;

    /// <summary>SHA-256 of the payload, 32 bytes.</summary>
    public byte[] Hash => _hash ??= SHA256.HashData(Payload.Span);
}

/// <summary>Why something was set aside, rejected or changed.</summary>
/// <param name="Code">Stable and dotted, subject first: <c>phone.malformed</c>. Scripts may rely on it.</param>
/// <param name="Message">What is wrong and how to mend it, in plain words. Never holds personal data.</param>
/// <param name="Field">The field at fault, when there is one.</param>
public sealed record Reason(string Code, string Message, string? Field = null);
