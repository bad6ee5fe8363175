using Beejan.Processing.Rules.Personal;
using Xunit;

namespace Beejan.Tests.Processing.Rules.Personal;

/// <summary>Personal data as people in Nigeria write it in letters and short messages, in five languages; and what looks alike and stays.</summary>
public sealed class MaskerWritingTests
{
    [Theory]
    [InlineData("Èmi ni Bisi Akande. emi ni Musa Bello", "Èmi ni [NAME]. emi ni [NAME]")]
    [InlineData("orúkọ mi n jẹ́ Bisi, orúkọ mi ń jẹ́ Tunde; mo n jẹ́ Adé Balogun", "orúkọ mi n jẹ́ [NAME], orúkọ mi ń jẹ́ [NAME]; mo n jẹ́ [NAME]")]
    [InlineData("Sunana ita ce Hauwa. Sunan mai layin Musa Garba. Ni ne Bashir Sani", "Sunana ita ce [NAME]. Sunan mai layin [NAME]. Ni ne [NAME]")]
    [InlineData("A bụ m Nneka Eze. Abu m Obinna Okafor. a na-akpọ m Chidi Eze", "A bụ m [NAME]. Abu m [NAME]. a na-akpọ m [NAME]")]
    [InlineData("Aha m zuru oke bụ Nneka Eze", "Aha m zuru oke bụ [NAME]")]
    [InlineData("I be Tunde Bello. Na Emeka Obi dey talk. na Musa be my name", "I be [NAME]. Na [NAME] dey talk. na [NAME] be my name")]
    [InlineData("the line is registered to Ngozi Eze; in the name of Ngozi Eze", "the line is registered to [NAME]; in the name of [NAME]")]
    [InlineData("Fix it. Yours faithfully, Zzuwera Kplorfa", "Fix it. Yours faithfully, [NAME]")]
    [InlineData("Fix it. Thanks, Ngozi Eze. Signed: Musa Bello", "Fix it. Thanks, [NAME]. Signed: [NAME]")]
    [InlineData("my name is Okafor, Ngozi and I am angry", "my name is [NAME] and I am angry")]
    public void A_name_is_found_behind_the_introductions_of_five_languages(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("call me on zero eight zero three one two three four five six seven o, abeg", "call me on [PHONE] o, abeg")]
    [InlineData("o, naught eight naught three one two three four five six seven", "o, [PHONE]")]
    [InlineData("0803 one two three double four five six", "[PHONE]")]
    [InlineData("my bvn na two two one three four five six one two three four", "my bvn na [BVN]")]
    [InlineData("plus two three four eight zero three one two three four five six seven", "[PHONE]")]
    [InlineData("two nine three six eight zero one eight seven one eight be my NIN", "[NIN] be my NIN")]
    [InlineData("two nine three six eight zero one eight seven one eight is my NIN", "[NIN] is my NIN")]
    [InlineData("my account na zero one two three four five six seven eight nine", "my account na [ACCOUNT]")]
    public void A_number_in_words_ends_where_its_words_do(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("0123-456-789 GTBank", "[ACCOUNT] GTBank")]
    [InlineData("send to 012 345 6789 Access Bank", "send to [ACCOUNT] Access Bank")]
    [InlineData("akawun dina 012 345 6789, akanti mi 0123 456 789", "akawun dina [ACCOUNT], akanti mi [ACCOUNT]")]
    [InlineData("012 345 6789 access denied", "012 345 6789 access denied")]
    [InlineData("my card 4111/1111/1111/1111", "my card [CARD]")]
    [InlineData("I paid with 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "I paid with [CARD]")]
    [InlineData("I recharged 4000,1000,2000,2001 today", "I recharged 4000,1000,2000,2001 today")]
    public void Accounts_and_cards_are_told_by_what_stands_around_them(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("mail: ngozi at unilag dot edu dot ng", "mail: [EMAIL]")]
    [InlineData("my email is ngozi at unilag.edu.ng", "my email is [EMAIL]")]
    [InlineData("ngozi.eze @ nnpc.com and musa_at_gmail.com, musa-at-proton-dot-me", "[EMAIL] and [EMAIL], [EMAIL]")]
    [InlineData("write to ngozi{at}zoho.com or musa@gmail,com or ada . obi@yahoo . com", "write to [EMAIL] or [EMAIL] or [EMAIL]")]
    [InlineData("reply kelechi at live.com", "reply [EMAIL]")]
    [InlineData("recharge at mtn.com.ng, meet @ 5.30pm, I dey @ home.abeg help, pls@MTNNG. Me I don tire", "recharge at mtn.com.ng, meet @ 5.30pm, I dey @ home.abeg help, pls@MTNNG. Me I don tire")]
    public void A_mail_address_is_found_however_it_is_spelt(string text, string masked) => Same(masked, text);

    [Fact]
    public void However_a_mail_address_is_spelt_it_is_one()
    {
        var pieces = Masker.Mask("ada@zoho.com, ada(at)zoho.com, ada at zoho dot com, ada-at-zoho-dot-com, ada@zoho,com", null).Pieces;
        Assert.Equal(["ada@zoho.com"], pieces.Select(p => p.Value).Distinct());
        Assert.Equal(5, pieces.Count);
    }

    [Theory]
    [InlineData("at 185A Aba Road", "at [ADDRESS]")]
    [InlineData("my address is 10 chime avenue", "my address is [ADDRESS]")]
    [InlineData("House 9, 2nd Avenue, Gwarinpa", "[ADDRESS], Gwarinpa")]
    [InlineData("Shop 139, Computer Village, Ikeja", "[ADDRESS], Ikeja")]
    public void An_address_is_found_with_letters_shops_and_numbered_streets(string text, string masked) => Same(masked, text);

    [Theory]
    [InlineData("my 5G Lekki Road, 4G on Awolowo Road, 10GB Lekki Road, the 2 Oshodi Road masts, year 1985 Aba Road, Computer Village has 2 shops")]
    [InlineData("Thanks for nothing. Thank you MTN. thanks in advance. registered to vote. signed up for a plan. Yours is the worst")]
    [InlineData("they call me every day, una dey call me pass airtel, I be your customer, na God dey help us, na MTN dey cause am")]
    [InlineData("a bụ m onye ahịa, abu m onye na-eji MTN, emi ni mo ra data, mo n jẹ iya, ni ne mai korafi, sunan kamfanin")]
    [InlineData("Ref: MTN347665904989953 and seven eight years now, one o one")]
    public void What_only_looks_like_it_stays(string text) => Same(text, text);

    private static void Same(string masked, string text)
    {
        var once = Masker.Mask(text, null).Text;
        Assert.Equal(masked, once);
        Assert.Equal(once, Masker.Mask(once, null).Text);
    }
}
