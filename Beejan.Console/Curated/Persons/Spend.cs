using System.Globalization;

namespace Beejan.Curated.Persons;

/// <summary>What a customer spends, as it is shown to everyone: to one figure, since the exact sum is theirs.</summary>
public static class Spend
{
    /// <summary><c>about ₦20,000 a month</c>.</summary>
    public static string About(double monthlyNaira)
    {
        if (monthlyNaira < 1)
        {
            return "nothing in a month";
        }
        var unit = Math.Pow(10, Math.Floor(Math.Log10(monthlyNaira)));
        return string.Create(CultureInfo.InvariantCulture, $"about ₦{Math.Round(monthlyNaira / unit) * unit:N0} a month");
    }

    /// <summary><c>₦19,850 a month</c>: for those who may see clear personal data.</summary>
    public static string Exactly(double monthlyNaira) => string.Create(CultureInfo.InvariantCulture, $"₦{monthlyNaira:N0} a month");
}
