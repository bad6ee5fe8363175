using Beejan.Ui;
using Xunit;

namespace Beejan.Tests.Ui;

public sealed class LagosClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 5, 9, TimeSpan.Zero);

    [Fact]
    public void Midnight_in_Lagos_is_an_hour_before_midnight_in_UTC()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 23, 0, 0, TimeSpan.Zero), LagosClock.Midnight(Now));
        Assert.Equal(LagosClock.Midnight(new DateOnly(2026, 11, 22)), LagosClock.Midnight(new DateTimeOffset(2026, 11, 21, 23, 30, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(-30, "just now")]
    [InlineData(90, "just now")]
    [InlineData(-240, "4 min ago")]
    [InlineData(7800, "in 2 h 10 m")]
    [InlineData(-3 * 86400, "3 d ago")]
    [InlineData(-20 * 86400, "1 Nov, 14:05")]
    public void Near_times_are_told_by_distance_and_far_ones_by_date(int seconds, string words) =>
        Assert.Equal(words, LagosClock.Relative(Now.AddSeconds(seconds), Now));

    [Fact]
    public void The_year_is_told_when_it_is_another() =>
        Assert.Equal("31 Dec 2025, 23:30", LagosClock.Short(new DateTimeOffset(2025, 12, 31, 22, 30, 0, TimeSpan.Zero), Now));
}
