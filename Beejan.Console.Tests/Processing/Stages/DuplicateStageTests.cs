using Beejan.Contracts;
using Beejan.Curated.Merging;
using Beejan.Processing;
using Beejan.Processing.Stages;
using Microsoft.Extensions.Options;
using Xunit;

namespace Beejan.Tests.Processing.Stages;

public sealed class DuplicateStageTests
{
    private const string Words = "There has been no network at my house in Ikeja since early this morning";
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_earliest_of_several_stands_for_them_whatever_their_order_in_the_page() =>
        Assert.Equal([4L, null, 4L, 4L], await Judge([Draft(9, "No network!", 3), Draft(4, "no NETWORK", 1), Draft(7, "RT @x: No network.", 2), Draft(2, "no network", 5)]));

    [Fact]
    public async Task Of_two_at_the_same_time_the_sources_own_key_decides_and_not_the_order_of_arrival() =>
        Assert.Equal([2L, null], await Judge([Draft(1, Words) with { Key = "b" }, Draft(2, Words) with { Key = "a" }]));

    [Fact]
    public async Task A_repeat_of_a_stored_complaint_names_it() =>
        Assert.Equal([2L], await Judge([Draft(9, "No network", 71)], Draft(2, "No network")));

    [Fact]
    public async Task After_72_hours_the_same_words_are_a_new_complaint() =>
        Assert.Equal([null, null], await Judge([Draft(1, Words), Draft(2, Words, 73)]));

    [Fact]
    public async Task Slips_of_the_finger_a_greeting_and_a_frame_are_nearly_the_same_words()
    {
        Assert.Equal(MergeCodes.Near, await Code(Words, "good morning, There has been no netwrok at my huose in Ikeja since early this morning"));
        Assert.Equal(MergeCodes.Near, await Code(Words, $"Customer said: \"{Words}\""));
        Assert.Equal(MergeCodes.Exact, await Code(Words, Words.ToUpperInvariant() + "!!"));
    }

    [Theory]
    [InlineData(Words, "My data bundle of last night is finished already and I did not use it")]
    [InlineData("They took N500 from my airtime for nothing, please return it", "They took N2000 from my airtime for nothing, please return it")]
    [InlineData("no network", "still no network")]
    [InlineData("no network in Ikeja", "no data in Ikeja")]
    public async Task Another_matter_of_the_same_person_on_the_same_day_is_kept(string first, string second) => Assert.Null(await Code(first, second));

    [Fact]
    public async Task The_same_sentence_about_another_state_is_another_matter() =>
        Assert.Equal([null, null], await Judge([Draft(1, Words) with { State = "Lagos" }, Draft(2, Words + " o", 1) with { State = "Kano" }]));

    [Fact]
    public async Task After_a_day_the_words_must_be_more_alike()
    {
        const string Other = "Hello team, there has been no network at my house in Ikeja since early this morning abeg";
        Assert.Equal([null, 1L], await Judge([Draft(1, Words), Draft(2, Other, 2)]));
        Assert.Equal([null, null], await Judge([Draft(1, Words), Draft(2, Other, 30)]));
    }

    [Fact]
    public async Task On_another_channel_it_is_one_matter_for_a_day()
    {
        Assert.Equal([null, 1L], await Judge([Draft(1, Words), Draft(2, Words + " please", 20) with { Channel = Channels.Phone }]));
        Assert.Equal([null, null], await Judge([Draft(1, Words), Draft(2, Words + " please", 25) with { Channel = Channels.Phone }]));
    }

    [Fact]
    public async Task A_name_joins_a_post_to_a_call_but_two_numbers_or_loose_words_do_not()
    {
        var post = Draft(1, Words) with { Channel = Channels.Social, Person = 50, Named = 1000 };
        var call = Draft(2, Words, 1) with { Channel = Channels.Phone, Person = 60, Named = 1001 };
        Assert.Equal([null, 1L], await Judge([post, call]));
        Assert.Equal([null, null], await Judge([post with { Named = 1001 }, call]));
        Assert.Equal([null, null], await Judge([post, call with { MaskedText = "Customer has had no network at the house in Ikeja since this morning, very angry" }]));
        Assert.Equal([null, null], await Judge([post with { State = "Kano" }, call with { State = "Lagos" }]));
    }

    [Fact]
    public async Task The_very_words_join_a_post_to_a_text_message_of_the_same_minutes()
    {
        var post = Draft(1, Words) with { Channel = Channels.Social, Person = 50, Named = 1000, Wording = 77, WordingLetters = 60 };
        var message = Draft(2, Words) with { ReportedAt = Noon.AddMinutes(4), Person = 60, Wording = 77, WordingLetters = 60 };
        Assert.Equal([null, 1L], await Judge([post, message]));
        Assert.Equal([null, null], await Judge([post, message with { ReportedAt = Noon.AddMinutes(6) }]));
        Assert.Equal([null, null], await Judge([post with { WordingLetters = 20 }, message with { WordingLetters = 20 }]));
        Assert.Equal([null, null], await Judge([post, message with { Channel = Channels.Social }]));
    }

    [Fact]
    public async Task A_served_complaint_gives_way_to_an_earlier_one_that_arrives_late()
    {
        var outcome = Assert.IsType<Outcome.Kept>(Assert.Single(await Outcomes([Draft(9, Words)], [new Saved(Draft(2, Words, 1))])));
        Assert.Equal(new Superseded(2, MergeCodes.Exact), Assert.Single(outcome.Draft.StandsFor));
    }

    [Fact]
    public async Task What_a_person_works_on_gives_way_to_nothing_and_stands_for_what_is_like_it() =>
        Assert.Equal([2L], Into(await Outcomes([Draft(9, Words)], [new Saved(Draft(2, Words, 1), Stands: true)])));

    [Fact]
    public async Task What_is_said_after_the_matter_was_resolved_is_news()
    {
        Assert.Equal([null], Into(await Outcomes([Draft(9, Words, 5)], [new Saved(Draft(2, Words), Stands: true, ResolvedAt: Noon.AddHours(4))])));
        Assert.Equal([2L], Into(await Outcomes([Draft(9, Words, 5)], [new Saved(Draft(2, Words), Stands: true, ResolvedAt: Noon.AddHours(6))])));
    }

    [Fact]
    public async Task A_complaint_is_no_repeat_of_its_own_older_version() =>
        Assert.Equal([null, null], await Judge([Draft(9, Words), Draft(9, Words) with { RawId = 12 }], Draft(9, Words)));

    [Fact]
    public async Task Nobody_named_or_taken_back_means_nothing_dropped()
    {
        Assert.Equal([null, null], await Judge([Draft(1, Words) with { Person = 0 }, Draft(2, Words) with { Person = 0 }]));
        Assert.Equal([null, null], await Judge([Draft(1, Words) with { Withdrawn = true }, Draft(2, Words, 1)]));
    }

    [Fact]
    public async Task What_a_person_merged_or_keeps_apart_stays_so_when_it_is_judged_again()
    {
        var sayings = new Memory([], new Dictionary<long, long> { [3] = 1 }, new HashSet<long> { 4 });
        var outcomes = await Stage(sayings).ApplyAsync(
            [Draft(1, Words), Draft(3, "other words altogether", 1) with { JudgedBefore = true }, Draft(4, Words, 2) with { JudgedBefore = true }], default);
        Assert.Equal([null, 1L, null], Into(outcomes).Select((into, i) => i == 0 ? null : into));
        Assert.Equal(MergeCodes.ByHand, ((Outcome.Dropped)outcomes[1]).Reason.Code);
    }

    private static ComplaintDraft Draft(long id, string text, int hours = 0) => Prints.Of(
        new ComplaintDraft(id, id, new SourceId("sms"), $"k{id}", Noon) { Channel = Channels.Sms, Msisdn = "+2348031234567", Person = 5, Text = text, MaskedText = text, ReportedAt = Noon.AddHours(hours) });

    private static async Task<string?> Code(string first, string second) =>
        ((await Outcomes([Draft(1, first), Draft(2, second, 1)], []))[1] as Outcome.Dropped)?.Reason.Code;

    private static async Task<long?[]> Judge(ComplaintDraft[] batch, params ComplaintDraft[] stored) => Into(await Outcomes(batch, [.. stored.Select(s => new Saved(s))]));

    private static long?[] Into(IReadOnlyList<Outcome> outcomes) => [.. outcomes.Select(o => (o as Outcome.Dropped)?.DuplicateOf)];

    private static async Task<IReadOnlyList<Outcome>> Outcomes(ComplaintDraft[] batch, Saved[] served) =>
        await Stage(new Memory([.. served.Select(s => s.Saying)], new Dictionary<long, long>(), new HashSet<long>())).ApplyAsync(batch, default);

    internal static DuplicateStage Stage(ISayings sayings) => new(sayings, Options.Create(new ProcessingOptions()));

    private sealed record Saved(ComplaintDraft Draft, bool Stands = false, DateTimeOffset? ResolvedAt = null)
    {
        public Saying Saying => Memory.Of(Draft) with { Stands = Stands, ResolvedAt = ResolvedAt };
    }

    /// <summary>Gives all it has: the stage itself must tell what is near.</summary>
    internal sealed class Memory(IReadOnlyList<Saying> served, IReadOnlyDictionary<long, long> merged, IReadOnlySet<long> apart) : ISayings
    {
        public static Saying Of(ComplaintDraft d) => new(d.Root, d.RawId, d.Source.Value, d.Key, d.Channel!, d.Person, d.Named, d.ReportedAt!.Value, d.Fingerprint,
            d.Wording, d.State, d.MaskedText!, false, null, d.Given.IsShare);

        public Task<Known> FindAsync(IReadOnlyList<Around> near, Spans spans, IReadOnlyList<long> ids, IReadOnlyList<long> judgedBefore, CancellationToken ct) =>
            Task.FromResult(new Known(served, merged, apart));
    }
}

/// <summary>Takes a draft's own prints.</summary>
internal static class Prints
{
    public static ComplaintDraft Of(ComplaintDraft draft) => draft with { Fingerprint = Beejan.Processing.Rules.Fingerprint.Of(draft) };
}
