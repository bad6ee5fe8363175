using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing;
using Beejan.RawZone.Replays;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Beejan.Tests.Processing.Replays;

public sealed class ReplayTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dry_run_changes_nothing_and_foretells_exactly_what_the_replay_then_does(bool postgres)
    {
        await using var house = await ReplayHouse.OpenAsync(postgres);
        await house.ServeAsync(30);
        house.Rules.Say = d => d.RawId % 3 == 0 ? Rules.Billing(d) : new Outcome.Kept(d);
        var before = await house.ServedAsync();

        var dry = await house.ReplayAsync(ReplaySteps.DryRun);
        Assert.Equal((ReplayStates.Done, null), (dry.State, dry.Error));
        Assert.Equal(before, await house.ServedAsync());
        var canary = await house.ContinueAsync(dry);
        Assert.Equal((ReplaySteps.Canary, ReplayStates.Done, 5L), (canary.Step, canary.State, ReplayFindings.Read(canary.Applied).Changed));
        var all = await house.ContinueAsync(canary);

        var (forecast, applied) = (ReplayFindings.Read(all.Forecast), ReplayFindings.Read(all.Applied));
        Assert.Equal((30L, 10L, 10L, 10L, 20L), (forecast.Records, forecast.Changed, forecast.Category, forecast.Subcategory, forecast.Unchanged));
        Assert.Equal((forecast.Records, forecast.Changed, forecast.Category, forecast.Subcategory, forecast.Priority, forecast.Unchanged),
            (applied.Records, applied.Changed, applied.Category, applied.Subcategory, applied.Priority, applied.Unchanged));
        Assert.Equal(new KeyValuePair<string, long>("Network → Billing", 10), Assert.Single(applied.Moves));
        Assert.Equal(10, (await house.ServedAsync()).Count(c => c.Contains("\"Category\":\"Billing\"", StringComparison.Ordinal)));
        Assert.Empty(await house.Raw.FaultsAsync());
        Assert.Equal("30 curated, 0 dropped, 0 dead, 0 in flight, balanced", await house.BalanceAsync());
    }

    [Fact]
    public async Task What_people_decided_stands()
    {
        await using var house = await ReplayHouse.OpenAsync();
        await house.ServeAsync(2);
        await house.Database.WriteAsync((db, ct) => house.Writer.DecideAsync(db, 1, c =>
        {
            (c.Status, c.Assignee, c.Team, c.Corrected, c.Category, c.Subcategory, c.Priority) =
                (Statuses.Held, "ada", "Fraud Desk", CorrectedFacts.Category, Categories.CustomerService, "SIM-FRD", 1);
        }, ct), default);
        house.Rules.Say = Rules.Billing;

        var all = await house.ContinueAsync(await house.ReplayAsync(ReplaySteps.Canary, canary: 1));

        Assert.Equal(ReplayStates.Done, all.State);
        var decided = await house.ComplaintAsync(1);
        Assert.Equal((Statuses.Held, "ada", "Fraud Desk", Categories.CustomerService, "SIM-FRD", 1),
            (decided.Status, decided.Assignee, decided.Team, decided.Category, decided.Subcategory, decided.Priority));
        Assert.Equal((Categories.Billing, Statuses.Acknowledged), ((await house.ComplaintAsync(2)).Category, (await house.ComplaintAsync(2)).Status));
        var found = ReplayFindings.Read(all.Applied);
        Assert.Equal((1L, 1L, 1L), (found.Changed, found.Category, found.KeptByPeople));
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_language_and_a_sentiment_that_people_set_stand(bool postgres)
    {
        await using var house = await ReplayHouse.OpenAsync(postgres);
        await house.ServeAsync(3);
        await house.Database.WriteAsync((db, ct) => house.Writer.DecideAsync(db, 1, c => (c.Corrected, c.Language) = (CorrectedFacts.Language, "ig"), ct), default);
        await house.Database.WriteAsync((db, ct) => house.Writer.DecideAsync(db, 2, c => (c.Corrected, c.Sentiment) = (CorrectedFacts.Sentiment, -0.625f), ct), default);
        house.Rules.Say = d => new Outcome.Kept(d with { Language = "yo", Sentiment = 0.9f });

        var all = await house.ContinueAsync(await house.ReplayAsync(ReplaySteps.Canary, canary: 1));

        Assert.Equal((ReplayStates.Done, 2L), (all.State, ReplayFindings.Read(all.Applied).KeptByPeople));
        var served = new[] { await house.ComplaintAsync(1), await house.ComplaintAsync(2), await house.ComplaintAsync(3) };
        Assert.Equal([("ig", 0.9f), ("yo", -0.625f), ("yo", 0.9f)], served.Select(c => (c.Language, c.Sentiment)));
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(99)]
    public async Task A_replay_that_fails_leaves_what_is_served_whole_and_goes_on_to_the_same_end(int percent)
    {
        await using var whole = await ReplayHouse.OpenAsync();
        await whole.ServeAsync(100);
        whole.Rules.Say = Rules.Billing;
        await whole.ReplayAsync(ReplaySteps.All);
        await using var house = await ReplayHouse.OpenAsync();
        await house.ServeAsync(100);
        var before = await house.ServedAsync();
        house.Rules.Say = Rules.Billing;
        house.Writer.Room = percent;

        var failed = await house.ReplayAsync(ReplaySteps.All, rate: 40);

        Assert.Equal(ReplayStates.Failed, failed.State);
        Assert.Contains("what is served is whole", failed.Error, StringComparison.Ordinal);
        var served = await house.ServedAsync();
        var done = percent / 10 * 10;
        Assert.Equal(before.Skip(done), served.Skip(done));
        Assert.All(served.Take(done), c => Assert.Contains("\"Category\":\"Billing\"", c, StringComparison.Ordinal));
        Assert.Empty(await house.Raw.FaultsAsync());

        house.Writer.Room = null;
        Assert.Equal(ReplayStates.Done, (await house.ContinueAsync(failed)).State);
        Assert.Equal(await whole.ServedAsync(), await house.ServedAsync());
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_canary_that_does_not_come_out_as_judged_is_taken_back_and_stops_the_rest()
    {
        await using var house = await ReplayHouse.OpenAsync();
        await house.ServeAsync(20);
        var before = await house.ServedAsync();
        house.Rules.Say = Rules.Billing;
        house.Writer.Lie = c => c with { Priority = 4 };

        var canary = await house.ReplayAsync(ReplaySteps.Canary);

        Assert.Equal(ReplayStates.Failed, canary.State);
        Assert.Contains("nothing was changed", canary.Error, StringComparison.Ordinal);
        Assert.Equal(before, await house.ServedAsync());
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_canary_fails_when_a_persons_decision_would_not_stand_or_a_stage_breaks()
    {
        await using var house = await ReplayHouse.OpenAsync();
        await house.ServeAsync(20);
        var before = await house.ServedAsync();
        house.Rules.Say = Rules.Billing;
        house.Writer.Meddle = db => db.Database.ExecuteSqlRaw("UPDATE complaints SET assignee = NULL, status = 'closed' WHERE id = 2");
        Assert.Contains("people decided", (await house.ReplayAsync(ReplaySteps.Canary)).Error, StringComparison.Ordinal);

        house.Writer.Meddle = null;
        house.Rules.Say = d => d.RawId == 7 ? throw new InvalidOperationException("bug") : Rules.Billing(d);
        Assert.Contains("record 7", (await house.ReplayAsync(ReplaySteps.Canary)).Error, StringComparison.Ordinal);

        Assert.Equal(before, await house.ServedAsync());
    }

    [Fact]
    public async Task Dead_letters_of_a_reason_become_complaints_after_the_fix_and_the_others_stay()
    {
        await using var house = await ReplayHouse.OpenAsync();
        house.Rules.Say = d => d.RawId % 2 == 0 ? Rules.Refuse(d) : new Outcome.Kept(d);
        await house.ServeAsync(10);
        Assert.Equal("5 curated, 0 dropped, 5 dead, 0 in flight, balanced", await house.BalanceAsync());
        house.Rules.Say = d => d.RawId == 4 ? Rules.Refuse(d) : new Outcome.Kept(d);
        var scope = new ReplayScope(null, null, null, "rules.refused");

        var dry = ReplayFindings.Read((await house.ReplayAsync(ReplaySteps.DryRun, scope)).Forecast);
        var all = await house.ContinueAsync(await house.ReplayAsync(ReplaySteps.Canary, scope, canary: 1));

        Assert.Equal((5L, 4L, 1L), (dry.Records, dry.Recovered, dry.Unchanged));
        var found = ReplayFindings.Read(all.Applied);
        Assert.Equal((5L, 4L, 1L), (found.Records, found.Recovered, found.Unchanged));
        Assert.Equal("9 curated, 0 dropped, 1 dead, 0 in flight, balanced", await house.BalanceAsync());
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_canary_looks_at_letters_that_get_another_reason_too()
    {
        await using var house = await ReplayHouse.OpenAsync();
        house.Rules.Say = Rules.Refuse;
        await house.ServeAsync(3);
        house.Rules.Say = d => new Outcome.Rejected(new Reason("rules.other", "Refused otherwise."));

        var canary = await house.ReplayAsync(ReplaySteps.Canary, new ReplayScope(null, null, null, "rules.refused"), canary: 1);

        Assert.Equal((ReplayStates.Done, 1L), (canary.State, ReplayFindings.Read(canary.Applied).OtherReason));
        Assert.Equal(ReplayStates.Done, (await house.ContinueAsync(canary)).State);
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task Nothing_served_is_withdrawn_even_when_todays_rules_would_set_it_aside()
    {
        await using var house = await ReplayHouse.OpenAsync();
        await house.ServeAsync(6);
        var before = await house.ServedAsync();
        house.Rules.Say = d => d.RawId == 2 ? new Outcome.Dropped(new Reason("rules.out", "Out of scope.")) : Rules.Refuse(d);

        var all = await house.ReplayAsync(ReplaySteps.All);

        var found = ReplayFindings.Read(all.Applied);
        Assert.Equal((6L, 6L, 0L), (found.Records, found.WouldSetAside, found.Changed));
        Assert.Equal([new("rules.out", 1L), new("rules.refused", 5L)], found.Reasons);
        Assert.Equal(before, await house.ServedAsync());
        Assert.Equal("6 curated, 0 dropped, 0 dead, 0 in flight, balanced", await house.BalanceAsync());
    }

    [Fact]
    public async Task Only_the_asked_source_and_time_are_judged_again_and_nothing_that_came_later()
    {
        await using var house = await ReplayHouse.OpenAsync();
        await house.ServeAsync(4);
        await house.ServeAsync(3, "s", "sms");
        var row = await house.Book.AskAsync(new ReplayScope("web-form", null, null, null), ReplaySteps.DryRun, 0, 5, "tester", running: false, default);
        await house.ServeAsync(2, "later");
        var ran = await house.Work.RunAsync(RunId.New(), default);

        Assert.Equal((4L, 4L), (row.Total, ran.Read));
        var now = DateTimeOffset.UtcNow;
        Assert.Equal(9, ReplayFindings.Read((await house.ReplayAsync(ReplaySteps.DryRun, new ReplayScope(null, now.AddHours(-1), now.AddHours(1), null))).Forecast).Records);
        Assert.Equal(0, ReplayFindings.Read((await house.ReplayAsync(ReplaySteps.DryRun, new ReplayScope(null, now.AddHours(1), null, null))).Forecast).Records);
    }

    [Fact]
    public async Task A_cancelled_replay_stops_at_a_page_and_can_be_taken_up_again()
    {
        await using var house = await ReplayHouse.OpenAsync();
        await house.ServeAsync(40);
        house.Rules.Say = Rules.Billing;
        var row = await house.Book.AskAsync(new ReplayScope(null, null, null, null), ReplaySteps.All, 40, 5, "tester", running: true, default);
        house.Writer.Meddle = db =>
        {
            // Inside the third page's transaction, as if a person had cancelled just before it.
            if (house.Writer.Written == 40 + 20)
            {
                db.Database.ExecuteSqlRaw("UPDATE replays SET state = 'cancelled'");
            }
        };

        await house.Runner.RunAsync(row, null, default);

        Assert.Equal(ReplayStates.Cancelled, row.State);
        Assert.Equal(20, (await house.ServedAsync()).Count(c => c.Contains("\"Category\":\"Billing\"", StringComparison.Ordinal)));
        house.Writer.Meddle = null;
        await house.Book.CancelAsync(row.Id, "tester", default);
        var all = await house.ContinueAsync(row);
        Assert.Equal((ReplayStates.Done, 40L), (all.State, ReplayFindings.Read(all.Applied).Changed));
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_canary_that_is_cancelled_while_it_looks_for_its_few_looks_no_further()
    {
        await using var house = await ReplayHouse.OpenAsync();
        await house.ServeAsync(40);
        var judged = 0;
        house.Rules.Say = d =>
        {
            Interlocked.Increment(ref judged);
            return new Outcome.Kept(d);
        };
        var row = await house.Book.AskAsync(new ReplayScope(null, null, null, null), ReplaySteps.Canary, 40, 5, "tester", running: true, default);
        Assert.True(await house.Book.CancelAsync(row.Id, "tester", default));

        await house.Runner.RunAsync(row, null, default);

        Assert.Equal((ReplayStates.Cancelled, 10), (row.State, judged));
    }

    [Fact]
    public async Task Who_means_the_canary_does_not_change_all_because_somebody_was_faster()
    {
        await using var house = await ReplayHouse.OpenAsync();
        await house.ServeAsync(10);
        house.Rules.Say = Rules.Billing;
        var seen = await house.ReplayAsync(ReplaySteps.DryRun);
        Assert.Equal(ReplaySteps.Canary, ReplayBook.NextStep(seen));
        var canary = await house.ContinueAsync(seen);

        Assert.False(await house.Book.AdvanceAsync(seen.Id, "second", running: false, default, ReplayBook.NextStep(seen)));
        Assert.Equal((ReplaySteps.Canary, ReplayStates.Done), await house.Book.FindAsync(seen.Id, default) is { } now ? (now.Step, now.State) : default);
        Assert.True(await house.Book.AdvanceAsync(seen.Id, "second", running: false, default, ReplayBook.NextStep(canary)));
    }

    [Fact]
    public async Task Bytes_that_cannot_be_read_keep_their_answer()
    {
        await using var house = await ReplayHouse.OpenAsync();
        await house.ServeAsync(3);
        var segment = Assert.Single(house.Raw.Segments());
        await using (var file = new FileStream(segment, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 150;
            file.WriteByte((byte)'#');
        }
        house.Rules.Say = Rules.Billing;

        var found = ReplayFindings.Read((await house.ReplayAsync(ReplaySteps.All)).Applied);

        Assert.Equal((3L, 1L, 2L), (found.Records, found.Unreadable, found.Changed));
        Assert.Equal(Categories.Network, (await house.ComplaintAsync(1)).Category);
    }
}
