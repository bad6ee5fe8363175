using Beejan.Contracts;
using Beejan.Curated.Merging;
using Beejan.Processing;
using Beejan.Processing.Stages;
using Xunit;

namespace Beejan.Tests.Processing.Stages;

/// <summary>Few people, few words, times around the windows' edges: every rule meets every other, in every order.</summary>
public sealed class DuplicateOrderTests
{
    private static readonly Twins Rules = new(TimeSpan.FromHours(72), TimeSpan.FromHours(24));
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Texts =
    [
        "There has been no network at my house in Ikeja since early this morning", "There has been no netwrok at my house in Ikeja since erly this morning please",
        "Good day, there has been no network at my huose in Ikeja since early this morning, my people", "You took 500 naira from my airtime for nothing at all, return it now",
        "You took 900 naira from my airtime for nothing at all, return it now", "no network", "still no network",
    ];

    [Fact]
    public async Task The_same_complaints_stand_whatever_the_order_of_arrival_and_the_cut_of_pages()
    {
        var (setAside, gaveWay) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var records = Enumerable.Range(1, 30).Select(i => Any(random, i)).ToArray();
            var expected = Wanted(records);
            foreach (var most in new[] { 1, 4, 30 })
            {
                random.Shuffle(records);
                var house = new House();
                // Raw ids go by arrival, as in the raw zone.
                await house.JudgeAsync([.. records.Select((r, i) => r with { RawId = i + 1, Root = i + 1 })], () => random.Next(1, most + 1));
                Assert.Equal(expected, house.Kept());
                house.AssertEachIsAsideForAnEarlierOneLikeIt();
                gaveWay += house.GaveWay;
            }
            setAside += records.Length - expected.Count;
        }
        // The property would hold for a stage that keeps everything, too.
        Assert.True(setAside > 1000 && gaveWay > 200, $"{setAside} set aside, {gaveWay} gave way");
    }

    /// <summary>The definition itself, over all at once: kept is what no earlier kept one is like.</summary>
    private static List<string> Wanted(ComplaintDraft[] records)
    {
        var kept = new List<Said>();
        foreach (var said in records.Select(r => new Said(r)).OrderBy(s => s.At).ThenBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!kept.Exists(k => Rules.Code(k, said) is not null))
            {
                kept.Add(said);
            }
        }
        return [.. kept.Select(k => k.Key).Order(StringComparer.Ordinal)];
    }

    private static ComplaintDraft Any(Random random, int number)
    {
        var (person, channel) = (random.Next(3), Channels.All[random.Next(3)]);
        var text = Texts[random.Next(Texts.Length)];
        return Prints.Of(new ComplaintDraft(number, number, new SourceId(channel), $"k{number:00}", Noon)
        {
            Channel = channel, Person = person == 0 ? 0 : person, Msisdn = person == 0 ? null : $"+234803123450{person}",
            Named = random.Next(3) == 0 ? 1000 + random.Next(2) : null, Text = text, MaskedText = text, ReportedAt = Noon.AddHours(7 * random.Next(16)),
        });
    }

    /// <summary>What the commit does with the outcomes, in memory: serve, set aside, give way, judge again what was set aside for what gave way.</summary>
    private sealed class House : ISayings
    {
        private readonly Dictionary<long, ComplaintDraft> _served = [];
        private readonly Dictionary<long, (ComplaintDraft Draft, long Into)> _aside = [];

        public int GaveWay { get; private set; }

        public async Task JudgeAsync(IReadOnlyList<ComplaintDraft> records, Func<int> size)
        {
            var stage = DuplicateStageTests.Stage(this);
            var waiting = new List<ComplaintDraft>(records);
            while (waiting.Count > 0)
            {
                var page = waiting.Take(size()).ToList();
                waiting.RemoveRange(0, page.Count);
                foreach (var (draft, outcome) in page.Zip(await stage.ApplyAsync(page, default)))
                {
                    switch (outcome)
                    {
                        case Outcome.Dropped { DuplicateOf: { } into }:
                            _aside[draft.Root] = (draft, into);
                            break;
                        case Outcome.Kept kept:
                            _served[draft.Root] = draft;
                            foreach (var other in kept.Draft.StandsFor)
                            {
                                GaveWay++;
                                _aside[other.Id] = (_served[other.Id], draft.Root);
                                _served.Remove(other.Id);
                                var again = _aside.Where(a => a.Value.Into == other.Id).Select(a => a.Value.Draft).ToList();
                                again.ForEach(a => _aside.Remove(a.Root));
                                waiting.AddRange(again);
                            }
                            break;
                    }
                }
            }
        }

        public List<string> Kept() => [.. _served.Values.Select(d => d.Key).Order(StringComparer.Ordinal)];

        public void AssertEachIsAsideForAnEarlierOneLikeIt()
        {
            foreach (var (draft, into) in _aside.Values)
            {
                var (first, second) = (new Said(_served[into]), new Said(draft));
                Assert.NotNull(Rules.Code(first, second));
                Assert.True((first.At, first.Key).CompareTo((second.At, second.Key)) < 0);
            }
        }

        public Task<Known> FindAsync(IReadOnlyList<Around> near, Spans spans, IReadOnlyList<long> ids, IReadOnlyList<long> judgedBefore, CancellationToken ct) =>
            Task.FromResult(new Known([.. _served.Values.Select(DuplicateStageTests.Memory.Of).Where(s => near.Any(n => IsNear(n, spans, s)))], new Dictionary<long, long>(), new HashSet<long>()));

        private static bool IsNear(Around n, Spans spans, Saying s)
        {
            var apart = (s.At - n.At).Duration();
            return (n.Person != 0 && n.Person == s.Person && apart <= spans.Person) || (n.Namesake is not null && n.Namesake == s.Named && apart <= spans.Name);
        }
    }
}
