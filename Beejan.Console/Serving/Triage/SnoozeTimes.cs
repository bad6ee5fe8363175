using Beejan.Ui;

namespace Beejan.Serving.Triage;

/// <summary>The times a case is usually put aside until. A working day begins at eight, in Lagos.</summary>
internal static class SnoozeTimes
{
    private const int Morning = 8;

    /// <summary>The choices at this moment, soonest first, each with its words.</summary>
    public static IReadOnlyList<(string Words, DateTimeOffset Until)> From(DateTimeOffset now)
    {
        var today = LagosClock.Day(now);
        var monday = today.AddDays(((int)DayOfWeek.Monday - (int)today.DayOfWeek + 6) % 7 + 1);
        var times = new List<(string, DateTimeOffset)>
        {
            ("In an hour", Minute(now.AddHours(1))), ("In four hours", Minute(now.AddHours(4))), ("Tomorrow at 08:00", At(today.AddDays(1))),
        };
        if (monday != today.AddDays(1))
        {
            times.Add(("Monday at 08:00", At(monday)));
        }
        return times;
    }

    private static DateTimeOffset At(DateOnly day) => LagosClock.Midnight(day).AddHours(Morning);

    /// <summary>Without seconds: what is shown is what is meant.</summary>
    private static DateTimeOffset Minute(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
}
