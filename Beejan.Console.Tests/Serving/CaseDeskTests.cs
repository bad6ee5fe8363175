using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing.Rules;
using Beejan.Serving;
using Beejan.Signals;
using Beejan.Tests.Curated;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Beejan.Tests.Curated.CuratedBench;

namespace Beejan.Tests.Serving;

public abstract class CaseDeskTests(bool postgres) : IAsyncLifetime
{
    private readonly CuratedBench _bench = new(postgres);
    private CaseDesk _desk = null!;

    public async Task InitializeAsync()
    {
        await _bench.InitializeAsync();
        _desk = new CaseDesk(_bench.Database, new CuratedWriter(_bench.Clock), _bench.Complaints, new Taxonomy(), new Ranking(new Urgency()), new ChangeFeed(_bench.Clock, NullLogger<ChangeFeed>.Instance), _bench.Clock);
        await _bench.PutAsync([.. Enumerable.Range(1, 12).Select(i => Row(i, "2026-11-20T08:00:00Z"))]);
    }

    public Task DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Claiming_takes_the_case_begins_work_and_is_the_first_contact()
    {
        var done = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, 1, CaseChange.Claim("ada"), "ada", default));
        Assert.Equal(("ada", Statuses.InProgress, 2, _bench.Clock.Now), (done.Row.Assignee, done.Row.Status, done.Row.Version, done.Row.FirstContactAt));
        var history = await _bench.Complaints.HistoryAsync(1, default);
        Assert.Equal([("status", "acknowledged", "inProgress"), ("assignee", null, "ada")], history.Select(e => (e.Field, e.Before, e.After)));
    }

    [Fact]
    public async Task A_change_on_a_stale_version_is_not_applied_and_names_who_was_faster()
    {
        await _desk.ChangeAsync(1, 1, CaseChange.Claim("ada"), "ada", default);
        var moved = Assert.IsType<CaseOutcome.Moved>(await _desk.ChangeAsync(1, 1, CaseChange.Claim("bola"), "bola", default));
        Assert.Equal(("ada", "ada"), (moved.By, moved.Current.Assignee));
        Assert.Equal("ada", (await _bench.Complaints.FindAsync(1, default))!.Assignee);
    }

    [Fact]
    public async Task What_another_has_is_not_claimed_but_taken_over()
    {
        await _desk.ChangeAsync(1, null, CaseChange.Claim("ada"), "ada", default);

        var refused = Assert.IsType<CaseOutcome.Refused>(await _desk.ChangeAsync(1, null, CaseChange.Claim("bola"), "bola", default));
        Assert.Equal(("claim.taken", "assignee"), (refused.Reason.Code, refused.Reason.Field));
        Assert.StartsWith("ada ", refused.Reason.Message, StringComparison.Ordinal);
        var bulk = await _desk.BulkAsync([1, 2], CaseChange.Claim("bola"), "bola", dryRun: true, null, default);
        Assert.Equal((1, 1L), (bulk.Changed, Assert.Single(bulk.Refused).Id));
        // A note is a change, in the dry run too.
        var note = new CaseChange { Note = "asked the field team" };
        Assert.Equal(1, (await _desk.BulkAsync([2], note, "ada", dryRun: true, null, default)).Changed);
        Assert.Equal(1, (await _desk.BulkAsync([2], note, "ada", dryRun: false, null, default)).Changed);
        // Who has it may say so again.
        Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, null, CaseChange.Claim("ada"), "ada", default));

        Assert.Equal("bola", Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, null, CaseChange.TakeOver("bola"), "bola", default)).Row.Assignee);
    }

    [Fact]
    public async Task What_is_closed_is_not_claimed()
    {
        await _desk.ChangeAsync(1, null, new CaseChange { Status = Statuses.Resolved }, "ada", default);
        var refused = Assert.IsType<CaseOutcome.Refused>(await _desk.ChangeAsync(1, null, CaseChange.Claim("ada"), "ada", default));
        Assert.Equal("claim.closed", refused.Reason.Code);
        Assert.Null((await _bench.Complaints.FindAsync(1, default))!.Assignee);
    }

    [Fact]
    public async Task A_corrected_category_brings_its_clock_and_undo_the_old_one()
    {
        var taxonomy = new Taxonomy();
        var row = (await _bench.Complaints.FindAsync(1, default))!;
        await _desk.ChangeAsync(1, null, new CaseChange { Subcategory = "BIL-OVR" }, "ada", default);
        var done = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, null, new CaseChange { Subcategory = "NET-OUT" }, "ada", default));

        Assert.Equal(taxonomy.DueAt(taxonomy["NET-OUT"], row.ReportedAt, false), done.Row.DueAt);
        Assert.Contains("due", (await _bench.Complaints.HistoryAsync(1, default)).Select(e => e.Field));
        Assert.Equal(1, await _desk.UndoAsync([done.Undo!], "ada", default));
        Assert.Equal(taxonomy.DueAt(taxonomy["BIL-OVR"], row.ReportedAt, false), (await _bench.Complaints.FindAsync(1, default))!.DueAt);
    }

    [Fact]
    public async Task A_corrected_category_ranks_the_case_anew_and_undo_puts_the_old_rank_back()
    {
        await _bench.PutAsync(Row(41, "2026-11-20T08:00:00Z", r =>
            (r.Category, r.Subcategory, r.Priority, r.Score, r.ScoreFactors) = ("Other", "OTH", 4, 10, FactJson.Of([new ScoreFactor("severity", 4, "Other"), new ScoreFactor("tier", 6, "gold")]))));

        var fraud = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(41, null, new CaseChange { Subcategory = "SIM-FRD" }, "ada", default));
        Assert.Equal((1, 46f), (fraud.Row.Priority, fraud.Row.Score));
        Assert.Equal([("severity", 40f), ("tier", 6f)], FactJson.Factors(fraud.Row.ScoreFactors).Select(f => (f.Name, f.Points)));
        Assert.Contains(("priority", "P4", "P1"), (await _bench.Complaints.HistoryAsync(41, default)).Select(e => (e.Field, e.Before, e.After)));

        var felt = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(41, null, new CaseChange { Sentiment = "negative" }, "ada", default));
        Assert.Equal((1, true), (felt.Row.Priority, felt.Row.Score > 46));
        Assert.Equal(["severity", "sentiment", "tier"], FactJson.Factors(felt.Row.ScoreFactors).Select(f => f.Name));

        Assert.Equal(1, await _desk.UndoAsync([felt.Undo!], "ada", default));
        Assert.Equal(1, await _desk.UndoAsync([fraud.Undo! with { Version = felt.Row.Version + 1 }], "ada", default));
        var back = (await _bench.Complaints.FindAsync(41, default))!;
        Assert.Equal((4, 10f), (back.Priority, back.Score));
    }

    [Theory]
    [InlineData("SIM-FRD", "no network in the whole of Ikeja", 1)]
    [InlineData("NET-OUT", "no network in the whole of Ikeja", 1)]
    [InlineData("NET-OUT", "my line shows no network", 2)]
    [InlineData("NET-SIG", "I have written to NCC", 1)]
    [InlineData("CS-OTH", "I have written to NCC about the mast", 1)]
    [InlineData("OTH", "well done, NCC will hear of it", 4)]
    public async Task The_priority_of_a_corrected_case_is_its_kinds_and_what_its_words_say(string subcategory, string text, int priority)
    {
        await _bench.PutAsync(Row(42, "2026-11-20T08:00:00Z", r => (r.Subcategory, r.Confidence, r.Text) = ("NET-VOI", 0.3f, text)));
        var done = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(42, null, new CaseChange { Subcategory = subcategory }, "ada", default));
        Assert.Equal(priority, done.Row.Priority);
    }

    [Fact]
    public async Task A_correction_leaves_the_regulators_cases_with_the_regulators_desk()
    {
        var taxonomy = new Taxonomy();
        await _bench.PutAsync(Row(40, "2026-11-20T08:00:00Z", r => (r.Tags, r.Team) = (taxonomy.EscalationTag, taxonomy.Escalation.Team)));
        var done = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(40, null, new CaseChange { Subcategory = "BIL-OVR" }, "ada", default));
        Assert.Equal((taxonomy.Escalation.Team, taxonomy.DueAt(taxonomy["BIL-OVR"], done.Row.ReportedAt, true)), (done.Row.Team, done.Row.DueAt));
    }

    [Fact]
    public async Task Resolving_stops_the_clock_and_opening_again_starts_it()
    {
        var resolved = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, null, new CaseChange { Status = Statuses.Resolved }, "ada", default)).Row;
        Assert.Equal((false, _bench.Clock.Now), (resolved.IsOpen, resolved.ResolvedAt));
        var reopened = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, null, new CaseChange { Status = Statuses.InProgress }, "ada", default)).Row;
        Assert.Equal((true, null), (reopened.IsOpen, reopened.ResolvedAt));
    }

    [Fact]
    public async Task An_illegal_move_is_refused_with_the_legal_ones()
    {
        await _desk.ChangeAsync(1, null, new CaseChange { Status = Statuses.Resolved }, "ada", default);
        var refused = Assert.IsType<CaseOutcome.Refused>(await _desk.ChangeAsync(1, null, new CaseChange { Status = Statuses.Pending }, "ada", default));
        Assert.Equal(("status.illegal-move", "status"), (refused.Reason.Code, refused.Reason.Field));
        Assert.Contains("closed, inProgress", refused.Reason.Message);
    }

    [Fact]
    public async Task Correcting_the_category_moves_the_team_and_the_rollups_and_undo_puts_both_back()
    {
        var before = await MixAsync();
        var done = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, 1, new CaseChange { Subcategory = "BIL-OVR" }, "ada", default));
        Assert.Equal((Categories.Billing, "BIL-OVR", CorrectedFacts.Category, "Billing Ops"), (done.Row.Category, done.Row.Subcategory, done.Row.Corrected, done.Row.Team));
        Assert.Equal(1, (await MixAsync()).Where(c => c.Category == Categories.Billing).Sum(c => c.Count));
        Assert.Equal(1, await _desk.UndoAsync([done.Undo!], "ada", default));
        var back = (await _bench.Complaints.FindAsync(1, default))!;
        Assert.Equal((Categories.Network, "NET-OUT", CorrectedFacts.None, "NOC"), (back.Category, back.Subcategory, back.Corrected, back.Team));
        Assert.Equal(before.Select(c => (c.Category, c.Count)), (await MixAsync()).Select(c => (c.Category, c.Count)));
    }

    [Fact]
    public async Task Correcting_language_and_sentiment_moves_the_rollups_is_told_in_the_history_and_undo_puts_both_back()
    {
        var done = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, 1, new CaseChange { Language = "pcm", Sentiment = "negative" }, "ada", default));
        Assert.Equal(("pcm", -0.625f, CorrectedFacts.Language | CorrectedFacts.Sentiment), (done.Row.Language, done.Row.Sentiment, done.Row.Corrected));
        Assert.Equal((Categories.Network, "NOC", _bench.Clock.Now), (done.Row.Category, done.Row.Team, done.Row.FirstContactAt));
        Assert.Equal((1L, 11L), (await CountAsync(Dimension.Language, "pcm"), await CountAsync(Dimension.Language, "en")));
        Assert.Equal((1L, 11L), (await CountAsync(Dimension.Band, "negative"), await CountAsync(Dimension.Band, "neutral")));
        Assert.Equal([("language", "en", "pcm"), ("sentiment", "neutral", "negative")], (await _bench.Complaints.HistoryAsync(1, default)).Select(e => (e.Field, e.Before!, e.After!)));

        Assert.Equal(1, await _desk.UndoAsync([done.Undo!], "ada", default));
        var back = (await _bench.Complaints.FindAsync(1, default))!;
        Assert.Equal(("en", 0f, CorrectedFacts.None, null), (back.Language, back.Sentiment, back.Corrected, back.FirstContactAt));
        Assert.Equal((0L, 12L), (await CountAsync(Dimension.Language, "pcm"), await CountAsync(Dimension.Band, "neutral")));
    }

    [Fact]
    public async Task A_sentiment_that_stands_in_its_band_is_confirmed_and_keeps_its_value_and_a_dry_run_foretells_it()
    {
        await _bench.PutAsync(Row(20, "2026-11-20T08:00:00Z", r => r.Sentiment = -0.4f));
        var confirm = new CaseChange { Sentiment = "negative" };
        Assert.Equal(1, (await _desk.BulkAsync([20], confirm, "ada", dryRun: true, null, default)).Changed);
        Assert.Equal(1, (await _desk.BulkAsync([20], confirm, "ada", dryRun: false, null, default)).Changed);
        var row = (await _bench.Complaints.FindAsync(20, default))!;
        Assert.Equal((-0.4f, CorrectedFacts.Sentiment), (row.Sentiment, row.Corrected));
        Assert.Equal(0, (await _desk.BulkAsync([20], confirm, "ada", dryRun: true, null, default)).Changed);
        Assert.Equal([("bulk", "ada", "sentiment", "negative", "negative")], (await _bench.Complaints.HistoryAsync(20, default)).Select(e => (e.Action, e.Actor, e.Field, e.Before!, e.After!)));
    }

    [Theory]
    [InlineData("fr", null, "language.unknown", "en, pcm, yo, ha, ig, mixed, und")]
    [InlineData(null, "angry", "sentiment.unknown", "negative, neutral, positive")]
    public async Task A_language_or_sentiment_that_the_product_does_not_know_is_refused_with_those_it_does(string? language, string? sentiment, string code, string known)
    {
        var refused = Assert.IsType<CaseOutcome.Refused>(await _desk.ChangeAsync(1, null, new CaseChange { Language = language, Sentiment = sentiment }, "ada", default));
        Assert.Equal((code, code.Split('.')[0]), (refused.Reason.Code, refused.Reason.Field));
        Assert.Contains(known, refused.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_category_alone_asks_for_one_of_its_kinds()
    {
        var refused = Assert.IsType<CaseOutcome.Refused>(await _desk.ChangeAsync(1, null, new CaseChange { Category = Categories.Billing }, "ada", default));
        Assert.Equal("subcategory.missing", refused.Reason.Code);
        Assert.Contains("BIL-OVR", refused.Reason.Message);
    }

    [Fact]
    public async Task Undo_leaves_a_case_alone_that_somebody_changed_since()
    {
        var mine = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, null, CaseChange.Claim("ada"), "ada", default));
        await _desk.ChangeAsync(1, null, new CaseChange { Status = Statuses.Held }, "bola", default);
        Assert.Equal(0, await _desk.UndoAsync([mine.Undo!], "ada", default));
        Assert.Equal(Statuses.Held, (await _bench.Complaints.FindAsync(1, default))!.Status);
    }

    [Fact]
    public async Task A_dry_run_says_exactly_what_the_bulk_change_then_does()
    {
        await _desk.ChangeAsync(3, null, new CaseChange { Status = Statuses.Resolved }, "ada", default);
        await _desk.ChangeAsync(4, null, new CaseChange { Status = Statuses.Held }, "ada", default);
        var change = new CaseChange { Status = Statuses.Held };
        long[] ids = [1, 2, 3, 4, 999];
        var dry = await _desk.BulkAsync(ids, change, "ada", dryRun: true, null, default);
        Assert.Equal(Statuses.Acknowledged, (await _bench.Complaints.FindAsync(1, default))!.Status);
        var wet = await _desk.BulkAsync(ids, change, "ada", dryRun: false, null, default);
        Assert.Equal((5, 2, 1), (wet.Matched, wet.Changed, wet.Unchanged));
        Assert.Equal((dry.Matched, dry.Changed, dry.Unchanged), (wet.Matched, wet.Changed, wet.Unchanged));
        Assert.Equal(["status.illegal-move", "complaint.not-found"], wet.Refused.Select(r => r.Reason.Code));
        Assert.Equal(dry.Refused.Select(r => r.Id), wet.Refused.Select(r => r.Id));
        Assert.Equal(2, await _desk.UndoAsync(wet.Undo, "ada", default));
        Assert.Equal(Statuses.Acknowledged, (await _bench.Complaints.FindAsync(2, default))!.Status);
    }

    [Fact]
    public async Task A_change_that_changes_nothing_writes_nothing()
    {
        await _desk.ChangeAsync(1, null, CaseChange.Claim("ada"), "ada", default);
        var again = Assert.IsType<CaseOutcome.Done>(await _desk.ChangeAsync(1, null, CaseChange.Claim("ada"), "ada", default));
        Assert.Null(again.Undo);
        Assert.Equal((2, 2), (again.Row.Version, (await _bench.Complaints.HistoryAsync(1, default)).Count));
    }

    [Fact]
    public async Task A_thousand_cases_change_in_one_bulk()
    {
        await _bench.PutAsync([.. Enumerable.Range(100, 1000).Select(i => Row(i, "2026-11-20T08:00:00Z"))]);
        var ids = await _bench.Complaints.IdsAsync(new ComplaintFilter { AfterId = 99 }, 10_000, default);
        var done = await _desk.BulkAsync(ids, new CaseChange { Status = Statuses.Resolved }, "ada", dryRun: false, null, default);
        Assert.Equal(1000, done.Changed);
        Assert.Equal(1000, await _bench.Complaints.CountAsync(new ComplaintFilter { ResolvedFrom = _bench.Clock.Now }, default));
        Assert.Equal(12, (await _bench.Figures.SummaryAsync(default)).Open);
    }

    private async Task<long> CountAsync(Dimension dimension, string value) =>
        (await _bench.Figures.MixAsync(dimension, _bench.Clock.Now.AddDays(-1), _bench.Clock.Now, default)).Where(c => c.Value == value).Sum(c => c.Count);

    private Task<IReadOnlyList<Cell>> MixAsync() => _bench.Figures.MixAsync(Dimension.State, _bench.Clock.Now.AddDays(-1), _bench.Clock.Now, default);
}

public sealed class CaseDeskOnSqliteTests() : CaseDeskTests(postgres: false);

public sealed class CaseDeskOnPostgresTests() : CaseDeskTests(postgres: true);
