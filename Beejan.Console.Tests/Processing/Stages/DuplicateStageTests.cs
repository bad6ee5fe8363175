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
    public async Task What_is_served_already_stands_when_its_original_is_judged_late()
    {
        Assert.Equal([9L], await Judge([Draft(2, "No network")], (9, Noon, Draft(9, "No network"))));
        Assert.Equal([null, 9L], await Judge([Draft(9, "No network"), Draft(2, "No network")], (9, Noon, Draft(9, "No network"))));
    }

    [Fact]
    public async Task What_was_said_long_after_is_no_repeat_either() =>
        Assert.Equal([null], await Judge([Draft(9, "No network")], (2, Noon.AddHours(73), Draft(2, "No network"))));

    /// <summary>Few people, few words, few keys, times around the window's edge, newer versions: every rule meets every other.</summary>
    [Fact]
    public async Task The_outcome_does_not_depend_on_where_pages_end_or_how_a_page_is_ordered()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var records = Enumerable.Range(1, 40).Select(raw => Any(random, raw)).ToList();
            var alone = await JudgeInPages(records, () => 1, null);
            foreach (var most in new[] { 2, 3, 7, 40 })
            {
                var pages = new Random(seed);
                Assert.Equal(alone, await JudgeInPages(records, () => pages.Next(1, most + 1), new Random(seed + most)));
            }
        }
    }

    /// <summary>Judging everything once more, in whatever pages, drops nothing that is served and serves nothing twice.</summary>
    [Fact]
    public async Task Judging_all_again_decides_the_same()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var records = Enumerable.Range(1, 40).Select(raw => Any(random, raw) with { Root = raw }).ToList();
            var served = new Stored([]);
            var first = await JudgeInPages(records, () => 5, null, served);
            Assert.Equal(first, await JudgeInPages(records, () => random.Next(1, 12), random, served));
        }
    }

    private static ComplaintDraft Any(Random random, long raw) => Draft(raw, $"No network {random.Next(3)}") with
    {
        Root = random.Next(4) == 0 ? random.Next(1, (int)raw + 1) : raw,
        Msisdn = random.Next(12) == 0 ? null : $"+23480312345{random.Next(2):00}",
        ReportedAt = Noon.AddHours(24 * random.Next(12)),
    };

    private static async Task<List<(long RawId, long? Original)>> JudgeInPages(List<ComplaintDraft> records, Func<int> size, Random? shuffle, Stored? served = null)
    {
        served ??= new Stored([]);
        var stage = new DuplicateStage(served);
        var outcomes = new List<(long, long?)>();
        for (var at = 0; at < records.Count;)
        {
            var page = records.Skip(at).Take(size()).ToArray();
            at += page.Length;
            shuffle?.Shuffle(page);
            var judged = await stage.ApplyAsync([.. page.Select(Printed)], default);
            foreach (var (draft, outcome) in page.Zip(judged).OrderBy(p => p.First.RawId))
            {
                outcomes.Add((draft.RawId, (outcome as Outcome.Dropped)?.DuplicateOf));
                if (outcome is Outcome.Kept)
                {
                    served.Put(new ServedPrint(draft.Root, draft.RawId, Fingerprint.Of(draft), draft.ReportedAt!.Value));
                }
            }
        }
        return outcomes;
    }

    [Fact]
    public async Task Nobody_named_means_nothing_dropped()
    {
        var nobody = Draft(1, "No network") with { Msisdn = null };
        Assert.Equal([null, null], await Judge([nobody, nobody with { RawId = 2, Root = 2 }]));
    }

    [Fact]
    public async Task Another_person_or_other_words_are_no_repeat() =>
        Assert.Equal([null, null, null], await Judge([Draft(1, "No network"), Draft(2, "No network") with { Msisdn = "+2348050000000" }, Draft(3, "No network again")]));

    private static ComplaintDraft Printed(ComplaintDraft draft) => Assert.IsType<Outcome.Kept>(new PrintStage().Apply(draft)).Draft;

    private static ComplaintDraft Draft(long id, string text) =>
        new(id, id, new SourceId("sms"), $"k{id}", Noon) { Msisdn = "+2348031234567", Text = text, ReportedAt = Noon };

    private static async Task<long?[]> Judge(ComplaintDraft[] batch, params (long Id, DateTimeOffset At, ComplaintDraft Draft)[] stored)
    {
        var stage = new DuplicateStage(new Stored([.. stored.Select(s => new ServedPrint(s.Id, s.Id, Fingerprint.Of(s.Draft), s.At))]));
        return [.. (await stage.ApplyAsync([.. batch.Select(Printed)], default)).Select(o => (o as Outcome.Dropped)?.DuplicateOf)];
    }

    private sealed class Stored(ServedPrint[] rows) : IFingerprints
    {
        private readonly Dictionary<long, ServedPrint> _rows = rows.ToDictionary(r => r.Id);

        /// <summary>As the table does: an older version replaces no newer one.</summary>
        public void Put(ServedPrint row)
        {
            if (!_rows.TryGetValue(row.Id, out var current) || current.RawId <= row.RawId)
            {
                _rows[row.Id] = row;
            }
        }

        public Task<IReadOnlyList<ServedPrint>> FindAsync(IReadOnlyList<long> fingerprints, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ServedPrint>>([.. _rows.Values.Where(r => fingerprints.Contains(r.Fingerprint))]);

        public Task<IReadOnlyList<ServedPrint>> FindByIdAsync(IReadOnlyList<long> ids, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ServedPrint>>([.. ids.Where(_rows.ContainsKey).Select(id => _rows[id])]);
    }
}
