using Beejan.Processing.Rules;
using Xunit;

namespace Beejan.Tests.Processing.Rules;

public sealed class PlacesTests
{
    private static readonly Places Places = new();

    [Theory]
    [InlineData("Lagos, Nigeria", "Lagos")]
    [InlineData("Akwa-Ibom State, Nigeria", "Akwa Ibom")]
    [InlineData("Lgos", "Lagos")]
    [InlineData("Dlta state", "Delta")]
    [InlineData("CRS", "Cross River")]
    [InlineData("Ikeja Lagos", "Lagos")]
    [InlineData("Benue State (Makurdi)", "Benue")]
    [InlineData("London", null)]
    [InlineData("Garki", "FCT")]
    [InlineData("Benin", "Edo")]
    [InlineData("NG-LA", "Lagos")]
    [InlineData("KN", "Kano")]
    [InlineData("Bornu State", "Borno")]
    [InlineData("C/River", "Cross River")]
    public void A_state_field_is_read_as_people_fill_it_in(string field, string? state) => Assert.Equal(state, Places.State(field));

    [Theory]
    [InlineData("Girie", null, "Adamawa", "Girei")]
    [InlineData("Dambatta LGA", "Kano", "Kano", "Danbatta")]
    [InlineData("Surulere", "Oyo", "Oyo", "Surulere")]
    [InlineData("Surulere", null, "Lagos", "Surulere")]
    [InlineData("Municipal", "FCT", "FCT", "Abuja Municipal")]
    [InlineData("Obi", null, null, null)]
    [InlineData("Obi", "Benue", "Benue", "Obi")]
    [InlineData("Bassa", "Plateau", "Plateau", "Bassa")]
    public void An_LGA_field_forgives_a_slip_and_between_states_takes_only_what_everybody_means(string field, string? state, string? found, string? lga) =>
        Assert.Equal((found, lga), (Places.Lga(field, state)?.State, Places.Lga(field, state)?.Lga));

    [Theory]
    [InlineData("Port Harcort", "Rivers")]
    [InlineData("Ikja, Lagoss", "Lagos")]
    [InlineData("VI", "Lagos")]
    [InlineData("Ikd", "Lagos")]
    [InlineData("Ib", "Oyo")]
    [InlineData("Lekki ph1", "Lagos")]
    [InlineData("PH", "Rivers")]
    [InlineData("Abj", "FCT")]
    [InlineData("Niger Republic", null)]
    [InlineData("Cotonou, Benin Republic", null)]
    [InlineData("Garki", "FCT")]
    [InlineData("Surulere", "Lagos")]
    [InlineData("Surulere, Ogbomoso", "Oyo")]
    [InlineData("Kano Road, Kaduna", "Kaduna")]
    [InlineData("23 Enugu Street, Garki, Abuja", "FCT")]
    [InlineData("Ikorodu Road", "Lagos")]
    [InlineData("Lagos-Ibadan expressway", null)]
    [InlineData("Lagos | Abuja", null)]
    [InlineData("Niger Delta", null)]
    [InlineData("Lagos, Portugal", null)]
    public void A_line_is_read_with_its_slips_and_short_forms(string line, string? state) => Assert.Equal(state, Places.Line(line)?.State);

    [Theory]
    [InlineData("from Ibadan to Lagos it was fine, I live in Ilorin Kwara State", "Kwara")]
    [InlineData("no network in Ekiti local government Kwara state", "Kwara")]
    [InlineData("network bad for Ikorudu since morning", "Lagos")]
    [InlineData("no signal in Port Harcort", "Rivers")]
    [InlineData("una network for Delta no good", "Delta")]
    [InlineData("Poor network in Surulere since yesterday", "Lagos")]
    [InlineData("no network for Surulere, Oyo State", "Oyo")]
    [InlineData("no network in Benin since morning", "Edo")]
    [InlineData("roaming failed in Benin republic, now I am in Lagos", "Lagos")]
    [InlineData("no data in Cotonou Benin", null)]
    [InlineData("Kano road Kaduna no network", "Kaduna")]
    [InlineData("Lagos street, Benin has no signal", "Edo")]
    [InlineData("along Lagos-Ibadan expressway the network is bad", null)]
    [InlineData("Lagos-Ibadan expressway, Mowe axis no network", "Ogun")]
    [InlineData("call drops on Ikorodu road", "Lagos")]
    [InlineData("since I moved from Lagos to Enugu, no network", "Enugu")]
    [InlineData("no network in Ede since morning", "Osun")]
    [InlineData("mo ti ra ede yii, owo mi ti lo", null)]
    [InlineData("the whole Niger Delta is without network", null)]
    [InlineData("no network in Uyo", "Akwa Ibom")]
    [InlineData("I travelled to Niger Republic and roaming failed", null)]
    [InlineData("the new delta variant in Benin Republic", null)]
    [InlineData("director na kwarai, da magana, na agbari brain", null)]
    [InlineData("one crs teacher is in badder mood", null)]
    [InlineData("no network in Mpape, Ogba is fine", "FCT")]
    [InlineData("Ahoada has no service since Friday", "Rivers")]
    [InlineData("data dey slow for Ore", "Ondo")]
    [InlineData("ore mi, data mi ko sise", null)]
    [InlineData("the challenge I have is my data", null)]
    [InlineData("I live in Challenge and nothing loads", "Oyo")]
    [InlineData("Kogi Local Government Area is without signal", "Kogi")]
    [InlineData("Toro LGA no get network", "Bauchi")]
    [InlineData("the song LGA of my heart", "Adamawa")]
    [InlineData("a song of my heart", null)]
    [InlineData("no network in Ikirum", null)]
    public void Free_text_tells_the_state_that_is_meant(string text, string? state) => Assert.Equal(state, Places.Text(text)?.State);

    [Theory]
    [InlineData("6.6018, 3.3515", "Lagos")]
    [InlineData("9.0579° N, 7.4951° E", "FCT")]
    [InlineData("geo:12.0022,8.5920", "Kano")]
    [InlineData("POINT(7.0498 4.8156)", "Rivers")]
    [InlineData("Coordinates(longitude=7.0498, latitude=4.8156)", "Rivers")]
    [InlineData("https://maps.google.com/?q=7.3775,3.9470", "Oyo")]
    [InlineData("https://www.google.com/maps/@11.8333,13.1500,15z", "Borno")]
    [InlineData("51.5074, -0.1278", null)]
    [InlineData("-6.6018, 3.3515", null)]
    [InlineData("12 Allen Avenue", null)]
    [InlineData("08031234567", null)]
    [InlineData("3.3515", null)]
    public void A_point_tells_the_state_it_lies_in(string coordinates, string? state) => Assert.Equal(state, Places.At(coordinates)?.State);

    [Fact]
    public void Every_place_lies_in_an_LGA_of_its_state_and_no_name_is_told_twice()
    {
        var rows = EmbeddedData.Lines("places.csv").Skip(1).Select(line => line.Split(',')).ToList();
        var lgas = rows.Where(r => r[3].StartsWith("lga", StringComparison.Ordinal)).Select(r => (r[0], r[1])).ToHashSet();
        Assert.All(rows, r => Assert.True(r.Length == 4 && (r[1].Length == 0 || lgas.Contains((r[0], r[1]))), string.Join(',', r)));
        Assert.Empty(rows.Where(r => r[3].StartsWith("area", StringComparison.Ordinal)).GroupBy(r => r[2].ToUpperInvariant()).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Every_point_of_the_shipped_data_names_an_LGA_that_is_known_by_name()
    {
        var lines = EmbeddedData.Lines("lga-points.csv").Select(line => line.Split(',')).ToList();
        Assert.Equal(774, lines.Count);
        Assert.All(lines, p => Assert.Equal((p[0], p[1]), (Places.Lga(p[1], p[0])?.State, Places.Lga(p[1], p[0])?.Lga)));
    }
}
