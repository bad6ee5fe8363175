using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Cases;
using Beejan.Curated.Merging;
using Beejan.Curated.Reading;
using Xunit;
using static Beejan.Tests.Curated.CuratedBench;

namespace Beejan.Tests.Curated;

public abstract class ComplaintQueriesTests(CuratedBench bench) : IAsyncLifetime
{
    private const int Many = 37;

    public async Task InitializeAsync()
    {
        if (await bench.Complaints.LastIdAsync(default) == 0)
        {
            await bench.PutAsync([.. Enumerable.Range(1, Many).Select(i => Row(i, $"2026-11-{1 + (i % 19):00}T0{i % 8}:00:00Z", r =>
            {
                r.Priority = 1 + (i % 4);
                r.Score = i % 5;
                r.State = i % 3 == 0 ? null : i % 3 == 1 ? "Lagos" : "Kano";
                r.Channel = i % 2 == 0 ? Channels.Sms : Channels.Phone;
                r.Status = i % 6 == 0 ? Statuses.Resolved : Statuses.Acknowledged;
                r.IsOpen = i % 6 != 0;
                r.Assignee = i % 5 == 0 ? "ada" : null;
                r.Confidence = i % 7 == 0 ? 0.3f : 0.95f;
                r.Text = i == 9 ? "My 100% bonus_data don vanish" : r.Text;
                r.ResolvedAt = i % 6 == 0 ? r.ReportedAt.AddHours(2) : null;
            }))]);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(null)]
    [InlineData("-priority")]
    [InlineData("dueAt")]
    [InlineData("-dueAt")]
    [InlineData("reportedAt")]
    [InlineData("-reportedAt")]
    [InlineData("score")]
    [InlineData("-score")]
    public async Task Slices_walk_every_row_once_in_the_order_of_the_pages(string? sort)
    {
        var filter = new ComplaintFilter { Sort = sort };
        var paged = await bench.Complaints.PageAsync(filter, 0, 1000, default);
        var walked = new List<long>();
        string? cursor = null;
        do
        {
            var slice = await bench.Complaints.SliceAsync(filter, cursor, 5, default);
            walked.AddRange(slice.Rows.Select(r => r.Id));
            cursor = slice.Next;
        }
        while (cursor is not null);
        Assert.Equal(Many, walked.Count);
        Assert.Equal(paged.Select(r => r.Id), walked);
        Assert.Equal(walked, await bench.Complaints.IdsAsync(filter, 1000, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("status=open")]
    [InlineData("status=open,held")]
    [InlineData("status=resolved")]
    [InlineData("state=unknown")]
    [InlineData("state=Lagos,unknown")]
    [InlineData("priority=P1,P2&channel=sms")]
    [InlineData("assignee=none&status=open")]
    [InlineData("assignee=ada")]
    [InlineData("sla=breached")]
    [InlineData("sla=soon")]
    [InlineData("sla=ok")]
    [InlineData("confidence=low")]
    [InlineData("from=2026-11-05&to=2026-11-09")]
    [InlineData("resolvedFrom=7d")]
    [InlineData("q=100%25+bonus")]
    public async Task The_count_the_pages_and_the_stream_agree_on_every_filter(string query)
    {
        var pairs = System.Web.HttpUtility.ParseQueryString(query);
        var read = ComplaintFilterQuery.Parse(pairs.AllKeys.Select(k => KeyValuePair.Create(k!, pairs[k])), bench.Clock.Now);
        Assert.Empty(read.Errors);
        var rows = await bench.Complaints.PageAsync(read.Filter, 0, 1000, default);
        var streamed = new List<long>();
        await foreach (var row in bench.Complaints.StreamAsync(read.Filter, default))
        {
            streamed.Add(row.Id);
        }
        Assert.Equal(rows.Count, await bench.Complaints.CountAsync(read.Filter, default));
        Assert.Equal(rows.Select(r => r.Id).Order(), streamed.Order());
        Assert.True(query.Length == 0 ? rows.Count == Many : rows.Count < Many);
    }

    [Fact]
    public async Task The_unknown_state_finds_exactly_the_rows_without_one()
    {
        var rows = await bench.Complaints.PageAsync(new ComplaintFilter { State = ["unknown"] }, 0, 1000, default);
        Assert.Equal(Enumerable.Range(1, Many).Where(i => i % 3 == 0).Select(i => (long)i), rows.Select(r => r.Id).Order());
    }

    [Fact]
    public async Task Search_takes_wildcards_literally_and_finds_a_number_by_itself()
    {
        Assert.Equal([9L], (await bench.Complaints.PageAsync(new ComplaintFilter { Search = "BONUS_data 100%" }, 0, 10, default)).Select(r => r.Id));
        var number = (await bench.Complaints.FindAsync(12, default))!.Number;
        Assert.Equal([12L], (await bench.Complaints.PageAsync(new ComplaintFilter { Search = number }, 0, 10, default)).Select(r => r.Id));
    }

    [Fact]
    public async Task Rows_come_back_in_the_order_of_their_ids_and_missing_ones_are_left_out() =>
        Assert.Equal([5L, 2L, 9L], (await bench.Complaints.ByIdsAsync([5, 999, 2, 9], default)).Select(r => r.Id));

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        var slice = await bench.Complaints.SliceAsync(new ComplaintFilter(), null, 5, default);
        await Assert.ThrowsAsync<FormatException>(() => bench.Complaints.SliceAsync(new ComplaintFilter { Sort = "score" }, slice.Next, 5, default));
        await Assert.ThrowsAsync<FormatException>(() => bench.Complaints.SliceAsync(new ComplaintFilter(), "rubbish", 5, default));
    }

    [Fact]
    public async Task Settling_closes_open_cases_at_their_time_and_leaves_the_rest()
    {
        var closings = new CaseClosings(bench.Database, bench.Clock);
        await bench.PutAsync(Row(900, "2025-01-01T08:00:00Z"), Row(901, "2025-01-01T08:00:00Z", r => { r.IsOpen = false; r.Status = Statuses.Closed; }));
        var at = DateTimeOffset.Parse("2025-01-02T09:00:00Z");
        Assert.Equal(1, await closings.SettleAsync([(900, at), (901, at), (123_456, at)], "sandbox", default));
        var row = (await bench.Complaints.FindAsync(900, default))!;
        Assert.Equal((Statuses.Resolved, false, at, at, 2), (row.Status, row.IsOpen, row.ResolvedAt, row.FirstContactAt, row.Version));
        var told = Assert.Single(await bench.Complaints.HistoryAsync(900, default));
        Assert.Equal(("settle", Statuses.Acknowledged, Statuses.Resolved, "sandbox"), (told.Action, told.Before, told.After, told.Actor));
        Assert.Equal(Statuses.Closed, (await bench.Complaints.FindAsync(901, default))!.Status);
        await bench.Database.WriteAsync(async (db, ct) =>
        {
            db.RemoveRange(row, (await bench.Complaints.FindAsync(901, ct))!);
            return await db.SaveChangesAsync(ct);
        }, default);
    }

    [Fact]
    public async Task The_words_of_a_post_find_the_posts_it_may_repeat_and_those_that_may_repeat_it()
    {
        var own = new CuratedBench(bench.Postgres);
        await own.InitializeAsync();
        await own.PutAsync(
            Post(1, "2026-11-19T08:00:00Z"), Post(2, "2026-11-20T08:00:00Z"), Post(3, "2026-11-21T08:00:00Z"), Post(4, "2026-11-21T09:00:00Z", r => r.Share = true),
            Post(5, "2026-11-21T10:00:00Z", r => r.Echoes = 2), Post(6, "2026-11-28T10:00:00Z", r => r.Share = true), Post(7, "2026-11-20T10:00:00Z", r => r.Channel = Channels.Sms),
            Post(8, "2026-11-20T09:00:00Z", r => r.Wording = 9));
        Assert.Equal([1L, 2L, 3L, 4L, 5L], await FoundAsync(true));
        Assert.Equal([4L, 5L], await FoundAsync(false));
        await own.DisposeAsync();

        ComplaintRow Post(long id, string at, Action<ComplaintRow>? change = null) => Row(id, at, r =>
        {
            (r.Channel, r.Wording) = (Channels.Social, -5);
            change?.Invoke(r);
        });

        async Task<IEnumerable<long>> FoundAsync(bool mayEcho)
        {
            var day = TimeSpan.FromHours(24);
            var known = await new Sayings(own.Database).FindAsync(
                [new Around(0, null, null, DateTimeOffset.Parse("2026-11-20T12:00:00Z"), null, 0, -5, mayEcho)], new Spans(day, day, day, 3 * day), [], [], default);
            Assert.Equal(known.Served.Where(s => s.Id is 4).Select(_ => true), known.Served.Where(s => s.Share).Select(_ => true));
            Assert.All(known.Served, s => Assert.Equal(s.Id == 5 ? 2 : 0, s.Echoes));
            return known.Served.Select(s => s.Id).Order();
        }
    }

    [Fact]
    public async Task What_a_person_said_is_found_by_number_name_or_words_around_a_time()
    {
        var own = new CuratedBench(bench.Postgres);
        await own.InitializeAsync();
        await own.PutAsync(
            Row(1, "2026-11-19T08:00:00Z", r => (r.CustomerId, r.Channel) = (7, Channels.Phone)), Row(2, "2026-11-10T08:00:00Z", r => r.CustomerId = 7),
            Row(3, "2026-11-19T09:00:00Z", r => (r.CustomerId, r.Named, r.FirstContactAt) = (8, 21, r.ReportedAt)), Row(4, "2026-11-19T10:00:00Z", r => (r.CustomerId, r.Wording) = (9, 55)),
            Row(5, "2026-11-19T10:00:00Z", r => r.CustomerId = 10));
        var from = DateTimeOffset.Parse("2026-11-19T00:00:00Z");
        await own.Database.WriteAsync(async (db, ct) =>
        {
            db.Add(new ApartRow { Id = 4, Actor = "ada", At = from, Why = "another line" });
            db.Add(new MergedRow { Id = 90, IntoId = 1, Code = MergeCodes.ByHand, Channel = Channels.Sms, Actor = "ada" });
            return await db.SaveChangesAsync(ct);
        }, default);
        var known = await new Sayings(own.Database).FindAsync(
            [new Around(7, 21, 55, from.AddHours(12), null, 0), new Around(7, null, null, from.AddHours(12), null, 0)], new Spans(TimeSpan.FromHours(12), TimeSpan.FromHours(12), TimeSpan.FromHours(12), TimeSpan.FromHours(12)), [5], [4, 90, 91], default);
        Assert.Equal([1L, 3L, 4L, 5L], known.Served.Select(s => s.Id).Order());
        Assert.Equal([3L, 4L], known.Served.Where(s => s.Stands).Select(s => s.Id).Order());
        Assert.Equal((90L, 1L), Assert.Single(known.MergedByHand) is var merged ? (merged.Key, merged.Value) : default);
        Assert.Equal([4L], known.Apart);
        await own.DisposeAsync();
    }
}

public sealed class ComplaintQueriesOnSqliteTests(CuratedBench bench) : ComplaintQueriesTests(bench), IClassFixture<CuratedBench>;

public sealed class ComplaintQueriesOnPostgresTests(CuratedOnPostgres bench) : ComplaintQueriesTests(bench), IClassFixture<CuratedOnPostgres>;
