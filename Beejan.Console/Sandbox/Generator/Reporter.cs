using System.Globalization;

namespace Beejan.Sandbox.Generator;

/// <summary>The four sources' names, as in the contract.</summary>
internal static class SandboxSources
{
    public const string CallCenter = "call-center";
    public const string Sms = "sms";
    public const string Social = "social";
    public const string WebForm = "web-form";

    public static readonly string[] All = [CallCenter, Sms, Social, WebForm];

    /// <summary>Of all complaints, by the volumes a day: phone 2–3 thousand, SMS 1–1.5, X 2–3, web 1.5–2.</summary>
    public static readonly double[] Shares = [2500 / 8000.0, 1250 / 8000.0, 2500 / 8000.0, 1750 / 8000.0];
}

/// <summary>Makes one complaint. A pure function of seed, source, slot and number: any window can be made without the ones before it.</summary>
internal sealed class Reporter(long seed, Places places)
{
    // en, pcm, and the language of the zone, by source in the order of SandboxSources.All.
    private static readonly double[][] LanguageShares = [[0.74, 0.17, 0.09], [0.38, 0.34, 0.28], [0.46, 0.37, 0.17], [0.60, 0.22, 0.18]];

    // Texts to the short code and posts carry no state: people who want help say where they are.
    private static readonly double[] PlacedShares = [0, 0.6, 0.4, 0];

    // Chat, formal, note.
    private static readonly double[][] RegisterShares = [[0.16, 0.06, 0.78], [0.94, 0.06, 0], [0.92, 0.08, 0], [0.45, 0.55, 0]];

    private static readonly Dictionary<string, string> ZoneLanguage = new()
    {
        ["SW"] = "yo", ["NW"] = "ha", ["NE"] = "ha", ["NC"] = "ha", ["SE"] = "ig", ["SS"] = "pcm",
    };

    private readonly Customers _customers = new(seed, places);
    private readonly Author _author = new();
    private readonly string[] _keys = [.. DataFile.Rows("mix.txt").Select(row => row[0])];
    private readonly double[] _ordinary = [.. DataFile.Rows("mix.txt").Select(row => double.Parse(row[1], CultureInfo.InvariantCulture))];
    private readonly double[] _inOutage = [.. DataFile.Rows("mix.txt").Select(row => double.Parse(row[2], CultureInfo.InvariantCulture))];

    public Report Make(int source, DateTimeOffset from, TimeSpan length, int number, SiteOutage? outage)
    {
        var dice = new Dice(seed, 3, source, from.ToUnixTimeSeconds(), number);
        var at = from + TimeSpan.FromSeconds(Math.Floor(dice.Real() * length.TotalSeconds));
        var customer = outage is null ? _customers.Draw(ref dice) : _customers.Draw(ref dice, outage.State, dice.Chance(0.8) ? outage.Town : null);
        var key = _keys[dice.Weighted(outage is null ? _ordinary : _inOutage)];
        var wanted = dice.Weighted(LanguageShares[source]) switch { 0 => "en", 1 => "pcm", _ => ZoneLanguage[customer.State.Zone] };
        var (language, text, register) = _author.Write(ref dice, customer, wanted, key, (Register)dice.Weighted(RegisterShares[source]), PlacedShares[source], at);
        text = Keyboard.Type(ref dice, text, SandboxSources.All[source], register != Register.Chat);
        if (dice.Chance(0.008))
        {
            text = Keyboard.Mojibake(text);
        }
        var flaw = dice.Real() switch { < 0.002 => Flaw.NoText, < 0.005 => Flaw.Cut, < 0.009 => Flaw.BadTime, _ => Flaw.None };
        return new Report(number, at, customer, key, language, text, register, flaw);
    }

    /// <summary>The same person again, with the same words, some minutes later and under a new key.</summary>
    public static Report Impatient(Report first, int number, TimeSpan later) => first with { Number = number, At = first.At + later };
}
