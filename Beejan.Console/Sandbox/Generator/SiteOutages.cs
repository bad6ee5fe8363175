namespace Beejan.Sandbox.Generator;

/// <summary>A site cluster that went off: complaints of one town pile up for some hours.</summary>
/// <param name="State">Index in <see cref="Places.All"/>.</param>
/// <param name="PerHour">More complaints an hour while it lasts, as a share of an ordinary day's.</param>
internal sealed record SiteOutage(int State, Town Town, DateTimeOffset From, DateTimeOffset To, double PerHour)
{
    /// <summary>Hours of it inside that window.</summary>
    public double HoursIn(DateTimeOffset from, DateTimeOffset to)
    {
        var start = from > From ? from : From;
        var end = to < To ? to : To;
        return end > start ? (end - start).TotalHours : 0;
    }
}

/// <summary>Which outages there are: about one in four days has one, decided by the seed and the date alone.</summary>
internal sealed class SiteOutages(long seed, Places places)
{
    public SiteOutage? On(DateOnly day)
    {
        var dice = new Dice(seed, 11, day.DayNumber);
        if (!dice.Chance(0.24))
        {
            return null;
        }
        var state = places.DrawState(ref dice);
        var from = new DateTimeOffset(day.ToDateTime(new TimeOnly(dice.Between(6, 19), dice.Below(60))), Rhythm.Lagos);
        return new SiteOutage(state, dice.Pick(places.All[state].Towns), from, from.AddHours(2 + (2 * dice.Real())), 0.02 + (0.05 * dice.Real()));
    }
}
