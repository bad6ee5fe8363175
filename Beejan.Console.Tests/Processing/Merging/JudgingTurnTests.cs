using Beejan.Contracts;
using Beejan.Curated.Merging;
using Beejan.Processing;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Processing.Merging;

public sealed class JudgingTurnTests
{
    /// <summary>While one process looks for duplicates, another waits at the database's lock instead of looking, too: so it will see what the first one serves.</summary>
    [Fact]
    public async Task Two_processes_on_one_database_look_for_duplicates_one_after_the_other()
    {
        Watched? watched = null;
        await using var house = await RawZoneHouse.OpenAsync(postgres: true, services =>
        {
            var real = services.Single(s => s.ServiceType == typeof(ISayings));
            services.Remove(real);
            services.AddSingleton<ISayings>(provider => watched = new Watched((ISayings)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
        });
        await house.RawZone.LandAsync([RawZoneHouse.Record("k", """{"id":"k","from":"08031234567","text":"No network in Ikeja","date":"2026-11-20 10:00:00"}""")], false, default);
        var work = house.Services.GetRequiredService<ProcessingWork>();
        var first = work.RunAsync(RunId.New(), default);
        await Until.TrueAsync(() => Task.FromResult(watched is { Looking: 1 }));

        var second = work.RunAsync(RunId.New(), default);
        var database = house.Services.GetRequiredService<IDatabase>();
        await Until.TrueAsync(async () => watched!.Looking > 1 || await database.ReadAsync(
            async (db, ct) => await db.Database.SqlQuery<long>($"SELECT COUNT(*) AS \"Value\" FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").SingleAsync(ct), default) > 0);

        Assert.Equal(1, watched!.Looking);
        watched.GoOn.SetResult();
        await Task.WhenAll(first, second);
        Assert.Empty(await house.FaultsAsync());
    }

    private sealed class Watched(ISayings real) : ISayings
    {
        private int _looking;

        public int Looking => Volatile.Read(ref _looking);

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<Known> FindAsync(IReadOnlyList<Around> near, Spans spans, IReadOnlyList<long> ids, IReadOnlyList<long> judgedBefore, CancellationToken ct)
        {
            Interlocked.Increment(ref _looking);
            await GoOn.Task;
            return await real.FindAsync(near, spans, ids, judgedBefore, ct);
        }
    }
}
