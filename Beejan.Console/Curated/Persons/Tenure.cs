using System.Globalization;

namespace Beejan.Curated.Persons;

/// <summary>How long somebody has been a customer, in words.</summary>
public static class Tenure
{
    /// <summary><c>3 years, 2 months</c>; <c>less than a month</c>.</summary>
    public static string Of(DateTimeOffset since, DateTimeOffset now)
    {
        var months = (int)Math.Floor(Math.Max(0, (now - since).TotalDays) / 30.4375);
        var (years, rest) = (months / 12, months % 12);
        return months == 0 ? "less than a month"
            : years == 0 ? Count(rest, "month")
            : rest == 0 ? Count(years, "year")
            : $"{Count(years, "year")}, {Count(rest, "month")}";
    }

    private static string Count(int n, string what) => string.Create(CultureInfo.InvariantCulture, $"{n} {what}{(n == 1 ? "" : "s")}");
}
