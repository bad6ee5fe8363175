using Beejan.Processing.Rules;
using Xunit;

namespace Beejan.Tests.Processing.Rules;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("08031234567")]
    [InlineData("+2348031234567")]
    [InlineData("2348031234567")]
    [InlineData("23408031234567")]
    [InlineData("002348031234567")]
    [InlineData("+234 (0)803 123 4567")]
    [InlineData("+234-803-123-4567")]
    [InlineData("0803 123 4567")]
    [InlineData("0803-123-4567")]
    [InlineData("0803.123.4567")]
    [InlineData("(0803) 123 4567")]
    [InlineData("8031234567")]
    [InlineData("8031234567.0")]
    [InlineData("'08031234567")]
    [InlineData("tel:+2348031234567")]
    [InlineData("whatsapp:+2348031234567")]
    [InlineData(" 08031234567 ")]
    [InlineData("08031234567 / 08099999999")]
    [InlineData("0803-123-4567,0809 999 9999")]
    [InlineData("none; +234 803 123 4567")]
    [InlineData("=\"08031234567\"")]
    [InlineData("2348031234567@s.whatsapp.net")]
    [InlineData("2348031234567:12@s.whatsapp.net")]
    [InlineData("sip:+2348031234567@ims.mnc030.org")]
    [InlineData("2.348031234567E+12")]
    [InlineData("8.031234567E9")]
    [InlineData("2,348,031,234,567")]
    [InlineData("009 234 803 123 4567")]
    [InlineData("0803\u2014123\u20144567")]
    [InlineData("[0803] 1234567")]
    public void Every_written_form_of_a_Nigerian_number_is_the_same_number(string written) =>
        Assert.Equal("+2348031234567", PhoneNumber.Read(written));

    [Theory]
    [InlineData("+447911123456", "+447911123456")]
    [InlineData("00447911123456", "+447911123456")]
    [InlineData("+1 (202) 555-0143", "+12025550143")]
    [InlineData("02012345678", "+2342012345678")]
    public void A_foreign_or_fixed_number_is_kept(string written, string e164) => Assert.Equal(e164, PhoneNumber.Read(written));

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("Private")]
    [InlineData("080312")]
    [InlineData("2.34803E+12")]
    [InlineData("1,234,567")]
    [InlineData("ada@example.ng")]
    [InlineData("08531234567")]
    [InlineData("0803123456789")]
    [InlineData("+234803123")]
    [InlineData("123456789012345678901234567890")]
    public void What_is_no_whole_number_is_unreadable(string written) => Assert.Null(PhoneNumber.Read(written));

    [Fact]
    public void Reading_what_was_read_changes_nothing()
    {
        var random = new Random(3);
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Create(random.Next(20), random, (span, r) => span.ForEach("0123456789+-() ", r));
            if (PhoneNumber.Read(text) is { } number)
            {
                Assert.Equal(number, PhoneNumber.Read(number));
            }
        }
    }
}
