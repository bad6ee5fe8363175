using System.Globalization;
using Beejan.Contracts;

namespace Beejan.Workshop.Quality;

/// <summary>One rule on one day of a source.</summary>
/// <param name="State">One of <see cref="HealthStates"/>; null while there is too little to tell.</param>
/// <param name="Usual">What its own past says; null without enough of it.</param>
/// <param name="Near">As usual, but with less than a fifth of room to a line: what was raised is not over yet.</param>
internal sealed record QualityFinding(string Rule, string Words, string Value, string? Usual, string? State, string? Why, bool Near = false);

/// <summary>What a source brought on the day that is judged.</summary>
internal sealed record QualityStanding(string Source, DateOnly Day, long Records, IReadOnlyList<QualityFinding> Findings)
{
    public string State => Findings.Select(f => f.State ?? HealthStates.Ok).Aggregate(HealthStates.Ok, HealthStates.Worse);
}

/// <summary>
/// Holds a source's day against its lines and against its own past: the median of the days before, give or take three and a half of their
/// usual deviations (MAD), and never less than five points or, for volumes, half. Pure.
/// </summary>
internal static class QualityJudge
{
    private const int LeastDays = 7;
    private const double Deviations = 3.5;
    private const double Normal = 1.4826;
    private const double LeastPoints = 5;
    private const double LeastVolume = 0.5;
    private const double MixPoints = 20;
    private const double Room = 0.8;

    /// <param name="days">Of one source, in any order.</param>
    /// <param name="today">Not over yet: its volume is held only against the upper end.</param>
    public static QualityStanding? Judge(string source, IReadOnlyList<QualityDayRow> days, int today, QualityOptions options)
    {
        if (days.Where(d => d.Records >= options.LeastRecords).MaxBy(d => d.Day) is not { } day)
        {
            return null;
        }
        var past = days.Where(d => d.Day < day.Day && d.Day >= day.Day - options.PastDays && d.Records >= options.LeastRecords).ToList();
        List<QualityFinding> findings = [Volume(day, past, day.Day == today)];
        findings.AddRange(QualityRules.All.Select(r => Share(r, options.LineOf(source, r), day, past)));
        findings.Add(Mix(day, past));
        return new QualityStanding(source, DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + day.Day), day.Records, findings);
    }

    private static QualityFinding Volume(QualityDayRow day, List<QualityDayRow> past, bool goesOn)
    {
        var value = day.Records.ToString("N0", CultureInfo.InvariantCulture);
        if (past.Count < LeastDays)
        {
            return new QualityFinding("volume", "Records", value, null, null, null);
        }
        var (median, reach) = Band([.. past.Select(d => (double)d.Records)]);
        reach = Math.Max(reach, LeastVolume * median);
        var (low, high) = (Math.Max(0, median - reach), median + reach);
        var why = day.Records > high ? "more than it usually brings" : !goesOn && day.Records < low ? "less than it usually brings" : null;
        return new QualityFinding("volume", "Records", value, string.Create(CultureInfo.InvariantCulture, $"{low:N0} to {high:N0}"), why is null ? HealthStates.Ok : HealthStates.Degraded, why,
            why is null && (day.Records > median + (Room * reach) || (!goesOn && day.Records < median - (Room * reach))));
    }

    private static QualityFinding Share(QualityRule rule, QualityLine line, QualityDayRow day, List<QualityDayRow> past)
    {
        if (Percent(rule, day) is not { } share)
        {
            return new QualityFinding(rule.Name, rule.Words, "–", null, null, null);
        }
        var earlier = past.Select(d => Percent(rule, d)).OfType<double>().ToList();
        var (median, reach) = Band(earlier);
        reach = Math.Max(reach, LeastPoints);
        var known = earlier.Count >= LeastDays;
        var (state, why) = share >= line.Error && share > 0 ? (HealthStates.Down, $"{Text(line.Error)} and more are an error")
            : share >= line.Warn && share > 0 && line.Warn < 100 ? (HealthStates.Degraded, $"{Text(line.Warn)} and more are worth a look")
            : known && Math.Abs(share - median) > reach ? (HealthStates.Degraded, share > median ? "more than in its own past" : "less than in its own past")
            : (HealthStates.Ok, null);
        var near = state == HealthStates.Ok && share > 0 && ((line.Warn < 100 && share >= Room * line.Warn) || share >= Room * line.Error || (known && Math.Abs(share - median) > Room * reach));
        return new QualityFinding(rule.Name, rule.Words, Text(share), known ? $"{Text(Math.Max(0, median - reach))} to {Text(Math.Min(100, median + reach))}" : null, state, why, near);
    }

    private static QualityFinding Mix(QualityDayRow day, List<QualityDayRow> past)
    {
        var value = Words(Shares(day));
        var earlier = past.Where(d => d.Complaints > 0).Select(Shares).ToList();
        if (day.Complaints == 0 || earlier.Count < LeastDays)
        {
            return new QualityFinding("mix", "Categories", value, null, null, null);
        }
        double[] usual = [.. Enumerable.Range(0, 4).Select(i => Median([.. earlier.Select(s => s[i])]))];
        var now = Shares(day);
        // Half the sum of the differences: the points that would have to change place.
        var moved = Enumerable.Range(0, 4).Sum(i => Math.Abs(now[i] - usual[i])) / 2;
        return new QualityFinding("mix", "Categories", value, Words(usual), moved > MixPoints ? HealthStates.Degraded : HealthStates.Ok,
            moved > MixPoints ? $"{Text(moved)} are in other categories than usual: an event, or the source or the model has changed" : null, moved is > Room * MixPoints and <= MixPoints);
    }

    private static double[] Shares(QualityDayRow d) => [.. new[] { d.Network, d.Billing, d.Service, d.Other }.Select(n => d.Complaints == 0 ? 0 : 100.0 * n / d.Complaints)];

    private static string Words(double[] shares) => $"Network {Text(shares[0])}, Billing {Text(shares[1])}, Service {Text(shares[2])}, Other {Text(shares[3])}";

    private static double? Percent(QualityRule rule, QualityDayRow day) => rule.Whole(day) == 0 ? null : 100.0 * rule.Part(day) / rule.Whole(day);

    private static (double Median, double Reach) Band(IReadOnlyList<double> values)
    {
        var median = Median(values);
        return (median, Deviations * Normal * Median([.. values.Select(v => Math.Abs(v - median))]));
    }

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Text(double percent) => percent.ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
