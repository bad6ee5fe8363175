using Beejan.Contracts;
using Beejan.Processing.Rules.Plain;
using Beejan.Serving.Triage;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Triage;

public sealed class PlainWordsTests : BunitContext
{
    public PlainWordsTests() => Services.AddSingleton<IGloss, Gloss>();

    [Fact]
    public void Pidgin_is_put_in_plain_english_and_each_change_tells_what_was_said()
    {
        var shown = Show("network don die", "pcm");
        var words = shown.Find(".record-text");
        Assert.Contains("In plain English", shown.Markup, StringComparison.Ordinal);
        Assert.NotEqual("network don die", words.TextContent);
        Assert.All(shown.FindAll("abbr"), a => Assert.Contains(a.GetAttribute("title")!, "network don die", StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(shown.FindAll("abbr"));
    }

    [Theory]
    [InlineData("The network is down", "en")]
    [InlineData("Nẹtiwọọki ko ṣiṣẹ", "yo")]
    public void What_is_plain_already_or_in_a_language_it_does_not_know_gets_no_second_text(string text, string language) => Assert.Empty(Show(text, language).Markup.Trim());

    [Fact]
    public void A_masked_piece_is_a_short_chip_there_too()
    {
        var shown = Show("abeg call [PHONE:bcdfghjklm] network don die", "pcm");
        Assert.Equal("phonebcdf", shown.Find(".personal").TextContent);
        Assert.DoesNotContain("[PHONE", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_text_on_the_same_page_gets_its_own_gloss()
    {
        var shown = Show("network don die", "pcm");
        shown.Render(p => p.Add(w => w.Text, "light don go").Add(w => w.Language, "pcm"));
        Assert.DoesNotContain("etwork", shown.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<PlainWords> Show(string text, string language) => Render<PlainWords>(p => p.Add(w => w.Text, text).Add(w => w.Language, language));
}
