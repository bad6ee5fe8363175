using System.Text;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Merging;
using Beejan.Governance.Audit;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Sources;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Processing.Merging;

/// <summary>Merging and separating through the real pipeline, on both databases; every check of <c>verify</c> passes at each step.</summary>
public abstract class MergingTests(bool postgres)
{
    private const string Outage = "There has been no network at my house in Ikeja since early this morning";

    [Fact]
    public async Task A_merged_complaint_leaves_lists_and_figures_and_comes_back_as_it_was()
    {
        await using var house = await OpenAsync(("a", "08031234567", Outage), ("b", "08031234567", "My mast is down again, calls fail all day in Ikeja"), ("c", "08051234567", "You took 500 naira from my airtime"));
        var (first, second) = ((await RowsAsync(house))[0], (await RowsAsync(house))[1]);
        await DecideAsync(house, second.Id, r => (r.Assignee, r.Status, r.FirstContactAt) = ("ada", Statuses.InProgress, r.ReceivedAt));
        var before = JsonSerializer.Serialize((await RowsAsync(house))[1]);
        var merging = house.Services.GetRequiredService<IMerging>();

        Assert.IsType<MergeOutcome.Done>(await merging.MergeAsync(second.Id, first.Id, "one outage", "ada", default));
        Assert.Equal(2, (await RowsAsync(house)).Count);
        Assert.Equal(first.Id, (await house.Services.GetRequiredService<IRepeats>().FindAsync(second.Id, default))!.DuplicateOf);
        Assert.Equal((second.Id, "ada", "one outage"), Assert.Single(await merging.UnderAsync(first.Id, default)) is var under ? (under.Id, under.Actor, under.Why) : default);
        Assert.Empty(await house.FaultsAsync());

        Assert.Equal(second.Id, Assert.IsType<MergeOutcome.Done>(await merging.SeparateAsync(second.Id, "two masts", "bola", default)).Stands!.Id);
        Assert.Equal(before, JsonSerializer.Serialize((await RowsAsync(house))[1]));
        Assert.Null(await house.Services.GetRequiredService<IRepeats>().FindAsync(second.Id, default));
        Assert.Empty(await merging.UnderAsync(first.Id, default));
        Assert.Empty(await house.FaultsAsync());

        foreach (var (id, fields) in new[] { (first.Id, new[] { "takes in", "lets go" }), (second.Id, ["into", "from"]) })
        {
            var events = await house.Services.GetRequiredService<IComplaints>().HistoryAsync(id, default);
            Assert.Equal(fields, events.Where(e => e.Action is "merge" or "separate").Select(e => e.Field));
            Assert.Equal(["one outage", "two masts"], events.Select(e => e.Note).OfType<string>());
        }
        var audit = await house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<AuditEntry>().OrderBy(a => a.Id).Select(a => a.Action).ToListAsync(ct), default);
        Assert.Equal(["complaint.merged", "complaint.separated"], audit);
    }

    [Fact]
    public async Task What_a_person_merged_stays_merged_when_all_is_judged_again_and_what_they_separated_stays_apart()
    {
        await using var house = await OpenAsync(("a", "08031234567", Outage), ("b", "08031234567", "My mast is down again, calls fail all day in Ikeja"), ("c", "08031234567", Outage + " please"));
        var rows = await RowsAsync(house);
        Assert.Equal(2, rows.Count);
        var merging = house.Services.GetRequiredService<IMerging>();
        var near = Assert.Single(await merging.UnderAsync(rows[0].Id, default));
        Assert.Equal(MergeCodes.Near, near.Code);
        await merging.MergeAsync(rows[1].Id, rows[0].Id, "one outage", "ada", default);
        Assert.Null(Assert.IsType<MergeOutcome.Done>(await merging.SeparateAsync(near.Id, "the neighbour's line", "ada", default)).Stands);
        await RunAsync(house);
        Assert.Equal([rows[0].Id, near.Id], (await RowsAsync(house)).Select(r => r.Id));

        await house.RawZone.RequeueAsync(await RawIdsAsync(house), default);
        await RunAsync(house);

        Assert.Equal([rows[0].Id, near.Id], (await RowsAsync(house)).Select(r => r.Id));
        Assert.Equal(rows[1].Id, Assert.Single(await merging.UnderAsync(rows[0].Id, default)).Id);
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task What_was_merged_into_a_merged_complaint_goes_and_comes_with_it()
    {
        await using var house = await OpenAsync(("a", "08031234567", Outage), ("b", "08051234567", "You took 500 naira from my airtime for nothing at all"), ("c", "08051234567", "You took 500 naira from my airtime for nothing at all please"));
        var rows = await RowsAsync(house);
        var merging = house.Services.GetRequiredService<IMerging>();
        await merging.MergeAsync(rows[1].Id, rows[0].Id, "same household", "ada", default);
        Assert.Equal(2, (await merging.UnderAsync(rows[0].Id, default)).Count);
        var repeats = house.Services.GetRequiredService<IRepeats>();
        Assert.Equal(2, (await repeats.OfAsync([rows[0].Id], default))[rows[0].Id].SameWords);

        await merging.SeparateAsync(rows[1].Id, "two matters", "ada", default);
        Assert.Empty(await repeats.OfAsync([rows[0].Id], default));
        Assert.Equal(1, (await repeats.OfAsync([rows[1].Id], default))[rows[1].Id].SameWords);
        Assert.Empty(await house.FaultsAsync());
    }

    [Theory]
    [InlineData(0, 0, "why", "merge.itself")]
    [InlineData(0, 1, " ", "why.missing")]
    [InlineData(0, 77, "why", "complaint.not-found")]
    public async Task What_cannot_be_merged_is_refused_and_nothing_changes(int id, int into, string why, string code)
    {
        await using var house = await OpenAsync(("a", "08031234567", Outage), ("c", "08051234567", "You took 500 naira from my airtime"));
        var ids = (await RowsAsync(house)).Select(r => r.Id).ToList();
        var merging = house.Services.GetRequiredService<IMerging>();
        var outcome = await merging.MergeAsync(ids[id], into < 2 ? ids[into] : into, why, "ada", default);
        Assert.Equal(code, Assert.IsType<MergeOutcome.Refused>(outcome).Reason.Code);
        Assert.Equal("complaint.not-merged", Assert.IsType<MergeOutcome.Refused>(await merging.SeparateAsync(ids[0], "why", "ada", default)).Reason.Code);
        Assert.Equal(2, (await RowsAsync(house)).Count);
        Assert.Empty(await house.FaultsAsync());
    }

    /// <summary>Arrival, pages and a restart in the middle: one set of complaints, whoever came first.</summary>
    [Fact]
    public async Task The_same_complaints_are_served_whatever_the_order_of_arrival_and_where_the_program_was_stopped()
    {
        (string Key, string Phone, string Text, int Hour)[] said =
        [
            ("a", "08031234567", Outage, 9), ("b", "08031234567", Outage + " please", 10), ("c", "08031234567", "Good day. " + Outage.Replace("network", "netwrok"), 8),
            ("d", "08031234567", "You took 500 naira from my airtime for nothing at all", 9), ("e", "08031234567", "You took 900 naira from my airtime for nothing at all", 10),
            ("f", "08051234567", Outage, 7), ("g", "08051234567", "no network", 8), ("h", "08051234567", "still no network", 9), ("i", "08031234567", Outage.ToUpperInvariant(), 11),
        ];
        string? expected = null;
        for (var seed = 0; seed < 4; seed++)
        {
            var random = new Random(seed);
            random.Shuffle(said);
            await using var house = await RawZoneHouse.OpenAsync(postgres, ("Beejan:Processing:BatchSize", $"{1 + (seed * 2)}"));
            await LandAsync(house, [.. said.Take(4).Select(Line)]);
            await RunAsync(house);
            await LandAsync(house, [.. said.Skip(4).Take(2).Select(Line)]);
            await house.CrashAndOpenAsync();
            await LandAsync(house, [.. said.Skip(6).Select(Line)]);
            await RunAsync(house);
            var served = string.Join(' ', (await RowsAsync(house)).Select(r => r.SourceKey).Order(StringComparer.Ordinal));
            expected ??= served;
            Assert.Equal(expected, served);
            Assert.Empty(await house.FaultsAsync());
        }
        Assert.Equal("c d e f g h", expected);
    }

    private async Task<RawZoneHouse> OpenAsync(params (string Key, string Phone, string Text)[] said)
    {
        var house = await RawZoneHouse.OpenAsync(postgres);
        await LandAsync(house, [.. said.Select((s, i) => Line((s.Key, s.Phone, s.Text, 9 + i)))]);
        await RunAsync(house);
        return house;
    }

    private static string Line((string Key, string Phone, string Text, int Hour) said) =>
        JsonSerializer.Serialize(new { id = said.Key, from = said.Phone, text = said.Text, date = $"2026-11-20 {said.Hour:00}:00:00" });

    private static async Task LandAsync(RawZoneHouse house, string[] lines)
    {
        var from = house.Services.GetServices<ISource>().Single(s => s.Id.Value == "sms");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var records = new List<RawRecord>();
        await foreach (var record in from.SplitAsync(new Delivery("test", null, content, DateTimeOffset.UnixEpoch), default))
        {
            records.Add(record);
        }
        await house.RawZone.LandAsync(records, false, default);
    }

    private static Task<WorkReport> RunAsync(RawZoneHouse house) => house.Services.GetRequiredService<ProcessingWork>().RunAsync(RunId.New(), default);

    private static Task<List<ComplaintRow>> RowsAsync(RawZoneHouse house) =>
        house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<ComplaintRow>().OrderBy(c => c.Id).ToListAsync(ct), default);

    private static Task<List<long>> RawIdsAsync(RawZoneHouse house) =>
        house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<LedgerRow>().Select(r => r.RawId).ToListAsync(ct), default);

    private static Task<ComplaintRow?> DecideAsync(RawZoneHouse house, long id, Action<ComplaintRow> change) =>
        house.Services.GetRequiredService<IDatabase>().WriteAsync((db, ct) => house.Services.GetRequiredService<ICurated>().DecideAsync(db, id, change, ct), default);
}

public sealed class MergingOnSqliteTests() : MergingTests(postgres: false);

public sealed class MergingOnPostgresTests() : MergingTests(postgres: true);
