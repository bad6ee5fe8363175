using System.Text;
using Beejan.Contracts;
using Beejan.Intake;
using Beejan.RawZone;
using Beejan.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Intake;

public sealed class InboxTests
{
    [Fact]
    public async Task Many_requests_share_batches_and_each_gets_its_own_receipts()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(() =>
            house.Get<IInbox>().LandAsync([Record($"a{i}"), Record($"b{i}")], CancellationToken.None))));

        for (var i = 0; i < answers.Length; i++)
        {
            var receipts = Assert.IsType<Delivered.Durable>(answers[i]).Receipts;
            Assert.Equal([$"a{i}", $"b{i}"], receipts.Select(r => r.Key));
        }
        var balance = await house.BalanceAsync();
        Assert.Equal((600, true), (balance.Landed, balance.Balanced));
    }

    [Fact]
    public async Task A_caller_is_answered_only_after_its_record_can_be_read_back()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var answer = Assert.IsType<Delivered.Durable>(await house.Get<IInbox>().LandAsync([Record("k1")], CancellationToken.None));

        // Another process would see it: read through the ledger and the lake's file, not through memory.
        var found = await house.Get<IRawZone>().FindAsync(answer.Receipts[0].RawId, CancellationToken.None);
        Assert.Equal("k1|text", Encoding.UTF8.GetString(found!.Raw.Payload.Span));
    }

    [Fact]
    public async Task An_outage_refuses_with_a_reason_and_passes_by_itself()
    {
        var store = new Failing(new IOException("No space left on device"));
        await using var house = await IntakeHouse.OpenAsync(s => s.AddSingleton<IRawZone>(p => store.Before(ActivatorUtilities.CreateInstance<RawZoneStore>(p))));

        var refused = Assert.IsType<Delivered.Refused>(await house.Get<IInbox>().LandAsync([Record("k1")], CancellationToken.None));
        Assert.Equal("storage.unavailable", refused.Reason.Code);

        store.Fault = null;
        Assert.IsType<Delivered.Durable>(await house.Get<IInbox>().LandAsync([Record("k1")], CancellationToken.None));
        Assert.Equal(1, (await house.BalanceAsync()).Landed);
    }

    [Fact]
    public async Task One_request_that_cannot_be_landed_does_not_fail_the_others()
    {
        var store = new Failing(null) { Poison = "bad" };
        await using var house = await IntakeHouse.OpenAsync(s => s.AddSingleton<IRawZone>(p => store.Before(ActivatorUtilities.CreateInstance<RawZoneStore>(p))));

        store.Hold();
        var first = house.Get<IInbox>().LandAsync([Record("first")], CancellationToken.None);
        var bad = house.Get<IInbox>().LandAsync([Record("bad")], CancellationToken.None);
        var good = house.Get<IInbox>().LandAsync([Record("good")], CancellationToken.None);
        store.Release();

        Assert.IsType<Delivered.Durable>(await first);
        Assert.IsType<Delivered.Durable>(await good);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
    }

    [Fact]
    public async Task A_full_inbox_refuses_after_two_seconds_instead_of_growing()
    {
        var store = new Failing(null);
        await using var house = await IntakeHouse.OpenAsync(s =>
        {
            s.Configure<IntakeOptions>(o => o.InboxCapacity = 1);
            s.AddSingleton<IRawZone>(p => store.Before(ActivatorUtilities.CreateInstance<RawZoneStore>(p)));
        });
        store.Hold();
        var landing = house.Get<IInbox>().LandAsync([Record("first")], CancellationToken.None);
        await store.Reached;
        var waits = house.Get<IInbox>().LandAsync([Record("second")], CancellationToken.None);

        var refused = Assert.IsType<Delivered.Refused>(await house.Get<IInbox>().LandAsync([Record("third")], CancellationToken.None));
        Assert.Equal("intake.busy", refused.Reason.Code);
        Assert.Equal(2, house.Get<IntakePressure>().Waiting);

        store.Release();
        Assert.IsType<Delivered.Durable>(await landing);
        Assert.IsType<Delivered.Durable>(await waits);
        Assert.Equal(0, house.Get<IntakePressure>().Waiting);
    }

    [Fact]
    public async Task Stopping_lands_what_waits_and_takes_nothing_more()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var inbox = house.Get<Inbox>();
        var waiting = Enumerable.Range(0, 50).Select(i => inbox.LandAsync([Record($"k{i}")], CancellationToken.None)).ToList();

        await inbox.StopAsync(CancellationToken.None);

        Assert.All(await Task.WhenAll(waiting), a => Assert.IsType<Delivered.Durable>(a));
        Assert.IsType<Delivered.Refused>(await inbox.LandAsync([Record("late")], CancellationToken.None));
    }

    private static RawRecord Record(string key) => new(LineSource.Name, key, "text/plain", Encoding.UTF8.GetBytes(key + "|text"), DateTimeOffset.UnixEpoch);

    /// <summary>The real raw zone behind a door that fails or stays shut on demand.</summary>
    private sealed class Failing(Exception? fault) : IRawZone
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _door = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IRawZone _inner = null!;
        private bool _held;

        public Exception? Fault { get; set; } = fault;

        public string? Poison { get; init; }

        public Task Reached => _reached.Task;

        public Failing Before(IRawZone inner)
        {
            _inner = inner;
            return this;
        }

        public void Hold() => (_held, _door) = (true, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        public void Release()
        {
            _held = false;
            _door.SetResult();
        }

        public Task<IReadOnlyList<Receipt>> LandAsync(IReadOnlyList<RawRecord> batch, bool bulk, CancellationToken ct) => _inner.LandAsync(batch, bulk, ct);

        public async Task<Task<IReadOnlyList<Receipt>>> BeginLandingAsync(IReadOnlyList<RawRecord> batch, CancellationToken ct)
        {
            _reached.TrySetResult();
            if (_held)
            {
                await _door.Task;
            }
            return Fault is { } fault ? throw fault
                : batch.Any(r => r.Key == Poison) ? throw new InvalidOperationException("a bug")
                : await _inner.BeginLandingAsync(batch, ct);
        }

        public IAsyncEnumerable<IReadOnlyList<StoredRecord>> UnansweredAsync(Func<int> batchSize, CancellationToken ct) => _inner.UnansweredAsync(batchSize, ct);

        public Task<IReadOnlySet<long>> AlreadyAnsweredAsync(BeejanDbContext db, IReadOnlyList<StoredRecord> page, CancellationToken ct) => _inner.AlreadyAnsweredAsync(db, page, ct);

        public Task AnswerAsync(BeejanDbContext db, string pipelineVersion, RunId run, IReadOnlyList<Answer> answers, CancellationToken ct) =>
            _inner.AnswerAsync(db, pipelineVersion, run, answers, ct);

        public Task<int> RequeueAsync(IReadOnlyList<long> rawIds, CancellationToken ct) => _inner.RequeueAsync(rawIds, ct);

        public Task<IReadOnlyList<Receipt>> LandAsync(IReadOnlyList<RawRecord> batch, Reached reached, CancellationToken ct) => _inner.LandAsync(batch, reached, ct);

        public Task<Checkpoint?> CheckpointAsync(SourceId source, CancellationToken ct) => _inner.CheckpointAsync(source, ct);

        public Task<IReadOnlyList<StoredRecord>> VersionsAsync(long root, CancellationToken ct) => _inner.VersionsAsync(root, ct);

        public Task<StoredRecord?> FindAsync(long rawId, CancellationToken ct) => _inner.FindAsync(rawId, ct);
    }
}
