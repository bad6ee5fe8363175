using Beejan.Governance.Privacy;
using Beejan.Storage;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Xunit;

namespace Beejan.Tests.Governance.Privacy;

public sealed class PrivacyTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("beejan-privacy-");

    [Fact]
    public void A_customer_keeps_the_number_as_long_as_the_key_is_kept()
    {
        var first = In("a").CustomerId("msisdn:+2348031234567");
        Assert.Equal(first, In("a").CustomerId("msisdn:+2348031234567"));
        Assert.NotEqual(first, In("a").CustomerId("msisdn:+2348031234568"));
        Assert.NotEqual(first, In("b").CustomerId("msisdn:+2348031234567"));
        Assert.True(first >= 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(600)]
    public void The_number_is_the_frameworks_own_keyed_hash(int length)
    {
        var identity = new string('x', length);
        var number = In("d").CustomerId(identity);
        var key = File.ReadAllBytes(Path.Combine(_data.FullName, "d", "keys", "pseudonym.key"));
        var hash = System.Security.Cryptography.HMACSHA256.HashData(key, System.Text.Encoding.UTF8.GetBytes(identity));
        Assert.Equal(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue, number);
    }

    /// <summary>The eight-byte vector of the SipHash paper's reference code.</summary>
    [Fact]
    public void A_print_is_siphash()
    {
        byte[] key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        Assert.Equal(0x93f5f5799a932462UL, new KeyedPrint(key).Of(0x0706050403020100UL));
    }

    [Fact]
    public void A_print_is_the_same_under_one_key_and_another_under_the_next()
    {
        var print = In("e").PrintOf(4711);
        Assert.Equal(print, In("e").PrintOf(4711));
        Assert.NotEqual(print, In("e").PrintOf(4712));
        Assert.NotEqual(print, In("f").PrintOf(4711));
        Assert.NotEqual(4711, print);
        Assert.Equal(0, In("e").PrintOf(0));
    }

    [Fact]
    public void Tokens_are_found_with_kind_place_and_letters()
    {
        var code = PersonalToken.Letters(8_765_432_109_876_543_210);
        Assert.Equal(code, PersonalToken.Letters(8_765_432_109_876_543_210));
        Assert.NotEqual(code, PersonalToken.Letters(8_765_432_109_876_543_211));
        Assert.Equal(
            [new PersonalToken(5, 18, "phone", code), new PersonalToken(28, 6, "name", "")],
            PersonalToken.In($"call [PHONE:{code}] for [NAME] [NOTE] [phone] [CARD:12] ["));
    }

    [Fact]
    public void The_key_is_readable_by_its_owner_alone()
    {
        In("c").CustomerId("x");
        var file = Path.Combine(_data.FullName, "c", "keys", "pseudonym.key");
        Assert.Equal(32, new FileInfo(file).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("+2348031234567", "+234 803 ••• 4567")]
    [InlineData("08031", "••• 31")]
    [InlineData("911", "•••")]
    [InlineData("", "")]
    public void A_number_is_shown_in_part(string number, string shown) => Assert.Equal(shown, Masking.Msisdn(number));

    [Theory]
    [InlineData("Ada Obi", "A•• O••")]
    [InlineData("  Ọlá  ", "Ọ••")]
    public void A_name_is_shown_by_its_initials(string name, string shown) => Assert.Equal(shown, Masking.Name(name));

    [Theory]
    [InlineData("ada.obi@example.org", "a•••@example.org")]
    [InlineData("no address", "•••")]
    public void An_address_keeps_its_domain(string address, string shown) => Assert.Equal(shown, Masking.Email(address));

    public void Dispose() => _data.Delete(recursive: true);

    private Pseudonyms In(string folder) => new(new DataDirectory(
        Options.Create(new StorageOptions { DataDirectory = Path.Combine(_data.FullName, folder) }), new HostingEnvironment { ContentRootPath = _data.FullName }));
}
