using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing;
using Beejan.Processing.Rules;
using Beejan.Processing.Stages;
using Xunit;

namespace Beejan.Tests.Processing.Stages;

public sealed class DuplicateStageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_first_of_two_repeats_in_a_batch_stays_whatever_their_order()
    {
        var outcomes = await Judge([Draft(9, "No network!"), Draft(4, "no NETWORK"), Draft(7, "RT @x: No network.")]);
        Assert.Equal([4L, null, 4L], outcomes);
    }

    [Fact]
    public async Task A_repeat_of_a_stored_complaint_names_it() =>
        Assert.Equal([2L], await Judge([Draft(9, "No network")], (2, Noon.AddHours(-71), Draft(2, "No network"))));

    [Fact]
    public async Task After_72_hours_the_same_words_are_a_new_complaint()
    {
        Assert.Equal([null], await Judge([Draft(9, "No network")], (2, Noon.AddHours(-73), Draft(2, "No network"))));
        Assert.Equal([null, null], await Judge([Draft(1, "No network"), Draft(2, "No network") with { ReportedAt = Noon.AddHours(73) }]));
    }

    [Fact]
    public async Task A_wide_batch_does_not_widen_the_window_of_each()
    {
        var outcomes = await Judge([Draft(8, "old one") with { ReportedAt = Noon.AddDays(-30) }, Draft(9, "No network")], (2, Noon.AddHours(-100), Draft(2, "No network")));
        Assert.Equal([null, null], outcomes);
    }

    [Fact]
    public async Task A_complaint_is_no_repeat_of_its_own_older_version() =>
        Assert.Equal([null, null], await Judge([Draft(9, "No network"), Draft(9, "No network") with { RawId = 12 }], (9, Noon, Draft(9, "No network"))));

    [Fact]
    public async Task A_replayed_original_is_not_dropped_for_its_later_repeat() =>
        Assert.Equal([null], await Judge([Draft(2, "No network")], (9, Noon, Draft(9, "No network"))));

    [Fact]
    public async Task Nobody_named_means_nothing_dropped()
    {
        var nobody = Draft(1, "No network") with { Msisdn = null };
        Assert.Equal([null, null], await Judge([nobody, nobody with { RawId = 2, Root = 2 }]));
    }

    [Fact]
    public async Task Another_person_or_other_words_are_no_repeat() =>
        Assert.Equal([null, null, null], await Judge([Draft(1, "No network"), Draft(2, "No network") with { Msisdn = "+2348050000000" }, Draft(3, "No network again")]));

    private static ComplaintDraft Draft(long id, string text) =>
        new(id, id, new SourceId("sms"), $"k{id}", Noon) { Msisdn = "+2348031234567", Text = text, ReportedAt = Noon };

    private static async Task<long?[]> Judge(ComplaintDraft[] batch, params (long Id, DateTimeOffset At, ComplaintDraft Draft)[] stored)
    {
        var stage = new DuplicateStage(new Stored([.. stored.Select(s => (s.Id, s.At, Fingerprint.Of(s.Draft)))]));
        return [.. (await stage.ApplyAsync(batch, default)).Select(o => (o as Outcome.Dropped)?.DuplicateOf)];
    }

    private sealed class Stored((long Id, DateTimeOffset At, long Print)[] rows) : IFingerprints
    {
        public Task<IReadOnlyDictionary<long, long>> FindAsync(IReadOnlyList<long> fingerprints, DateTimeOffset since, CancellationToken ct) =>
            Task.FromResult<IReadOnlyDictionary<long, long>>(rows.Where(r => r.At >= since && fingerprints.Contains(r.Print))
                .GroupBy(r => r.Print).ToDictionary(g => g.Key, g => g.Min(r => r.Id)));
    }
}
