using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Operations.Trace;
using Beejan.RawZone.Reading;
using Beejan.Signals;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Operations;

/// <summary>The bytes of a record hold names and numbers: who looks at them is in the audit trail.</summary>
public sealed class TraceAuditTests : BunitContext, IAsyncLifetime
{
    private RawZoneHouse _house = null!;

    public async Task InitializeAsync()
    {
        _house = await RawZoneHouse.OpenAsync(postgres: false);
        await _house.RawZone.LandAsync([RawZoneHouse.Record("a", "my number is 08031234567"), RawZoneHouse.Record("b", "another")], false, default);
        Services.AddSingleton(_house.RawZone);
        Services.AddSingleton(new RawLooks(_house.RawZone, _house.Services.GetRequiredService<IDatabase>(), _house.Services.GetRequiredService<IAuditTrail>()));
        Services.AddSingleton(_house.Services.GetRequiredService<IChangeFeed>());
        Services.AddSingleton(new Traces(_house.Services.GetRequiredService<IDatabase>()));
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(_house.Services.GetRequiredService<Beejan.Contracts.ISourceNames>());
        this.AddAuthorization().SetAuthorized("ada@beejan.test").SetPolicies(Policies.OperatePipeline);
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", true));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task A_look_at_a_records_bytes_is_audited_once_and_the_next_records_again()
    {
        var page = Render<Trace>(p => p.Add(t => t.Id, "1"));
        await page.WaitForStateAsync(() => page.Markup.Contains("my number is", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
        _house.Services.GetRequiredService<IChangeFeed>().Publish(Beejan.Contracts.Topic.DeadLetters);
        page.Render(p => p.Add(t => t.Id, "2"));
        await page.WaitForStateAsync(() => page.Markup.Contains("another", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
        page.Render(p => p.Add(t => t.Id, "99"));
        await page.WaitForStateAsync(() => page.Markup.Contains("Nothing landed under 99", StringComparison.Ordinal), TimeSpan.FromMinutes(1));

        var looks = await _house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) =>
            db.Set<AuditEntry>().Where(e => e.Action == "raw.view").OrderBy(e => e.Id).Select(e => $"{e.Actor} {e.Subject}").ToListAsync(ct), default);
        Assert.Equal(["ada@beejan.test record 1", "ada@beejan.test record 2"], looks);
    }
}
