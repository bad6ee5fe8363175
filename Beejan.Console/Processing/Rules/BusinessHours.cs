using System.Globalization;

namespace Beejan.Processing.Rules;

/// <summary>Counts working time: Monday to Saturday, 8 to 20 o'clock in Lagos, without public holidays.</summary>
internal sealed class BusinessHours(IReadOnlySet<DateOnly> holidays, IReadOnlySet<(int Month, int Day)> yearly)
{
    private const int OpensAt = 8;
    private const int ClosesAt = 20;

    /// <summary>With the holidays of <c>Data/holidays.csv</c>.</summary>
    public static BusinessHours FromData()
    {
        var dates = new HashSet<DateOnly>();
        var yearly = new HashSet<(int, int)>();
        foreach (var line in EmbeddedData.Lines("holidays.csv").Skip(1))
        {
            var date = line.AsSpan(0, line.IndexOf(',', StringComparison.Ordinal));
            if (date.Length == 5)
            {
                yearly.Add((int.Parse(date[..2], CultureInfo.InvariantCulture), int.Parse(date[3..], CultureInfo.InvariantCulture)));
            }
            else
            {
                dates.Add(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
        }
        return new BusinessHours(dates, yearly);
    }

    /// <summary>The moment (UTC) when that much working time has passed since <paramref name="from"/>.</summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan work)
    {
        var at = from.ToOffset(TimeReader.Lagos).DateTime;
        while (true)
        {
            var opens = at.Date.AddHours(OpensAt);
            var closes = at.Date.AddHours(ClosesAt);
            if (at < opens)
            {
                at = opens;
            }
            if (IsWorkday(DateOnly.FromDateTime(at)) && at < closes)
            {
                if (work <= closes - at)
                {
                    return new DateTimeOffset(at + work, TimeReader.Lagos).ToUniversalTime();
                }
                work -= closes - at;
            }
            at = at.Date.AddDays(1).AddHours(OpensAt);
        }
    }

    private bool IsWorkday(DateOnly day) => day.DayOfWeek != DayOfWeek.Sunday && !holidays.Contains(day) && !yearly.Contains((day.Month, day.Day));
}
