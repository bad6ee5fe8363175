using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing.Rules;
using Beejan.Serving;
using Beejan.Serving.Triage;
using Beejan.Signals;
using Beejan.Tests.Curated;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Beejan.Tests.Curated.CuratedBench;

namespace Beejan.Tests.Serving;

public abstract class SnoozeTests(bool postgres) : IAsyncLifetime
{
    private readonly CuratedBench _bench = new(postgres);
    private CaseDesk _desk = null!;

    private DateTimeOffset Later => _bench.Clock.Now.AddHours(2);

    public async Task InitializeAsync()
    {
        await _bench.InitializeAsync();
        _desk = new CaseDesk(_bench.Database, new CuratedWriter(_bench.Clock), _bench.Complaints, new Taxonomy(), new Ranking(new Urgency()), new ChangeFeed(_bench.Clock, NullLogger<ChangeFeed>.Instance), _bench.Clock);
        await _bench.PutAsync([.. Enumerable.Range(1, 3).Select(i => Row(i, "2026-11-20T08:00:00Z"))]);
    }

    public Task DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_snoozed_case_is_out_of_sight_until_its_time_and_its_clock_goes_on()
    {
        var due = (await _bench.Complaints.FindAsync(1, default))!.DueAt;
        var done = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, 1, new CaseChange { SnoozeUntil = Later }, "ada", default));
        Assert.Equal((Later, due, null, Statuses.Acknowledged), (done.Row.SnoozedUntil, done.Row.DueAt, done.Row.FirstContactAt, done.Row.Status));
        Assert.Equal(("1", "2 3", "1 2 3"), (await SeenAsync("yes"), await SeenAsync("no"), await SeenAsync(null)));

        _bench.Clock.Now = Later;
        Assert.Equal(("", "1 2 3"), (await SeenAsync("yes"), await SeenAsync("no")));
        Assert.Equal([("snooze", null, "2026-11-20T12:30:00Z")], (await _bench.Complaints.HistoryAsync(1, default)).Select(e => (e.Field, e.Before, e.After)));
    }

    [Fact]
    public async Task A_case_that_wakes_under_an_open_list_is_announced_once()
    {
        await SnoozeAsync(1);
        var list = await QueueList.OpenAsync(_bench.Complaints, new ComplaintFilter { Status = ["open"], Snoozed = "no" }, _bench.Clock.Now, default);
        Assert.Equal((2, 0), (list.Total, await list.NewAsync(_bench.Complaints, default)));
        _bench.Clock.Now = Later;
        Assert.Equal(1, await list.NewAsync(_bench.Complaints, default));
        await _bench.PutAsync(Row(4, "2026-11-20T12:00:00Z"));
        Assert.Equal(2, await list.NewAsync(_bench.Complaints, default));
        var again = await QueueList.OpenAsync(_bench.Complaints, new ComplaintFilter { Status = ["open"], Snoozed = "no" }, _bench.Clock.Now, default);
        Assert.Equal((4, 0), (again.Total, await again.NewAsync(_bench.Complaints, default)));
    }

    [Fact]
    public async Task Waking_claiming_and_closing_each_end_a_snooze_and_undo_brings_it_back()
    {
        var changes = new[] { new CaseChange { Wake = true }, CaseChange.Claim("bola"), new CaseChange { Status = Statuses.Resolved } };
        foreach (var (change, id) in changes.Select((c, i) => (c, (long)i + 1)))
        {
            await SnoozeAsync(id);
            var ended = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(id, null, change, "bola", default));
            Assert.Null(ended.Row.SnoozedUntil);
            Assert.Equal(1, await _desk.UndoAsync([ended.Undo!], "bola", default));
            Assert.Equal(Later, (await _bench.Complaints.FindAsync(id, default))!.SnoozedUntil);
        }
    }

    [Fact]
    public async Task A_snooze_that_makes_no_sense_is_refused_with_its_reason()
    {
        await _desk.ChangeAsync(2, null, new CaseChange { Status = Statuses.Resolved }, "ada", default);
        Assert.Equal(["snooze.past", "snooze.too-long", "snooze.closed"],
            [await RefusedAsync(1, _bench.Clock.Now), await RefusedAsync(1, _bench.Clock.Now.AddDays(91)), await RefusedAsync(2, Later)]);

        async Task<string> RefusedAsync(long id, DateTimeOffset until)
        {
            var reason = Assert.IsType<CaseOutcome.Refused>(await _desk.ChangeAsync(id, null, new CaseChange { SnoozeUntil = until }, "ada", default)).Reason;
            Assert.Equal("snoozedUntil", reason.Field);
            return reason.Code;
        }
    }

    [Theory]
    [InlineData("2026-11-20T10:30:40Z", "2026-11-20T11:30:00Z|2026-11-20T14:30:00Z|2026-11-21T07:00:00Z|2026-11-23T07:00:00Z")]
    [InlineData("2026-11-22T23:30:00Z", "2026-11-23T00:30:00Z|2026-11-23T03:30:00Z|2026-11-24T07:00:00Z|2026-11-30T07:00:00Z")]
    [InlineData("2026-11-22T09:00:00Z", "2026-11-22T10:00:00Z|2026-11-22T13:00:00Z|2026-11-23T07:00:00Z")]
    public void The_usual_times_are_mornings_in_Lagos_and_no_time_is_offered_twice(string now, string times) =>
        Assert.Equal(times.Split('|').Select(DateTimeOffset.Parse), SnoozeTimes.From(DateTimeOffset.Parse(now)).Select(t => t.Until));

    private Task<CaseOutcome> SnoozeAsync(long id) => _desk.ChangeAsync(id, null, new CaseChange { SnoozeUntil = Later }, "ada", default);

    private async Task<string> SeenAsync(string? snoozed) =>
        string.Join(' ', (await _bench.Complaints.IdsAsync(new ComplaintFilter { Status = ["open"], Snoozed = snoozed }, 10, default)).Order());
}

public sealed class SnoozeOnSqliteTests() : SnoozeTests(postgres: false);

public sealed class SnoozeOnPostgresTests() : SnoozeTests(postgres: true);
