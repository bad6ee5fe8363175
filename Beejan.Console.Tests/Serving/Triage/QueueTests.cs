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
        var list = await QueueList.OpenAsync(bench.Complaints, new ComplaintFilter { Status = ["open"] }, default);
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
}
