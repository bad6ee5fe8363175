using System.Text;
using Beejan.Processing.Rules;
using Xunit;

namespace Beejan.Tests.Processing.Rules;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("donâ€™t â€“ â‚¦500", "don’t – ₦500")]
    [InlineData("E ku iá¹£áº¹Ì€", "E ku iṣẹ\u0300")]
    [InlineData("cafÃ©", "café")]
    [InlineData("cafÃƒÂ©", "café")]
    [InlineData("so angry ðŸ˜¡", "so angry 😡")]
    [InlineData("&amp;amp;lt;b&gt; A&#39;s &nbsp; plan", "<b> A's plan")]
    [InlineData("  two\t\r\n  words  ", "two words")]
    [InlineData("0803\u200B123\u00AD4567", "08031234567")]
    [InlineData("a\u0000b\u0007c", "abc")]
    [InlineData("\uFEFFhello", "hello")]
    public void Broken_text_is_repaired(string given, string clean) =>
        Assert.Equal(LatinMarks.Compose(clean), CleanText.Clean(given));

    /// <summary>UTF-8 read wrongly and written again, up to three times, by programs that show the five undefined bytes as control characters.</summary>
    [Theory]
    [InlineData("ẹ jọ̀ọ́ ẹ bá mi tún un ṣe")]
    [InlineData("netwọk adịghị mma, biko nyere m aka")]
    [InlineData("ɓarawo ƙasa ɗaya, Ńkọ́? Ǹjẹ́ ó dára")]
    [InlineData("I don’t – “really” ₦1,500 … €5 😡 👩🏽‍🦱")]
    public void Text_that_was_damaged_more_than_once_is_repaired(string text)
    {
        var sound = LatinMarks.Compose(text);
        var (windows, latin) = (sound, sound);
        for (var times = 1; times <= 3; times++)
        {
            (windows, latin) = (Damaged(windows, windows1252: true), Damaged(latin, windows1252: false));
            Assert.Equal(sound, CleanText.Clean(windows));
            Assert.Equal(sound, CleanText.Clean(latin));
            Assert.Equal($"{sound} and {sound}", CleanText.Clean($"{sound} and {windows}"));
        }

        static string Damaged(string text, bool windows1252) => string.Concat(Encoding.UTF8.GetBytes(text)
            .Select(b => windows1252 && b is >= 0x80 and <= 0x9F ? "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ"[b - 0x80] : (char)b));
    }

    [Theory]
    [InlineData("Kò sí nẹ́tíwọ́kì rárá ní Ikeja")]
    [InlineData("Enweghị netwọk na Aba kemgbe ụtụtụ")]
    [InlineData("Kun cire mini kuɗi, ma'aikaci ƙarya ɓata")]
    [InlineData("👨‍👩‍👧 🙏🏾 ❤️")]
    [InlineData("Ça va très bien, naïve Ångström")]
    [InlineData("ÀÁ ÈÉ ÌÍ ÒÓ ÙÚ, óò, èé, ẸẸ̀")]
    public void Sound_text_is_left_alone(string text) => Assert.Equal(LatinMarks.Compose(text), CleanText.Clean(text));

    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("e\u0323\u0301", "ẹ\u0301")]
    [InlineData("e\u0301\u0323", "ẹ\u0301")]
    [InlineData("o\u0323\u0302", "ộ")]
    [InlineData("s\u0323", "ṣ")]
    [InlineData("n\u0300", "ǹ")]
    public void Letters_and_marks_are_composed_as_Unicode_NFC_does(string given, string composed) => Assert.Equal(composed, LatinMarks.Compose(given));

    [Fact]
    public void Cleaning_twice_is_cleaning_once()
    {
        var random = new Random(11);
        string[] pieces = ["Ã©", "â€™", "&amp;", "&lt;", "&#233;", "e\u0301", "\u0323", " ", "  ", "\u200D", "😡", "ðŸ˜¡", "a", "N500", "Ã", "\uD83D", "\uDE21", "amp;", "\t", "ẹ", "â", "€", "\uFFFD", "Ì", "&#x200B;", "\uFF10", "Ã¢â‚¬â„¢", "ÃƒÂ", "Â\u008D", "ƒ", "Å’"];
        for (var i = 0; i < 100_000; i++)
        {
            var text = new StringBuilder();
            for (var p = random.Next(12); p > 0; p--)
            {
                text.Append(pieces[random.Next(pieces.Length)]);
            }
            var once = CleanText.Clean(text.ToString());
            Assert.Equal(once, CleanText.Clean(once));
        }
    }
}
