using Beejan.Contracts;

namespace Beejan.Intake.Gateways;

/// <summary>Africa's Talking signs nothing: whoever knows the secret in the path or in the header is taken for it.</summary>
internal sealed class SharedSecret(string header) : ISignature
{
    public Reason? Refuse(Push push, IReadOnlyList<string> secrets)
    {
        var given = push.Request.RouteValues["secret"] as string ?? push.Header(header);
        if (string.IsNullOrEmpty(given))
        {
            return new Reason("signature.missing", $"The shared secret is missing: end the address with it, or send it as '{header}'", header);
        }
        var genuine = false;
        foreach (var secret in secrets)
        {
            genuine |= Signed.Same(given, secret.Trim());
        }
        return genuine ? null : new Reason("signature.wrong", "The shared secret is none of those in force", header);
    }
}
