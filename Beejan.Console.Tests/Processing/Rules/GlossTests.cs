using Beejan.Processing.Rules.Plain;
using Xunit;

namespace Beejan.Tests.Processing.Rules;

public sealed class GlossTests
{
    private static readonly Gloss Gloss = new();

    [Theory]
    [InlineData("pcm", "network don die", "the network is down")]
    [InlineData("pcm", "Abeg una dey chop my data", "Please you are using up my data")]
    [InlineData("pcm", "Una don deduct my money", "You have deducted my money")]
    [InlineData("pcm", "dem don thief my sim, I no fit call", "they have stolen my sim, I cannot call")]
    [InlineData("pcm", "wetin dey happen? I am tired", "what is happening? I am tired")]
    [InlineData("pcm", "I load card, e no enter", "I load card, it did not come in")]
    [InlineData("en", "pls check my acct, d money 4 2dys sub", "please check my account, the money for today's subscription")]
    [InlineData("en", "the netwrok has been down since yesterday", "the network has been down since yesterday")]
    [InlineData("mixed", "abeg check my balence", "please check my balance")]
    public void Pidgin_shorthand_and_slips_are_put_in_plain_English(string language, string text, string plain) =>
        Assert.Equal(plain, string.Concat(Gloss.Of(text, language)!.Select(p => p.Text)));

    [Theory]
    [InlineData("en", "There has been no network in Ikeja since morning")]
    [InlineData("en", "Call Chukwuemeka on [PHONE:kdfwmzbrtq] or @beejan_ng https://t.co/dis *556#")]
    [InlineData("en", "Please fit a new mast")]
    [InlineData("yo", "abeg netwrok")]
    [InlineData("en", "")]
    public void What_is_plain_already_names_masks_and_other_languages_stay(string language, string text) => Assert.Null(Gloss.Of(text, language));

    [Theory]
    [InlineData("pcm", "Abeg una don chop my money, wetin happen [PHONE:kdfwmzbrtq]!!! 😡")]
    [InlineData("pcm", "dey don go chop am u d 4 \uD83D e don")]
    [InlineData("mixed", "’'’ [ ] @ # http don")]
    public void The_pieces_lead_back_to_the_original(string language, string text) =>
        Assert.Equal(text, string.Concat(Gloss.Of(text, language)!.Select(p => p.Said ?? p.Text)));

    [Fact]
    public void Any_text_can_be_glossed_and_led_back()
    {
        var random = new Random(7);
        const string Signs = "abdeghimnoty 'd4[]@#*’. !\uD83D\uDE21ẹ";
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Create(random.Next(40), random, (span, r) =>
            {
                foreach (ref var c in span)
                {
                    c = Signs[r.Next(Signs.Length)];
                }
            });
            Assert.Equal(text, Gloss.Of(text, "pcm") is { } pieces ? string.Concat(pieces.Select(p => p.Said ?? p.Text)) : text);
        }
    }

    [Theory]
    [InlineData("netwrok", "network")]
    [InlineData("recieve", "receive")]
    [InlineData("balence", "balance")]
    [InlineData("custommer", "customer")]
    [InlineData("servce", "service")]
    [InlineData("network", null)]
    [InlineData("naira", null)]
    [InlineData("teh", null)]
    [InlineData("xqzvkwj", null)]
    public void A_slip_of_one_letter_finds_its_word(string said, string? meant) => Assert.Equal(meant, new Spelling(["naira"]).Of(said));
}
