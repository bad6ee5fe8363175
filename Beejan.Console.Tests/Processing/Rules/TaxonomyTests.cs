using System.Globalization;
using Beejan.Contracts;
using Beejan.Processing.Rules;
using Xunit;

namespace Beejan.Tests.Processing.Rules;

public sealed class TaxonomyTests
{
    private readonly Taxonomy _taxonomy = new();

    // Times are Lagos. BIL-OVR: 24 working hours (two days of twelve); CS-REACH 24; CS-ATT 48; BIL-POST 72; NET-OUT 2 and SIM-FRD 4 round the clock.
    [Theory]
    [InlineData("BIL-OVR", "2026-11-16 08:00", "2026-11-17 20:00")] // Monday opening
    [InlineData("BIL-OVR", "2026-11-16 10:00", "2026-11-18 10:00")]
    [InlineData("BIL-OVR", "2026-11-16 06:30", "2026-11-17 20:00")] // before opening
    [InlineData("BIL-OVR", "2026-11-16 20:00", "2026-11-18 20:00")] // at closing
    [InlineData("BIL-OVR", "2026-11-16 23:59", "2026-11-18 20:00")]
    [InlineData("BIL-OVR", "2026-11-20 19:00", "2026-11-23 19:00")] // Friday evening: 1 + 12 on Saturday + 11 on Monday
    [InlineData("BIL-OVR", "2026-11-20 21:00", "2026-11-23 20:00")] // Friday night
    [InlineData("BIL-OVR", "2026-11-21 08:00", "2026-11-23 20:00")] // Saturday
    [InlineData("BIL-OVR", "2026-11-21 19:30", "2026-11-24 19:30")]
    [InlineData("BIL-OVR", "2026-11-22 12:00", "2026-11-24 20:00")] // Sunday
    [InlineData("CS-ATT", "2026-11-16 12:00", "2026-11-20 12:00")]
    [InlineData("CS-ATT", "2026-11-19 12:00", "2026-11-24 12:00")] // over a Sunday
    [InlineData("BIL-POST", "2026-11-16 08:00", "2026-11-21 20:00")]
    [InlineData("BIL-POST", "2026-11-17 08:00", "2026-11-23 20:00")]
    [InlineData("BIL-OVR", "2026-12-24 10:00", "2026-12-29 10:00")] // Christmas, Boxing Day (Saturday), Sunday
    [InlineData("BIL-OVR", "2026-12-31 14:00", "2027-01-04 14:00")] // New Year's Day, then a Saturday and a Sunday
    [InlineData("CS-REACH", "2026-09-30 19:00", "2026-10-03 19:00")] // Independence Day
    [InlineData("BIL-OVR", "2026-04-02 12:00", "2026-04-07 12:00")] // Good Friday to Easter Monday
    [InlineData("NET-OUT", "2026-11-21 23:00", "2026-11-22 01:00")]
    [InlineData("NET-OUT", "2026-12-25 03:00", "2026-12-25 05:00")]
    [InlineData("SIM-FRD", "2026-11-22 22:00", "2026-11-23 02:00")]
    [InlineData("NET-MOC", "2026-11-21 12:00", "2026-11-22 12:00")]
    public void A_complaint_is_due_when_its_clock_has_run(string key, string reported, string due) =>
        Assert.Equal(Lagos(due), _taxonomy.DueAt(_taxonomy[key], Lagos(reported), escalatedToRegulator: false));

    [Theory]
    [InlineData("BIL-POST", "2026-11-20 19:00", "2026-11-22 19:00")] // the regulator's 48 hours run through the Sunday
    [InlineData("NET-OUT", "2026-11-20 19:00", "2026-11-20 21:00")] // what is due sooner stays due sooner
    public void The_regulator_shortens_a_clock_and_never_lengthens_it(string key, string reported, string due) =>
        Assert.Equal(Lagos(due), _taxonomy.DueAt(_taxonomy[key], Lagos(reported), escalatedToRegulator: true));

    [Fact]
    public void Every_subcategory_is_whole()
    {
        Assert.Equal(35, _taxonomy.Subcategories.Count);
        Assert.Equal(35, _taxonomy.Subcategories.Select(s => s.Key).Distinct().Count());
        Assert.All(_taxonomy.Subcategories, s => Assert.Contains(s.Category, Categories.All));
        Assert.All(_taxonomy.Subcategories, s => Assert.True(s.Severity is >= 1 and <= 4 && s.ResolveHours > 0 && s.ClockSource is "N" or "T" or "A", s.Key));
        Assert.All(_taxonomy.Subcategories, s => Assert.Contains(s.Team, _taxonomy.Teams));
        Assert.Contains("Regulatory Desk", _taxonomy.Teams);
        Assert.Throws<KeyNotFoundException>(() => _taxonomy["NO-SUCH"]);
    }

    private static DateTimeOffset Lagos(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(1));
}
