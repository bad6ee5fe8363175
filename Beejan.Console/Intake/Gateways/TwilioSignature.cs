using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Beejan.Intake.Gateways;

/// <summary>
/// <c>X-Twilio-Signature</c>: base64 of HMAC-SHA1 under the auth token over the address and, for a form, every name and value in the order of the
/// names. A JSON body is covered by <c>bodySHA256</c> in the address. Twilio signs no time: a repeat is recognised by its message's identifier.
/// </summary>
internal sealed class TwilioSignature : ISignature
{
    public const string Header = "X-Twilio-Signature";

    public Reason? Refuse(Push push, IReadOnlyList<string> secrets)
    {
        if (push.Header(Header) is not { } given)
        {
            return Signed.Missing(Header);
        }
        var isForm = push.Request.HasFormContentType;
        if (!isForm && !IsBody(push))
        {
            return Signed.Wrong(Header);
        }
        var parameters = isForm ? Parameters(push.Body) : "";
        var genuine = false;
        foreach (var url in Spellings(push.Url))
        {
            foreach (var secret in secrets)
            {
                genuine |= parameters is not null && Signed.Same(given, Sign(secret.Trim(), url + parameters));
            }
        }
        return genuine ? null : Signed.Wrong(Header);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "Twilio signs with HMAC-SHA1 and offers nothing else")]
    internal static string Sign(string secret, string content) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(content)));

    private static bool IsBody(Push push) =>
        QueryHelpers.ParseQuery(push.Request.QueryString.Value).TryGetValue("bodySHA256", out var hash)
        && Signed.Same(hash.ToString().ToLowerInvariant(), Convert.ToHexStringLower(SHA256.HashData(push.Body)));

    private static string? Parameters(byte[] body)
    {
        Dictionary<string, StringValues> form;
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body));
            form = reader.ReadForm();
        }
        catch (InvalidDataException)
        {
            return null;
        }
        var text = new StringBuilder();
        foreach (var (name, values) in form.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                text.Append(name).Append(value);
            }
        }
        return text.ToString();
    }

    /// <summary>Twilio names the standard port in some addresses and leaves it out in others: both are the same address.</summary>
    private static IEnumerable<string> Spellings(string url)
    {
        yield return url;
        if (Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.IsDefaultPort)
        {
            var start = parsed.Scheme.Length + Uri.SchemeDelimiter.Length;
            var end = url.IndexOfAny(['/', '?'], start);
            end = end < 0 ? url.Length : end;
            var host = url[start..end];
            var port = $":{parsed.Port}";
            yield return host.EndsWith(port, StringComparison.Ordinal)
                ? url.Remove(end - port.Length, port.Length)
                : url.Insert(end, port);
        }
    }
}
