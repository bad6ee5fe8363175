using System.Globalization;
using System.Text;
using Beejan.Processing.Rules;
using Beejan.Processing.Rules.Personal;
using Xunit;

namespace Beejan.Tests.Processing.Rules.Personal;

/// <summary>Seeded: the same texts in every run.</summary>
public sealed class MaskerPropertyTests
{
    private static readonly string[] Before = ["hello ", "N500 ", "on 12/03/2026 ", "pls, ", "call ", "(", "*310# ", "ref 12A345 ", "- ", "line:", "\n", "é ", "since 7am; ", "😡", "my number na ", "BVN: ", "card no. ", ""];
    private static readonly string[] After = [" ", ".", ", pls", ")", " 😡", "\n", " abeg", " since 7am", "!", " Ikeja", "\u200B", ""];

    [Fact]
    public void No_number_card_or_identity_survives_among_100_000_random_texts()
    {
        var random = new Random(17);
        for (var i = 0; i < 100_000; i++)
        {
            var (secret, digits) = Secret(random);
            var text = Before[random.Next(Before.Length)] + secret + After[random.Next(After.Length)];
            foreach (var written in (ReadOnlySpan<string>)[text, CleanText.Clean(text)])
            {
                var masked = Masker.Mask(written, null).Text;
                Assert.False(masked.Contains(secret, StringComparison.Ordinal) || Digits(masked).Contains(digits[^8..], StringComparison.Ordinal), $"{written} -> {masked}");
            }
        }
    }

    [Fact]
    public void Masking_twice_is_masking_once()
    {
        var random = new Random(23);
        string[] pieces = ["0803 123 4567", "4111111111111111", "12345678901", "my name is ", "Ada Obi", "I am Musa", "no 12, ", "Allen Avenue", "flat 3, ", "block 7 ", "Jakande Estate", " ", ", ", ".", "-", "(", "[", "]", ":", "[PHONE]", "[PHONE:",
            "seven ", "eight ", "zero ", "double ", "nine", "ada at gmail dot com", "@", "gmail.com", "NIN ", "bvn ", "acct ", "ref ", "0", "O8O", "l", "😡", "\u200B", "２", "\uD835", "\uDFCE", "street", "close", "plot 5 ", "sunana ", "aha m bụ ", "é", "\u0301", "1,250", "₦", "/", "\n", "'", "off ",
            "emi ni ", "a bụ m ", "I be ", "na ", " dey talk", " be my name", "Yours faithfully, ", "signed ", "Okafor, Ngozi", "-at-", " at ", "{at}", " dot ", "naught ", "GTBank", "2nd Avenue", "4471", "pin ", "PIN is ", " is my otp", "code: ", "verification ", "password: ", "cvv 123", "shop 4, ", "Alaba Market", "5G "];
        for (var i = 0; i < 100_000; i++)
        {
            var text = new StringBuilder();
            for (var p = random.Next(14); p > 0; p--)
            {
                text.Append(pieces[random.Next(pieces.Length)]);
            }
            var once = Masker.Mask(text.ToString(), "Ngozi Okafor").Text;
            var twice = Masker.Mask(once, "Ngozi Okafor").Text;
            Assert.True(once == twice, $"{text} -> {once} -> {twice}");
        }
    }

    private static (string Written, string Digits) Secret(Random random)
    {
        var national = $"{"789"[random.Next(3)]}{random.Next(2)}{random.Next(100_000_000):00000000}";
        var written = random.Next(12) switch
        {
            0 => "0" + national,
            1 => "+234" + national,
            2 => $"0{national[..3]} {national[3..6]} {national[6..]}",
            3 => $"0{national[..3]}-{national[3..6]}-{national[6..]}",
            4 => $"+234 (0){national[..3]} {national[3..6]} {national[6..]}",
            5 => string.Join(' ', ("0" + national).ToCharArray()),
            6 => string.Concat(("0" + national).Select(c => (char)(c - '0' + '\uFF10'))),
            7 => $"0{national[..3]}\u200B{national[3..]}",
            8 => Card(random, ""),
            9 => Card(random, " "),
            10 => Card(random, "-"),
            _ => $"{random.Next(1, 10)}{random.NextInt64(10_000_000_000):0000000000}",
        };
        return (written, Digits(written));
    }

    private static string Card(Random random, string between)
    {
        var body = $"{"45"[random.Next(2)]}{random.NextInt64(100_000_000_000_000):00000000000000}";
        var sum = body.Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1)).Sum(v => v > 9 ? v - 9 : v);
        var card = body + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
        return string.Join(between, card.Chunk(4).Select(c => new string(c)));
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsDigit).Select(c => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))));
}
