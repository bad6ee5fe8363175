using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;

namespace Beejan.Intake.Gateways;

/// <summary>
/// Standard Webhooks 1.0: <c>webhook-signature</c> holds one or more <c>v1,base64</c> of HMAC-SHA256 over <c>id.timestamp.body</c>; one of them must be
/// right under one of our secrets. Other versions (<c>v1a</c>) are passed over.
/// </summary>
internal sealed class StandardSignature(TimeSpan tolerance) : ISignature
{
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";

    public Reason? Refuse(Push push, IReadOnlyList<string> secrets)
    {
        foreach (var header in (ReadOnlySpan<string>)[IdHeader, TimeHeader, SignatureHeader])
        {
            if (push.Header(header) is null)
            {
                return Signed.Missing(header);
            }
        }
        var (id, time) = (push.Header(IdHeader)!, push.Header(TimeHeader)!);
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return new Reason("timestamp.malformed", $"'{TimeHeader}' is not a time in whole seconds since 1970", TimeHeader);
        }
        var genuine = false;
        foreach (var given in push.Header(SignatureHeader)!.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (given.StartsWith("v1,", StringComparison.Ordinal))
            {
                foreach (var secret in secrets)
                {
                    genuine |= Signed.Same(given.AsSpan(3), Sign(secret, id, time, push.Body));
                }
            }
        }
        if (!genuine)
        {
            return Signed.Wrong(SignatureHeader);
        }
        // After the signature: only the genuine sender learns that its clock is off.
        return (push.Now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= tolerance ? null : new Reason("timestamp.outside", string.Create(
            CultureInfo.InvariantCulture, $"The request was signed more than {tolerance.TotalMinutes:0} minutes from now: send it signed anew, and check both clocks"), TimeHeader);
    }

    internal static string Sign(string secret, string id, string time, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, KeyOf(secret) ?? []);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{time}."));
        hash.AppendData(body);
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>The bytes of a secret; null when it is none.</summary>
    internal static byte[]? KeyOf(string secret)
    {
        var text = secret.Trim();
        text = text.StartsWith(SecretPrefix, StringComparison.Ordinal) ? text[SecretPrefix.Length..] : text;
        text = text.TrimEnd('=').PadRight((text.TrimEnd('=').Length + 3) / 4 * 4, '=');
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length is >= 16 and <= 128 ? key[..length] : null;
    }
}
