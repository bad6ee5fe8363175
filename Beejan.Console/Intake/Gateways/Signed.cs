using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;

namespace Beejan.Intake.Gateways;

/// <summary>One push as it has to be checked: its address as the sender knew it, its headers and its exact bytes.</summary>
internal sealed record Push(HttpRequest Request, string Url, byte[] Body, DateTimeOffset Now)
{
    /// <summary>The header's only value; null when it is missing, empty or repeated.</summary>
    public string? Header(string name) => Request.Headers[name] is [{ Length: > 0 } value] ? value : null;
}

/// <summary>How the senders of one gateway prove themselves.</summary>
internal interface ISignature
{
    /// <summary>Null when the push is genuine; else why it is refused. Comparisons take the same time wherever the values differ.</summary>
    Reason? Refuse(Push push, IReadOnlyList<string> secrets);
}

/// <summary>The answers that all gateways share. They never say how near a signature was.</summary>
internal static class Signed
{
    public static Reason Missing(string header) =>
        new("signature.missing", $"This gateway has a secret, so its requests are signed; '{header}' is missing or stands there twice", header);

    public static Reason Wrong(string header) => new("signature.wrong",
        "The signature is not that of this body under any secret in force: compare the secret, and the public address, with the gateway's", header);

    public static bool Same(ReadOnlySpan<char> given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.ToString()), Encoding.UTF8.GetBytes(expected));
}
