using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Serving.Triage;
using Bunit;
using Xunit;

namespace Beejan.Tests.Serving.Triage;

public sealed class RecordTextTests : BunitContext
{
    [Theory]
    [InlineData("havenâ€™t had", "haven’t had", "haven{â€™}t had", "haven{’}t had")]
    [InlineData("two  words", "two words", "two {␣}words", "two words")]
    [InlineData("Ike\u200Bja &amp; Aba", "Ikeja & Aba", "Ike{‹U+200B›}ja &{amp;} Aba", "Ikeja & Aba")]
    [InlineData("one\ntwo", "one two", "one{↵}two", "one{␣}two")]
    [InlineData("same", "same", "same", "same")]
    [InlineData("", "all new", "", "{all␣new}")]
    public void What_cleaning_changed_is_marked_to_the_character(string before, string after, string shownBefore, string shownAfter)
    {
        var (left, right) = TextChanges.Between(before, after);
        Assert.Equal(shownBefore, Marked(TextPieces.Cut(before, left, [])));
        Assert.Equal(shownAfter, Marked(TextPieces.Cut(after, right, [])));
    }

    [Fact]
    public void Unmarked_characters_are_the_same_in_both_texts_whatever_they_are()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var (before, after) = (Text(random), Text(random));
            var (left, right) = TextChanges.Between(before, after);
            Assert.Equal(string.Concat(before.Where((_, at) => !left[at])), string.Concat(after.Where((_, at) => !right[at])));
        }

        static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => new[] { "a", "b", " ", "\n", "cd" }[random.Next(5)]));
    }

    [Fact]
    public void A_masked_piece_is_shown_as_a_word_and_its_hint_names_the_value_that_repeats()
    {
        var pieces = TextPieces.Cut("call [PHONE:bcdfghjklm] no network", new bool[34], ["network"]);
        Assert.Equal(["call ", "phone number", " no ", "network"], pieces.Select(p => p.Text));
        Assert.Equal([Emphasis.None, Emphasis.Personal, Emphasis.None, Emphasis.Cue], pieces.Select(p => p.As));
        Assert.Contains("bcdfghjklm", pieces[1].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_needed_no_cleaning_is_shown_once()
    {
        var once = Render<RecordText>(p => p.Add(t => t.Row, Row("no network")));
        Assert.Single(once.FindAll(".record-text"));
        var twice = Render<RecordText>(p => p.Add(t => t.Row, Row("no network", "no  network")));
        Assert.Equal(2, twice.FindAll(".record-text").Count);
        Assert.Equal("␣", Assert.Single(twice.FindAll(".record-text .changed")).TextContent);
    }

    [Fact]
    public void Every_stage_tells_its_decision_in_order_and_an_assumption_its_code()
    {
        var row = Row("call [PHONE:bcdfghjklm] no network");
        List<Reason> warnings = [new("time.order-assumed", "Day first assumed."), new("phone.unreadable", "Left out."), new("place.unknown", "No such state.")];
        var steps = Decisions.Of(row, warnings, [new ScoreFactor("severity", 40, "outage")], hasNumber: false, "No network", again: 2);
        Assert.Equal(["Text", "Time", "Time", "Number", "Place", "Personal data", "Language", "Category", "Sentiment", "Priority", "Team", "Repeats"], steps.Select(s => s.Stage));
        Assert.Equal(["time.order-assumed", "phone.unreadable", "place.unknown"], steps.Where(s => s.Assumed).Select(s => s.Code));
        Assert.Contains(steps, s => s is { Code: "personal.masked", Text: "Masked: phone number." });
        Assert.All(steps, s => Assert.Matches("^[A-Za-z0-9-]+(\\.[a-z0-9-]+)?$", s.Code));
    }

    private static ComplaintRow Row(string text, string? original = null) => new()
    {
        Text = text, Original = original, Language = "en", LanguageConfidence = 0.9f, Category = Categories.Network, Subcategory = "NET-OUT", Confidence = 0.8f, Reasons = "network",
        Sentiment = -0.5f, Priority = 2, Score = 40, Team = "NOC", TimeKnown = true, ReportedAt = DateTimeOffset.UnixEpoch, DueAt = DateTimeOffset.UnixEpoch,
    };

    private static string Marked(IEnumerable<TextPiece> pieces) =>
        string.Concat(pieces.Select(p => p.As == Emphasis.Changed ? "{" + p.Text.ReplaceLineEndings("") + "}" : p.Text));
}
