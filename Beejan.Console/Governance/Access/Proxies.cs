using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Beejan.Governance.Access;

/// <summary>
/// Reverse proxies that are believed when they say who asked (<c>X-Forwarded-For</c>) and how (<c>X-Forwarded-Proto</c>): those on this
/// machine and those of <see cref="AccessOptions.Proxies"/>. Whoever else sends these headers is taken for itself, or anybody could pass
/// for another sender and around what is limited by sender.
/// </summary>
internal sealed class Proxies(IOptions<AccessOptions> access) : IConfigureOptions<ForwardedHeadersOptions>
{
    public void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // Back along the whole chain, up to the first that is not believed.
        options.ForwardLimit = null;
        foreach (var text in access.Value.Proxies)
        {
            if (IPAddress.TryParse(text, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(text, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
        }
    }

    /// <summary>Whether that names an address or a network.</summary>
    public static bool Reads(string text) => IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _);
}
