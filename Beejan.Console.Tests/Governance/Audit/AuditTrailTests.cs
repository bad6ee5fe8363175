using Beejan.Governance.Audit;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Governance.Audit;

public abstract class AuditTrailTests(ConsoleHost host) : IDisposable
{
    public void Dispose()
    {
        host.Dispose();
        GC.SuppressFinalize(this);
    }

    private IDatabase Database => host.Services.GetRequiredService<IDatabase>();
    private IAuditTrail Trail => host.Services.GetRequiredService<IAuditTrail>();

    [Fact]
    public async Task A_chain_is_whole_until_somebody_changes_an_entry()
    {
        await AppendAsync("first");
        await AppendAsync("second");
        Assert.Null((await Trail.VerifyAsync(default)).BrokenAt);
        var id = await Database.ReadAsync((db, ct) => db.Set<AuditEntry>().Where(e => e.Action == "test.first").Select(e => e.Id).SingleAsync(ct), default);
        await Database.WriteAsync((db, ct) => db.Set<AuditEntry>().Where(e => e.Id == id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Actor, "somebody else"), ct), default);
        Assert.Equal(id, (await Trail.VerifyAsync(default)).BrokenAt);
        await Database.WriteAsync((db, ct) => db.Set<AuditEntry>().Where(e => e.Id == id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Actor, "tester"), ct), default);
        Assert.Null((await Trail.VerifyAsync(default)).BrokenAt);
    }

    [Fact]
    public async Task An_entry_goes_when_the_deed_is_undone()
    {
        var before = (await Trail.VerifyAsync(default)).Entries;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync<int>(async (db, ct) =>
        {
            await Trail.WriteAsync(db, "tester", "test.undone", "it", null, ct);
            throw new InvalidOperationException("the deed failed");
        }, default));
        Assert.Equal(before, (await Trail.VerifyAsync(default)).Entries);
    }

    private Task<int> AppendAsync(string what) => Database.WriteAsync(async (db, ct) =>
    {
        await Trail.WriteAsync(db, "tester", $"test.{what}", "it", "with details", ct);
        return 0;
    }, default);
}

public sealed class AuditTrailOnSqliteTests() : AuditTrailTests(ConsoleHost.On(postgres: false));

public sealed class AuditTrailOnPostgresTests() : AuditTrailTests(ConsoleHost.On(postgres: true));
