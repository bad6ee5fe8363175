using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Serving.Triage;
using Beejan.Tests.Curated;
using Xunit;
using static Beejan.Tests.Curated.CuratedBench;

namespace Beejan.Tests.Serving.Triage;

public sealed class QueueTests
{
    [Fact]
    public void An_address_without_filters_is_all_open_work() =>
        Assert.Equal(("status=open", "/queue"), (QueueAddress.Of("http://x/queue").Query, QueueAddress.Of("http://x/queue").Url));

    [Fact]
    public void Every_view_reads_without_a_fault_and_is_found_again_from_its_address() =>
        Assert.All(QueueView.All, view =>
        {
            var address = QueueAddress.Of("http://x/queue?" + view.Query);
            Assert.Empty(address.Read(DateTimeOffset.UnixEpoch, "ada").Errors);
            Assert.Equal(view.Query, address.Query);
        });

    [Fact]
    public void A_filter_taken_away_leaves_the_address() =>
        Assert.Equal("/queue?state=Kano", QueueAddress.Of("http://x/queue?state=Kano&q=data").With("q", "").Url);

    [Fact]
    public async Task The_list_keeps_its_order_while_rows_change_and_counts_what_is_new()
    {
        var bench = new CuratedBench();
        await bench.InitializeAsync();
        await bench.PutAsync([.. Enumerable.Range(1, 30).Select(i => Row(i, "2026-11-20T08:00:00Z"))]);
        var list = await QueueList.OpenAsync(bench.Complaints, new ComplaintFilter { Status = ["open"] }, bench.Clock.Now, default);
        var before = (await list.RowsAsync(bench.Complaints, 5, 5, default)).Select(r => r.Id).ToList();
        await bench.PutAsync(Row(31, "2026-11-20T09:00:00Z", r => r.Priority = 1), Row(32, "2026-11-20T09:00:00Z", r => r.IsOpen = false));
        await bench.Database.WriteAsync(async (db, ct) =>
        {
            var row = (await db.FindAsync<ComplaintRow>([before[0]], ct))!;
            (row.Priority, row.IsOpen, row.Status) = (1, false, Statuses.Resolved);
            return await db.SaveChangesAsync(ct);
        }, default);
        var after = await list.RowsAsync(bench.Complaints, 5, 5, default);
        Assert.Equal(before, after.Select(r => r.Id));
        Assert.Equal(Statuses.Resolved, after[0].Status);
        Assert.Equal((30, 1), (list.Total, await list.NewAsync(bench.Complaints, default)));
        Assert.Equal(5, list.PlaceOf(before[0]));
        await bench.DisposeAsync();
    }

    [Theory]
    [InlineData("No network since, network!", "network", "No |[network]| since, |[network]|!")]
    [InlineData("Networks are down", "network", "Networks are down")]
    [InlineData("dem chop my MONEY o", "chop my money|dem", "[dem]| |[chop my MONEY]| o")]
    [InlineData("nothing", "", "nothing")]
    [InlineData("c++ (data)", "(data)", "c++ |[(data)]")]
    public void Cues_are_marked_whole_and_whatever_their_case(string text, string cues, string expected) =>
        Assert.Equal(expected, string.Join('|', MarkedText.Cut(text, cues.Split('|')).Select(p => p.Marked ? $"[{p.Text}]" : p.Text)));

    [Theory]
    [InlineData(0, 100, 0, 29, 0)]
    [InlineData(400, 100, 0, 29, 0)]
    [InlineData(2000, 100, 38, 29, 1520)]
    [InlineData(3800, 100, 83, 17, 3320)]
    [InlineData(0, 3, 0, 3, 0)]
    [InlineData(0, 0, 0, 0, 0)]
    public void The_window_follows_the_scroll_position(double top, int total, int first, int count, double offset) =>
        Assert.Equal((first, count, offset), new QueueViewport(top, 160).Over(total));

    [Fact]
    public void A_list_longer_than_a_browser_can_be_tall_is_still_scrolled_from_the_first_row_to_the_last()
    {
        const int total = 3_000_000;
        var length = QueueViewport.Length(total);
        Assert.Equal(0, new QueueViewport(0, 600).Over(total).First);
        var (first, count, offset) = new QueueViewport(length - 600, 600).Over(total);
        Assert.Equal(total, first + count);
        Assert.InRange(offset + (count * QueueViewport.RowHeight), length - QueueViewport.RowHeight, length + QueueViewport.RowHeight);
    }

    [Fact]
    public void A_row_that_shows_is_not_scrolled_to()
    {
        var viewport = new QueueViewport(400, 200);
        Assert.Equal((400, 360, 440), (viewport.TopFor(12, 100), viewport.TopFor(9, 100), viewport.TopFor(15, 100)));
    }
}
