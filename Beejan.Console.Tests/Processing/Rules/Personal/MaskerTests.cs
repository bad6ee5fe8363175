using Beejan.Processing.Rules.Personal;
using Xunit;

namespace Beejan.Tests.Processing.Rules.Personal;

public sealed class MaskerTests
{
    [Theory]
    [InlineData("Call me on 08031234567.", "Call me on [PHONE].")]
    [InlineData("my line +234 (0)803 123 4567 pls", "my line [PHONE] pls")]
    [InlineData("0803-123-4567/08121234567", "[PHONE]/[PHONE]")]
    [InlineData("0803 123 4567 0805 123 4567", "[PHONE] [PHONE]")]
    [InlineData("reach +447911123456 or 00447911123456 now", "reach [PHONE] or [PHONE] now")]
    [InlineData("office 01-4612345, not 12-1234567", "office [PHONE], not 12-1234567")]
    [InlineData("wa.me/2348031234567", "wa.me/[PHONE]")]
    [InlineData("from 07468868913 in London", "from [PHONE] in London")]
    public void A_phone_number_becomes_a_token(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("0803*123*4567, 0803_123_4567, 0803,123,4567", "[PHONE], [PHONE], [PHONE]")]
    [InlineData("O8O31234567 or 0803-l23-4567", "[PHONE] or [PHONE]")]
    [InlineData("pls 0 8 0 3 1 2 3 4 5 6 7 sharp", "pls [PHONE] sharp")]
    [InlineData("zero eight zero three, one two three four five six seven", "[PHONE]")]
    [InlineData("call eight zero three double one two three four five six", "call [PHONE]")]
    [InlineData("０８０３１２３４５６７", "[PHONE]")]
    [InlineData("٠٨٠٣١٢٣٤٥٦٧", "[PHONE]")]
    [InlineData("0️⃣8️⃣0️⃣3️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", "[PHONE]")]
    [InlineData("0803 \u200B123\u2060 4567", "[PHONE]")]
    [InlineData("0803 123\r\n4567", "[PHONE]")]
    [InlineData("𝟎𝟖𝟎𝟑𝟏𝟐𝟑𝟒𝟓𝟔𝟕 𝐁𝐨𝐥𝐝", "[PHONE] 𝐁𝐨𝐥𝐝")]
    public void A_number_that_hides_is_found(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("mail ada.obi7@gmail.com!", "mail [EMAIL]!")]
    [InlineData("mail 08031234567@gmail.com", "mail [EMAIL]")]
    [InlineData("ada dot obi at gmail dot com please", "[EMAIL] please")]
    [InlineData("ada.obi (at) example (dot) ng, ada@gmail, ada @ yahoo.com", "[EMAIL], [EMAIL], [EMAIL]")]
    public void An_address_for_mail_becomes_a_token(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("card 4111 1111 1111 1111 was debited", "card [CARD] was debited")]
    [InlineData("4111-1111-1111-1111", "[CARD]")]
    [InlineData("5061460410120223210", "[CARD]")]
    [InlineData("My NIN is 12345678901.", "My NIN is [NIN].")]
    [InlineData("my bvn is 22345678901", "my bvn is [BVN]")]
    [InlineData("BVN 12345678901", "BVN [BVN]")]
    [InlineData("NIN 08031234567", "NIN [NIN]")]
    [InlineData("my nin and bvn are 12345678901 and 22345678901", "my nin and bvn are [NIN] and [BVN]")]
    [InlineData("22345678901 is my bvn, 12345678901 na my nin", "[BVN] is my bvn, [NIN] na my nin")]
    [InlineData("GTB acct 0123456789", "GTB acct [ACCOUNT]")]
    [InlineData("refund to account number 8031234567", "refund to account number [ACCOUNT]")]
    [InlineData("nothing but 98765432109", "nothing but [NIN]")]
    public void Words_and_check_digits_tell_card_NIN_BVN_and_account_apart(string text, string masked) => Same(masked, text);

    [Fact]
    public void With_the_bank_named_the_check_digit_tells_an_account_from_a_line_without_its_zero()
    {
        // The example of the central bank's standard: bank 011, serial 000001457, check digit 9.
        Assert.True(NumberChecks.IsNuban("011", "0000014579"));
        Assert.False(NumberChecks.IsNuban("011", "0000014578"));
        var account = Enumerable.Range(0, 10).Select(d => $"803123456{d}").Single(n => NumberChecks.IsNuban("058", n));
        var line = account[..9] + (char)('0' + ((account[9] - '0' + 1) % 10));
        Same("GTB [ACCOUNT]", $"GTB {account}");
        Same("GTB [PHONE]", $"GTB {line}");
    }

    [Fact]
    public void The_Verhoeff_check_takes_the_published_example_and_no_slip_of_one_digit()
    {
        Assert.True(NumberChecks.IsVerhoeff("2363"));
        foreach (var at in Enumerable.Range(0, 4))
        {
            Assert.DoesNotContain(Enumerable.Range(0, 10).Select(d => $"{"2363"[..at]}{d}{"2363"[(at + 1)..]}").Where(n => n != "2363"), n => NumberChecks.IsVerhoeff(n));
        }
    }

    [Theory]
    [InlineData("my name is Ada Obi and I am angry", "my name is [NAME] and I am angry")]
    [InlineData("my name is chidubem from lagos; na my name be Chinedu", "my name is [NAME] from lagos; na my name be [NAME]")]
    [InlineData("orúkọ mi ni Bisi Akande. Sunana Musa Bello, aha m bụ Nneka Okoro", "orúkọ mi ni [NAME]. Sunana [NAME], aha m bụ [NAME]")]
    [InlineData("I'm Emeka from Aba. I am Dr. Musa Ibrahim. na me be Tunde", "I'm [NAME] from Aba. I am Dr. [NAME]. na me be [NAME]")]
    [InlineData("Name: Funmilayo Ransome-Kuti, Regards, Ngozi A. Eze", "Name: [NAME], Regards, [NAME]")]
    public void A_name_behind_an_introduction_becomes_a_token(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("I live at No 12, Allen Avenue, Ikeja, Lagos", "I live at [ADDRESS], Ikeja, Lagos")]
    [InlineData("12 Allen Avenue Ikeja has no light", "[ADDRESS] Ikeja has no light")]
    [InlineData("Flat 3, Block 7, Jakande Estate, Isolo", "[ADDRESS], Isolo")]
    [InlineData("plot 15, off Bode Thomas Street, Surulere", "[ADDRESS], Surulere")]
    [InlineData("no 4b adeola odeku street victoria island", "[ADDRESS] victoria island")]
    [InlineData("at 23B, Awolowo Road, off Kingsway Road, Ikoyi", "at [ADDRESS], Ikoyi")]
    public void A_house_number_and_its_street_become_a_token_and_the_town_stays(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("my transfer PIN is 4471 and e no work", "my transfer PIN is [SECRET] and e no work")]
    [InlineData("Your OTP is 482913. Do not share", "Your OTP is [SECRET]. Do not share")]
    [InlineData("OTP code: 482 913, 4471-2290 is your verification code", "OTP code: [SECRET], [SECRET] is your verification code")]
    [InlineData("use 482913 as your OTP", "use [SECRET] as your OTP")]
    [InlineData("dem send am 4471 (PIN) and 1234 na my pin", "dem send am [SECRET] (PIN) and [SECRET] na my pin")]
    [InlineData("CVV 123, puk 12345678", "CVV [SECRET], puk [SECRET]")]
    [InlineData("I changed my pin to 4471", "I changed my pin to [SECRET]")]
    [InlineData("PIN mi ni 4471. PIN m bụ 4471. lambar sirri 4471 ce", "PIN mi ni [SECRET]. PIN m bụ [SECRET]. lambar sirri [SECRET] ce")]
    [InlineData("password: Ada@2019!, my password is tola1987.", "password: [SECRET]!, my password is [SECRET].")]
    [InlineData("the security code=4471", "the security code=[SECRET]")]
    [InlineData("OTP482913 came late", "OTP[SECRET] came late")]
    public void A_secret_behind_or_before_its_name_becomes_a_token(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("My passport number is A01234567 and driver's licence no: ABC12345AA01", "My passport number is [DOCUMENT] and driver's licence no: [DOCUMENT]")]
    [InlineData("voter's card 90F5B0C1D2123456789, passport 512345678", "voter's card [DOCUMENT], passport [DOCUMENT]")]
    [InlineData("IMEI: 356938035643809, imei 1 is 35 693803 564380 9", "IMEI: [DEVICE], imei 1 is [DEVICE]")]
    [InlineData("the SIM 89234010001234567890 is blocked, IMSI 621301234567890", "the SIM [SIM] is blocked, IMSI [SIM]")]
    public void Numbers_of_papers_cards_and_handsets_become_tokens(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("passport photo 2026, licence expired 2024-01-15, licence fee 12500, voter registration since 1999, driver licence for 3 people")]
    [InlineData("IMEI blocked since 2024, imei no dey, transaction 893401000123456789, ref 12345678901234567890")]
    public void What_stands_beside_a_papers_name_and_is_no_number_of_it_stays(string text) => Same(text, text);

    [Theory]
    [InlineData("I put wrong pin 3 times, the OTP came after 45 minutes, OTP since 2024, OTP no come")]
    [InlineData("pin 5000 naira, PIN. 4500 was taken, my otp 10:30, otp 12/03/2026, PIN 2024-01-15")]
    [InlineData("recharge pin 1234 5678 9012 3456 no gree load")]
    [InlineData("short code 2442, error code 1004, code 622, promo code 4471, *894# code")]
    [InlineData("shopping 4500, pinned 4500, passed 4500, my password is not working since 2019, passing through 4500 people")]
    [InlineData("password: https://example.ng/r/4471, forgot password 2days ago")]
    [InlineData("N4500 is my pin money, *4471 is the pin")]
    public void Counts_amounts_times_and_short_codes_beside_a_secrets_name_stay(string text) => Same(text, text);

    [Theory]
    [InlineData("you took ₦12,400 and N5000 on 12/03/2026 at 10:30")]
    [InlineData("dial *131*4# or *310# then 2442")]
    [InlineData("ref 035B12345 and TX9012345678A, transaction ref 12345678901, ticket 1234567890")]
    [InlineData("2026-01-15 10:30 until 08-01-2026, 20260115103000")]
    [InlineData("1.5GB for 1,000 naira, 59 times, 0.2 Mbps, 1,250,000,000 in all")]
    [InlineData("@BeejanCare fix it, cc @ConsumersNCC, look at gmail.com")]
    [InlineData("my name is not on the list, my name is wrongly spelt, a good name is better than gold, the plan name is Jumbo Data")]
    [InlineData("I am Very Angry. I am Happy. This is Network problem. call me Back. I am grace to God")]
    [InlineData("no 2 network on this road, for 3 days on Allen Avenue, 12 hours drive, no 4 shop close to market, 10 good people on the street")]
    [InlineData("https://twitter.com/a/status/1900000000003790123")]
    [InlineData("one two three go, seven times, eight or nine calls")]
    public void Amounts_dates_codes_references_and_places_stay(string text) => Same(text, text);

    [Fact]
    public void The_customers_own_name_is_masked_where_it_is_repeated() => Assert.Equal(
        "I, [NAME], or [NAME], want my money. [NAME] is tired. Hope okafor-like words stay",
        Masker.Mask("I, Ngozi Okafor, or OKAFOR NGOZI, want my money. Ngozi is tired. Hope okafor-like words stay", "Ngozi Okafor").Text);

    [Theory]
    [InlineData("Ngọzi Okafor", "Ngozi Okafor wants it back", "[NAME] wants it back")]
    [InlineData("Ngozi Okafor", "NGỌZI OKAFOR, à bientôt", "[NAME], à bientôt")]
    public void The_customers_own_name_is_found_with_and_without_its_marks(string name, string text, string masked) =>
        Assert.Equal(masked, Masker.Mask(text, name).Text);

    [Theory]
    [InlineData("12345678901plot 5 nine4111111111111111plot 5 ")]
    [InlineData("block 7 Ada ObiJakande Estate4111111111111111I am Musa")]
    public void What_only_a_token_uncovers_is_masked_too(string text)
    {
        var masked = Masker.Mask(text, "Ngozi Okafor").Text;
        Assert.DoesNotContain("4111", masked, StringComparison.Ordinal);
        Assert.Equal(masked, Masker.Mask(masked, "Ngozi Okafor").Text);
    }

    [Fact]
    public void Pieces_keep_kind_place_and_one_value_for_every_way_of_writing()
    {
        const string Text = "0803 123 4567 = +2348031234567 = zero eight zero three one two three four five six seven";
        var pieces = Masker.Mask(Text, null).Pieces;
        Assert.Equal(3, pieces.Count);
        Assert.All(pieces, p => Assert.Equal((PersonalKind.Phone, "+2348031234567"), (p.Kind, p.Value)));
        Assert.Equal(["0803 123 4567", "+2348031234567"], pieces.Take(2).Select(p => Text[p.Start..p.End]));
    }

    private static void Same(string masked, string text)
    {
        var once = Masker.Mask(text, null).Text;
        Assert.Equal(masked, once);
        Assert.Equal(once, Masker.Mask(once, null).Text);
    }
}
