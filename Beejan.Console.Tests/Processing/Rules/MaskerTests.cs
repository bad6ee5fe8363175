using Beejan.Processing.Rules;
using Xunit;

namespace Beejan.Tests.Processing.Rules;

public sealed class MaskerTests
{
    [Theory]
    [InlineData("Call me on 08031234567.", "Call me on [PHONE].")]
    [InlineData("my line +234 (0)803 123 4567 pls", "my line [PHONE] pls")]
    [InlineData("0803-123-4567/08121234567", "[PHONE]/[PHONE]")]
    [InlineData("0803 123 4567 0805 123 4567", "[PHONE] [PHONE]")]
    [InlineData("reach +447911123456 now", "reach [PHONE] now")]
    [InlineData("mail ada.obi7@gmail.com!", "mail [EMAIL]!")]
    [InlineData("mail 08031234567@gmail.com", "mail [EMAIL]")]
    [InlineData("card 4111 1111 1111 1111 was debited", "card [CARD] was debited")]
    [InlineData("4111-1111-1111-1111", "[CARD]")]
    [InlineData("5061460410120223210", "[CARD]")]
    [InlineData("My NIN is 12345678901.", "My NIN is [NIN].")]
    [InlineData("my bvn is 22345678901", "my bvn is [BVN]")]
    [InlineData("BVN 12345678901", "BVN [BVN]")]
    [InlineData("GTB acct 0123456789", "GTB acct [ACCOUNT]")]
    [InlineData("refund to account number 8031234567", "refund to account number [ACCOUNT]")]
    [InlineData("nothing but 98765432109", "nothing but [NIN]")]
    [InlineData("my name is Ada Obi and I am angry", "my name is [NAME] and I am angry")]
    public void Personal_data_becomes_a_token(string text, string masked) => Assert.Equal(masked, Masker.Mask(text, null, out _));

    [Theory]
    [InlineData("you took ₦12,400 and N5000 on 12/03/2026 at 10:30")]
    [InlineData("dial *131*4# or *310# then 2442")]
    [InlineData("ref 035B12345 and TX9012345678A")]
    [InlineData("2026-01-15 10:30 until 08-01-2026")]
    [InlineData("1.5GB for 1,000 naira, 59 times, 0.2 Mbps")]
    [InlineData("@BeejanCare fix it, cc @ConsumersNCC")]
    [InlineData("my name is not on the list")]
    public void Amounts_dates_codes_and_references_stay(string text) => Assert.Equal(text, Masker.Mask(text, null, out _));

    [Fact]
    public void The_customers_own_name_is_masked_where_it_is_repeated() =>
        Assert.Equal("I, [NAME], or [NAME], want my money", Masker.Mask("I, Ngozi Okafor, or OKAFOR NGOZI, want my money", "Ngozi Okafor", out _));

    [Fact]
    public void No_number_card_or_identity_survives_among_random_text()
    {
        var random = new Random(17);
        string[] fillers = ["hello ", "N500 ", "on 12/03/2026 ", "pls, ", "call ", "(", "*310# ", "ref 12A345 ", "- ", "line:", "\n", "é ", "since 7am; ", "x", "9 "];
        for (var i = 0; i < 100_000; i++)
        {
            var national = $"{"789"[random.Next(3)]}{random.Next(2)}{random.Next(100_000_000):00000000}";
            var secret = random.Next(5) switch
            {
                0 => "0" + national,
                1 => "+234" + national,
                2 => $"0{national[..3]} {national[3..6]} {national[6..]}",
                3 => Luhn(random),
                _ => $"{random.Next(1, 10)}{random.NextInt64(10_000_000_000):0000000000}",
            };
            var text = $"{fillers[random.Next(fillers.Length)]}{(random.Next(2) == 0 ? " " : "")}{secret}{(random.Next(2) == 0 ? " " : ".")}{fillers[random.Next(fillers.Length)]}";
            if (text.Contains("9 " + secret, StringComparison.Ordinal))
            {
                continue; // a digit right before it makes another number of it
            }
            var masked = Masker.Mask(text, null, out _);
            Assert.False(masked.Contains(secret, StringComparison.Ordinal), $"{text} -> {masked}");
            Assert.Equal(masked, Masker.Mask(masked, null, out _));
        }
    }

    private static string Luhn(Random random)
    {
        var body = $"4{random.NextInt64(100_000_000_000_000):00000000000000}";
        var sum = body.Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1)).Sum(v => v > 9 ? v - 9 : v);
        return body + ((10 - (sum % 10)) % 10);
    }
}
