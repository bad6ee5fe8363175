using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Cases;
using Beejan.Curated.Merging;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Curated;

/// <summary>The same promises on both databases.</summary>
public abstract class CuratedWriterTests(bool postgres)
{
    private static readonly DateTimeOffset At = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_replay_replaces_the_facts_and_leaves_peoples_decisions_alone()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await UpsertAsync(house, Make(1, 1, Categories.Network, "NET-OUT"));
        await WriteAsync(house, (db, curated, ct) => curated.DecideAsync(db, 1, row =>
        {
            (row.Status, row.Assignee, row.Team) = (Statuses.InProgress, "ada", "Fraud Desk");
            (row.Category, row.Subcategory, row.Corrected) = (Categories.Billing, "BIL-OVR", CorrectedFacts.Category);
            row.SnoozedUntil = At.AddDays(1);
        }, ct));

        await UpsertAsync(house, Make(1, 2, Categories.CustomerService, "CS-ATT") with { Text = "newer words", State = "Kano" });

        var row = await FindAsync(house, 1);
        Assert.Equal(("newer words", "Kano", 2L), (row.Text, row.State, row.RawId));
        Assert.Equal((Statuses.InProgress, "ada", "Fraud Desk"), (row.Status, row.Assignee, row.Team));
        Assert.Equal((Categories.Billing, "BIL-OVR", At.AddDays(1)), (row.Category, row.Subcategory, row.SnoozedUntil));
        Assert.Empty(await RollupFaultsAsync(house));
    }

    [Theory]
    [InlineData(CorrectedFacts.Language)]
    [InlineData(CorrectedFacts.Sentiment)]
    [InlineData(CorrectedFacts.Language | CorrectedFacts.Sentiment)]
    [InlineData(CorrectedFacts.Category | CorrectedFacts.Language | CorrectedFacts.Sentiment)]
    public async Task A_corrected_fact_stands_and_the_others_follow_the_pipeline(CorrectedFacts corrected)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await UpsertAsync(house, Make(1, 1, Categories.Network, "NET-OUT"));
        await WriteAsync(house, (db, curated, ct) => curated.DecideAsync(db, 1, row => row.Corrected = corrected, ct));

        var judged = Make(1, 2, Categories.Billing, "BIL-OVR") with
        {
            Language = "ha", LanguageConfidence = 0.7f, Sentiment = 0.6f, Priority = 3, Score = 30, ScoreFactors = [new ScoreFactor("severity", 30, "y")],
        };
        await UpsertAsync(house, judged);

        var row = await FindAsync(house, 1);
        Assert.Equal(corrected, row.Corrected);
        Assert.Equal(corrected.HasFlag(CorrectedFacts.Category) ? (Categories.Network, "NET-OUT") : (Categories.Billing, "BIL-OVR"), (row.Category, row.Subcategory));
        Assert.Equal(corrected.HasFlag(CorrectedFacts.Language) ? ("en", 1f) : ("ha", 0.7f), (row.Language, row.LanguageConfidence));
        Assert.Equal(corrected.HasFlag(CorrectedFacts.Sentiment) ? -0.5f : 0.6f, row.Sentiment);
        // The rank hangs on what was corrected.
        Assert.Equal(corrected.HasFlag(CorrectedFacts.Category) ? 2 : 3, row.Priority);
        Assert.Equal(corrected == CorrectedFacts.Language ? (30f, "y") : (50f, "x"), (row.Score, Assert.Single(FactJson.Factors(row.ScoreFactors)).Why));
        Assert.Empty(FactChanges.Between(row, judged));
        Assert.Empty(await RollupFaultsAsync(house));
    }

    [Fact]
    public async Task What_is_judged_differently_than_before_is_told_in_the_history_and_nothing_else()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await UpsertAsync(house, Make(1, 1, Categories.Network, "NET-OUT"));
        await UpsertAsync(house, Make(1, 1, Categories.Network, "NET-OUT") with { Score = 51, Sentiment = 0.1f, PipelineVersion = "test.2" });
        Assert.Empty(await HistoryAsync(house, 1));

        await UpsertAsync(house, Make(1, 1, Categories.Billing, "BIL-OVR") with { Priority = 3, Team = "Billing Ops", PipelineVersion = "test.3" });

        Assert.Equal(
            [("category", "Network", "Billing"), ("subcategory", "NET-OUT", "BIL-OVR"), ("priority", "P2", "P3"), ("team", "NOC", "Billing Ops")],
            (await HistoryAsync(house, 1)).Select(e => (e.Field, e.Before!, e.After!)));
        Assert.All(await HistoryAsync(house, 1), e => Assert.Equal(("pipeline test.3", "judge"), (e.Actor, e.Action)));
        Assert.Equal("Billing Ops", (await FindAsync(house, 1)).Team);
    }

    [Fact]
    public async Task A_judgement_raises_the_version_only_by_other_words_or_a_line_in_the_history()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var first = Make(1, 1, Categories.Network, "NET-OUT");
        await UpsertAsync(house, first);

        // What a replay by newer rules changes without a word to anybody refuses nobody's act.
        await UpsertAsync(house, first with { Score = 51, Sentiment = 0.1f, Confidence = 0.2f, Reasons = ["mast"], Lga = "Ikeja", DueAt = At.AddHours(9), Tags = ["ESC-NCC"], PipelineVersion = "test.2" });
        Assert.Equal(1, (await FindAsync(house, 1)).Version);

        await UpsertAsync(house, first with { Text = "other words" });
        Assert.Equal(2, (await FindAsync(house, 1)).Version);
        await UpsertAsync(house, first with { Text = "other words", Original = "othr words" });
        Assert.Equal(3, (await FindAsync(house, 1)).Version);
        await UpsertAsync(house, first with { Text = "other words", Original = "othr words", Priority = 1 });
        Assert.Equal(4, (await FindAsync(house, 1)).Version);
        await UpsertAsync(house, first with { Text = "other words", Original = "othr words", Priority = 1, Team = "Fraud Desk" });
        Assert.Equal(5, (await FindAsync(house, 1)).Version);
        await UpsertAsync(house, first with { Text = "other words", Original = "othr words", Priority = 1, Team = "Fraud Desk", Subcategory = "NET-SIG" });
        Assert.Equal(6, (await FindAsync(house, 1)).Version);

        // What a person decided is not the judgement's to change, so its opinion on that refuses nobody either.
        await WriteAsync(house, (db, curated, ct) => curated.DecideAsync(db, 1, row => (row.Corrected, row.FirstContactAt) = (CorrectedFacts.Category, At), ct));
        await UpsertAsync(house, Make(1, 1, Categories.Billing, "BIL-OVR") with { Text = "other words", Original = "othr words", Priority = 3, Team = "Billing Ops" });
        Assert.Equal(7, (await FindAsync(house, 1)).Version);
    }

    [Fact]
    public async Task What_is_resolved_keeps_the_promise_it_was_given()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await UpsertAsync(house, Make(1, 1, Categories.Network, "NET-OUT"));
        await UpsertAsync(house, Make(2, 2, Categories.Network, "NET-OUT"));
        await WriteAsync(house, (db, curated, ct) => curated.DecideAsync(db, 1, row => (row.Status, row.IsOpen, row.ResolvedAt) = (Statuses.Resolved, false, At.AddHours(3)), ct));

        await UpsertAsync(house, Make(1, 1, Categories.Network, "NET-OUT") with { DueAt = At.AddHours(1) });
        await UpsertAsync(house, Make(2, 2, Categories.Network, "NET-OUT") with { DueAt = At.AddHours(1) });

        Assert.Equal((At.AddHours(4), At.AddHours(1)), ((await FindAsync(house, 1)).DueAt, (await FindAsync(house, 2)).DueAt));
        Assert.Empty(FactChanges.Between(await FindAsync(house, 1), Make(1, 1, Categories.Network, "NET-OUT") with { DueAt = At.AddHours(1) }));
    }

    [Fact]
    public async Task The_team_of_a_case_that_somebody_took_up_is_not_the_pipelines_to_change()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await UpsertAsync(house, Make(1, 1, Categories.Network, "NET-OUT"));
        await WriteAsync(house, (db, curated, ct) => curated.DecideAsync(db, 1, row => (row.Assignee, row.FirstContactAt) = ("ada", At), ct));

        await UpsertAsync(house, Make(1, 1, Categories.Billing, "BIL-OVR") with { Team = "Billing Ops" });

        Assert.Equal("NOC", (await FindAsync(house, 1)).Team);
        Assert.DoesNotContain(await HistoryAsync(house, 1), e => e.Field == "team");
    }

    [Fact]
    public async Task An_older_version_never_replaces_a_newer_one()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await UpsertAsync(house, Make(1, 5, Categories.Network, "NET-OUT"));
        await UpsertAsync(house, Make(1, 3, Categories.Billing, "BIL-OVR"));

        Assert.Equal((5L, Categories.Network), ((await FindAsync(house, 1)).RawId, (await FindAsync(house, 1)).Category));
        Assert.Empty(await RollupFaultsAsync(house));
    }

    [Fact]
    public async Task Customers_are_counted_once_per_complaint_and_keep_what_they_told_before()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var known = new Subscriber(77) { Msisdn = "+2348031234567", Name = "Ada Obi" };
        await UpsertAsync(house, Make(1, 1, Categories.Network, "NET-OUT") with { Subscriber = known });
        await UpsertAsync(house, Make(2, 2, Categories.Network, "NET-OUT") with { Subscriber = known with { Name = null, Email = "ada@example.com" } });
        await UpsertAsync(house, Make(2, 3, Categories.Network, "NET-OUT") with { Subscriber = known });

        var customer = await house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<CustomerRow>().SingleAsync(ct), default);
        Assert.Equal((2, "Ada Obi", "ada@example.com"), (customer.Complaints, customer.Name, customer.Email));
    }

    [Fact]
    public async Task Rollups_that_are_off_are_told_wherever_in_the_years_they_stand()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        DateTimeOffset[] times = [At.AddYears(-9), At.AddHours(-744), At.AddMinutes(-1), At, At.AddHours(743), At.AddHours(744), At.AddHours(745)];
        for (var i = 0; i < times.Length; i++)
        {
            await UpsertAsync(house, Make(i + 1, i + 1, Categories.Network, "NET-OUT") with { ReportedAt = times[i] });
        }
        Assert.Empty(await RollupFaultsAsync(house));

        // One too many in the oldest hour, none where there should be one, and an hour after all complaints.
        await WriteAsync(house, (db, _, ct) => db.Database.ExecuteSqlAsync(
            $"UPDATE rollups SET count = 2 WHERE dimension = 3 AND hour = {HourOf(times[0])}", ct));
        await WriteAsync(house, (db, _, ct) => db.Database.ExecuteSqlAsync($"DELETE FROM rollups WHERE dimension = 6 AND hour = {HourOf(At)}", ct));
        await WriteAsync(house, (db, _, ct) => db.Database.ExecuteSqlAsync($"UPDATE rollups SET hour = hour + 5000 WHERE dimension = 2 AND hour = {HourOf(times[^1])}", ct));
        var told = Assert.Single(await RollupFaultsAsync(house));
        Assert.StartsWith("rollups-against-rows: 4 faults: ", told, StringComparison.Ordinal);
        Assert.Contains($"at hour {HourOf(times[0])}: 2 kept, 1 counted", told, StringComparison.Ordinal);
        Assert.Contains($"at hour {HourOf(At)}: 0 kept, 1 counted", told, StringComparison.Ordinal);
        Assert.Contains($"at hour {HourOf(times[^1])}: 0 kept, 1 counted", told, StringComparison.Ordinal);
        Assert.Contains($"at hour {HourOf(times[^1]) + 5000}: 1 kept, 0 counted", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customers_whose_counts_are_off_are_told_even_when_the_sum_is_right()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        for (var i = 1; i <= 6; i++)
        {
            await UpsertAsync(house, Make(i, i, Categories.Network, "NET-OUT") with { Subscriber = new Subscriber(70 + (i % 3)) });
        }
        Assert.DoesNotContain(await house.FaultsAsync(), IsOfCustomers);

        await WriteAsync(house, (db, _, ct) => db.Database.ExecuteSqlAsync($"UPDATE customers SET complaints = complaints + 71 - id WHERE id IN (70, 72)", ct));
        var told = Assert.Single(await house.FaultsAsync(), IsOfCustomers);
        Assert.Contains("2 faults: ", told, StringComparison.Ordinal);
        Assert.Contains("customer 70 ", told, StringComparison.Ordinal);
        Assert.Contains("customer 72 ", told, StringComparison.Ordinal);

        static bool IsOfCustomers(string fault) => fault.StartsWith("customers-against-rows", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_again_merged_and_set_apart_is_found_by_the_words_it_has()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var merged = house.Services.GetRequiredService<IMergedRows>();
        await UpsertAsync(house, Make(1, 1, Categories.Network, "NET-OUT") with { Text = "purple elephants" });
        await UpsertAsync(house, Make(2, 2, Categories.Network, "NET-OUT") with { Text = "purple giraffes" });
        Assert.Equal([1L, 2L], await FoundAsync(house, "purple"));

        await UpsertAsync(house, Make(1, 3, Categories.Network, "NET-OUT") with { Text = "orange elephants" });
        Assert.Equal([2L], await FoundAsync(house, "purple"));
        Assert.Equal([1L], await FoundAsync(house, "orange eleph"));

        await WriteAsync(house, (db, _, ct) => merged.GiveWayAsync(db, [new GivingWay(2, 1, MergeCodes.ByHand)], At, ct));
        Assert.Empty(await FoundAsync(house, "purple"));
        await WriteAsync(house, (db, _, ct) => merged.PutBackAsync(db, 2, ct));
        Assert.Equal([2L], await FoundAsync(house, "purple"));
        Assert.Empty(await WordsFaultsAsync(house));

        await WriteAsync(house, (db, _, ct) => db.Database.ExecuteSqlAsync($"UPDATE complaints SET text = 'lost words' WHERE id = 2", ct));
        Assert.Equal(postgres ? [] : ["search-words: 1 faults: complaint 2 is not found by its words"], await WordsFaultsAsync(house));
    }

    private static async Task<IReadOnlyList<long>> FoundAsync(RawZoneHouse house, string words) =>
        [.. (await house.Services.GetRequiredService<IComplaints>().PageAsync(new ComplaintFilter { Search = words }, 0, 10, default)).Select(c => c.Id).Order()];

    private static async Task<IEnumerable<string>> WordsFaultsAsync(RawZoneHouse house) =>
        (await house.FaultsAsync()).Where(f => f.StartsWith("search-words", StringComparison.Ordinal));

    private static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;

    private static Complaint Make(long id, long rawId, string category, string subcategory) => new()
    {
        Id = id, RawId = rawId, Source = new SourceId("sms"), SourceKey = $"k{id}", Channel = Channels.Sms, ReportedAt = At, TimeKnown = true, ReceivedAt = At,
        Subscriber = new Subscriber(0), Text = "words", Language = "en", LanguageConfidence = 1, Category = category, Subcategory = subcategory, Confidence = 1,
        Reasons = ["cue"], Sentiment = -0.5f, Priority = 2, Score = 50, ScoreFactors = [new ScoreFactor("severity", 50, "x")], Team = "NOC", DueAt = At.AddHours(4),
        InitialStatus = Statuses.Acknowledged, Fingerprint = id, PipelineVersion = "test.1",
    };

    private static Task<int> UpsertAsync(RawZoneHouse house, Complaint complaint) => WriteAsync(house, async (db, curated, ct) =>
    {
        await curated.UpsertAsync(db, [complaint], new HashSet<long>(), ct);
        return 0;
    });

    private static Task<T> WriteAsync<T>(RawZoneHouse house, Func<BeejanDbContext, ICurated, CancellationToken, Task<T>> work) =>
        house.Services.GetRequiredService<IDatabase>().WriteAsync((db, ct) => work(db, house.Services.GetRequiredService<ICurated>(), ct), default);

    private static Task<ComplaintRow> FindAsync(RawZoneHouse house, long id) =>
        house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<ComplaintRow>().SingleAsync(c => c.Id == id, ct), default);

    private static Task<List<CaseEventRow>> HistoryAsync(RawZoneHouse house, long id) => house.Services.GetRequiredService<IDatabase>()
        .ReadAsync((db, ct) => db.Set<CaseEventRow>().Where(e => e.ComplaintId == id).OrderBy(e => e.Id).ToListAsync(ct), default);

    private static async Task<List<string>> RollupFaultsAsync(RawZoneHouse house) =>
        [.. (await house.FaultsAsync()).Where(f => f.StartsWith("rollups", StringComparison.Ordinal))];
}

public sealed class CuratedWriterOnSqliteTests() : CuratedWriterTests(postgres: false);

public sealed class CuratedWriterOnPostgresTests() : CuratedWriterTests(postgres: true);
