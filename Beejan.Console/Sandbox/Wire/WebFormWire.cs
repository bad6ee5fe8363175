using System.Globalization;
using System.Text;
using Beejan.Sandbox.Generator;

namespace Beejan.Sandbox.Wire;

/// <summary>The web form: an hourly export of JSON lines; live a JSON body, or an urlencoded one from browsers without scripts.</summary>
internal sealed class WebFormWire : Wire
{
    public override string Source => SandboxSources.WebForm;

    public override WireFile Open(DateTimeOffset slot, long seed) =>
        new($"webform-{Stamp(slot)}.ndjson", "application/x-ndjson", [], report => Submission(report, slot, seed));

    public override WireFile? OpenSingle(Report report, DateTimeOffset slot, long seed) => DiceOf(seed, 30, slot, report.Number).Chance(0.3)
        ? new($"webform-{Stamp(slot)}-{report.Number:000000}.form", "application/x-www-form-urlencoded", [], one => Encoded(one, slot, seed))
        : new($"webform-{Stamp(slot)}-{report.Number:000000}.json", "application/json", [], one => Submission(one, slot, seed));

    private static byte[] Submission(Report report, DateTimeOffset slot, long seed)
    {
        var fields = Fields(report, slot, seed);
        return Json.Line(report, json =>
        {
            foreach (var (name, value) in fields)
            {
                json.WriteString(name, value);
            }
        });
    }

    private static byte[] Encoded(Report report, DateTimeOffset slot, long seed)
    {
        var fields = Fields(report, slot, seed);
        var kept = report.Flaw == Flaw.Cut ? fields.Take(3) : fields;
        return Encoding.ASCII.GetBytes(string.Join('&', kept.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value).Replace("%20", "+", StringComparison.Ordinal)}")));
    }

    private static List<(string Name, string Value)> Fields(Report report, DateTimeOffset slot, long seed)
    {
        var dice = DiceOf(seed, 31, slot, report.Number);
        var customer = report.Customer;
        var fields = new List<(string, string)>
        {
            ("submission_id", string.Create(CultureInfo.InvariantCulture, $"wf-{dice.Next():x16}{report.Number:x6}")),
            ("submitted_at", report.Flaw == Flaw.BadTime ? "yesterday" : report.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ("name", customer.Name),
            ("phone", Phones.Write(ref dice, customer.Msisdn, 0.25)),
        };
        if (dice.Chance(0.7))
        {
            fields.Add(("email", customer.Email));
        }
        fields.Add(("state", dice.Pick(customer.State.Spellings)));
        if (dice.Chance(0.6))
        {
            fields.Add(("lga", customer.Town.Lga));
        }
        if (dice.Chance(0.4))
        {
            fields.Add(("product", customer.Plan));
        }
        fields.Add(("message", Json.Text(report)));
        return fields;
    }
}
