using System.Globalization;

namespace Beejan.Sandbox.Generator;

/// <summary>A subscriber who does not exist. The number's last seven digits start with 00, so it is easy to tell from a real one.</summary>
/// <param name="Msisdn">Eleven digits, 0803…</param>
internal sealed record Customer(
    int Index, State State, Town Town, string Name, string Msisdn, string Email, string Handle, string SocialId, string Account, string Tier, string Plan, int Followers);

/// <summary>
/// The subscribers: a number gives always the same person, so nobody is stored. Some complain again and again: low numbers are drawn more often.
/// </summary>
internal sealed class Customers(long seed, Places places)
{
    private const int Known = 150_000;

    private static readonly string[] Prefixes =
    [
        "0803", "0806", "0703", "0706", "0813", "0816", "0810", "0814", "0903", "0906", "0805", "0807",
        "0705", "0815", "0905", "0802", "0808", "0708", "0812", "0902", "0809", "0817", "0818", "0909",
    ];

    private static readonly string[] MailHosts = ["example.com", "mail.example.ng", "example.org", "post.example.ng"];

    private readonly Dictionary<string, (string[] Given, string[] Family)> _names =
        DataFile.Rows("names.txt").ToDictionary(row => row[0], row => (row[1].Split(','), row[2].Split(',')));

    private readonly string[] _plans = [.. DataFile.Rows("slots.txt").Single(row => row[0] == "plan")[1].Split(',')];

    /// <summary>Someone from that state, or from any by population.</summary>
    public Customer Draw(ref Dice dice, int? state = null, Town? town = null)
    {
        var home = state ?? places.DrawState(ref dice);
        // The power makes the first fifth of the people complain about a third of the times.
        var within = (int)(Math.Pow(dice.Real(), 1.35) * (Known / places.All.Length));
        var customer = At((within * places.All.Length) + home);
        return town is null ? customer : customer with { Town = town };
    }

    public Customer At(int index)
    {
        var state = places.All[index % places.All.Length];
        var dice = new Dice(seed, 7, index);
        var (given, family) = _names[dice.Chance(0.85) ? state.Zone : dice.Pick([.. _names.Keys])];
        var first = dice.Pick(given);
        var last = dice.Pick(family);
        var line = 7919L * (index / Prefixes.Length) % 100_000;
        var msisdn = string.Create(CultureInfo.InvariantCulture, $"{Prefixes[index % Prefixes.Length]}00{line:00000}");
        var handle = string.Create(CultureInfo.InvariantCulture, $"{first.ToLowerInvariant()}_{last[..3].ToLowerInvariant()}{index % 9973}");
        var tier = dice.Weighted([0.86, 0.10, 0.04]) switch { 0 => "prepaid", 1 => "postpaid", _ => "corporate" };
        return new Customer(
            index, state, dice.Pick(state.Towns), $"{first} {last}", msisdn,
            $"{first.ToLowerInvariant()}.{last.ToLowerInvariant()}{index % 997}@{dice.Pick(MailHosts)}", handle,
            string.Create(CultureInfo.InvariantCulture, $"{1_400_000_000_000_000_000 + (index * 7_777_777L)}"),
            string.Create(CultureInfo.InvariantCulture, $"BJ{index + 1_000_000:0000000}"), tier, dice.Pick(_plans),
            (int)Math.Pow(10, 1 + (dice.Real() * dice.Real() * 4.6)));
    }
}
