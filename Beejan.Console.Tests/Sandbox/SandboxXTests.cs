using Beejan.Intake.Pull;
using Beejan.RawZone;
using Beejan.Sandbox.X;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Sandbox;

public sealed class SandboxXTests
{
    [Fact]
    public async Task The_live_posts_of_the_sandbox_come_over_the_connector()
    {
        await using var host = new ConsoleHost();
        foreach (var (key, value) in new[] { ("Enabled", "true"), ("Days", "1"), ("PerDay", "40"), ("LivePerMinute", "6000") })
        {
            host.Settings[$"Beejan:Sandbox:{key}"] = value;
        }
        using var client = host.Api();
        var raw = host.Services.GetRequiredService<IRawZone>();

        await Until.TrueAsync(async () =>
        {
            var newest = await host.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) =>
                db.Set<LedgerRow>().Where(r => r.Source == "social").OrderByDescending(r => r.RawId).Select(r => (long?)r.RawId).FirstOrDefaultAsync(ct), default);
            return newest is { } id && await raw.FindAsync(id, default) is { Raw.Origin: { } origin } && origin.StartsWith("stream", StringComparison.Ordinal);
        });

        // The platform that is simulated refuses now and then: what counts is that this passes.
        await Until.TrueAsync(() => Task.FromResult(host.Services.GetRequiredService<Pullers>().Find("social")!.Breaker == BreakerState.Closed));
    }

    [Fact]
    public async Task With_a_token_of_the_real_platform_the_simulated_one_stays_away()
    {
        await using var host = new ConsoleHost();
        foreach (var (key, value) in new[]
        {
            ("Sandbox:Enabled", "true"), ("Sandbox:Days", "1"), ("Sandbox:PerDay", "1"),
            ("Sources:Social:BearerToken", "real"), ("Sources:Social:Query", "@x"), ("Sources:Social:BaseUrl", "http://127.0.0.1:9"),
        })
        {
            host.Settings["Beejan:" + key] = value;
        }
        using var client = host.Api();

        Assert.False(host.Services.GetRequiredService<SandboxX>().IsOn);
        Assert.Equal("http://127.0.0.1:9", host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Beejan.Sources.Social.SocialOptions>>().Value.BaseUrl);
    }
}
