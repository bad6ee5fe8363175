using Beejan.Sandbox.Generator;
using Beejan.Sources.Social;
using Microsoft.Extensions.Options;

namespace Beejan.Sandbox.X;

/// <summary>
/// The simulated platform of a running sandbox: its live posts go there, and the connector, pointed at it, fetches them back. With a bearer
/// token of the real platform configured it stays out of the way.
/// </summary>
internal sealed class SandboxX(IOptions<SandboxOptions> options, IConfiguration configuration, TimeProvider clock) : IHostedService, IAsyncDisposable
{
    private readonly XSimulator _simulator = new(clock, MischiefPlan.Seldom, TimeSpan.FromMilliseconds(50));
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True when the sandbox's posts travel over the connector.</summary>
    public bool IsOn { get; } = IsWanted(options.Value, configuration);

    /// <summary>Takes a live post; false when it goes another way: there is no simulated platform, or the post is broken.</summary>
    public bool Take(SandboxDelivery delivery) => IsOn && delivery.Source.Value == SandboxSources.Social && _simulator.Posts.Add(delivery.Content);

    /// <summary>Where it listens; waits until it does.</summary>
    public Task<Uri> AddressAsync(CancellationToken ct) => _address.Task.WaitAsync(ct);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsOn)
        {
            await _simulator.StartAsync();
            _address.SetResult(new Uri(_simulator.Address));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    private static bool IsWanted(SandboxOptions sandbox, IConfiguration configuration) => sandbox is { Enabled: true, Pace: > 0 }
        && string.IsNullOrWhiteSpace(configuration[$"{SocialOptions.Section}:{nameof(SocialOptions.BearerToken)}"]);

    /// <summary>Points the connector at the simulated platform. Its port is not known yet, so <see cref="Way"/> fills it in.</summary>
    internal sealed class Settings(IOptions<SandboxOptions> sandbox, IConfiguration configuration) : IPostConfigureOptions<SocialOptions>
    {
        public void PostConfigure(string? name, SocialOptions options)
        {
            if (IsWanted(sandbox.Value, configuration))
            {
                (options.BearerToken, options.BaseUrl, options.CatchUpEveryMinutes) = (XSimulator.Token, "http://x.sandbox", 2);
                options.Query = string.IsNullOrWhiteSpace(options.Query) ? "@BeejanCare" : options.Query;
            }
        }
    }

    /// <summary>Sends what is meant for the simulated platform there.</summary>
    internal sealed class Way(SandboxX x) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (x.IsOn && request.RequestUri is { Host: "x.sandbox" } meant)
            {
                request.RequestUri = new Uri(await x.AddressAsync(cancellationToken), meant.PathAndQuery);
            }
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
