using Beejan.Governance.Privacy;
using Bunit;
using Xunit;

namespace Beejan.Tests.Governance.Privacy;

public sealed class MaskedLineTests : BunitContext
{
    private static readonly string Own = PersonalToken.Letters(77);

    [Fact]
    public void A_list_shows_kinds_and_whose_they_are_and_never_a_whole_token()
    {
        var line = Render<MaskedLine>(p => p.Add(l => l.Text, $"Call [PHONE:{Own}] not [PHONE:bcdfghjklm] <b>or</b> [NAME]").Add(l => l.Customer, 77));
        Assert.Equal(["phoneown", "phonebcdf", "name"], line.FindAll(".personal").Select(c => c.TextContent));
        Assert.DoesNotContain("[PHONE", line.Markup, StringComparison.Ordinal);
        Assert.Empty(line.FindAll("b"));
        line.MarkupMatches($"""
            Call <span class="personal" title="Masked: phone number. The one this customer is known by.">phone<small>own</small></span> not
            <span class="personal" title="Masked: phone number. The same value is bcdfghjklm in every text.">phone<small>bcdf</small></span>
            &lt;b&gt;or&lt;/b&gt; <span class="personal" title="Masked: name.">name<small></small></span>
            """);
    }

    [Theory]
    [InlineData("no network", "no network")]
    [InlineData("[EMAIL:bcdfghjklm]", "(e-mail address)")]
    [InlineData("a [NIN:bcdfghjklm], b [NOTE]", "a (NIN), b [NOTE]")]
    public void Where_only_text_can_stand_kinds_stand_in_words(string text, string plain) => Assert.Equal(plain, PersonalWords.Plain(text));
}
