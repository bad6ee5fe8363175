using System.Globalization;
using System.Text;
using Beejan.Sandbox.Generator;

namespace Beejan.Sandbox.Wire;

/// <summary>Texts to the short code: an hourly file of <c>timestamp|msisdn|text</c> lines, sometimes the gateway's webhook bodies; live a webhook call.</summary>
internal sealed class SmsWire : Wire
{
    public override string Source => SandboxSources.Sms;

    public override WireFile Open(DateTimeOffset slot, long seed)
    {
        var dice = DiceOf(seed, 20, slot, -1);
        if (dice.Chance(0.2))
        {
            return new WireFile($"sms-hooks-{Stamp(slot)}.ndjson", "application/x-ndjson", [], report => Hook(report, slot, seed));
        }
        var zoned = dice.Chance(0.6);
        return new WireFile($"sms-{Stamp(slot)}.txt", "text/plain", [], report => Line(report, slot, seed, zoned));
    }

    public override WireFile? OpenSingle(Report report, DateTimeOffset slot, long seed) =>
        new($"sms-hook-{Stamp(slot)}-{report.Number:000000}.json", "application/json", [], one => Hook(one, slot, seed));

    private static byte[] Line(Report report, DateTimeOffset slot, long seed, bool zoned)
    {
        var dice = DiceOf(seed, 21, slot, report.Number);
        var time = report.Flaw == Flaw.BadTime ? "2099-12-31 00:00:00"
            : report.At.ToOffset(Rhythm.Lagos).ToString(zoned ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var phone = Phones.Write(ref dice, report.Customer.Msisdn, 0.8);
        return Encoding.UTF8.GetBytes(report.Flaw == Flaw.Cut ? $"{time}|{phone}\n" : $"{time}|{phone}|{Json.Text(report)}\n");
    }

    private static byte[] Hook(Report report, DateTimeOffset slot, long seed)
    {
        var dice = DiceOf(seed, 22, slot, report.Number);
        var id = string.Create(CultureInfo.InvariantCulture, $"{dice.Next():x16}-{report.Number:x6}");
        return Json.Line(report, json =>
        {
            json.WriteString("id", id);
            json.WriteString("from", "+234" + report.Customer.Msisdn[1..]);
            json.WriteString("to", "30333");
            json.WriteString("linkId", id[..8]);
            json.WriteString("date", report.Flaw == Flaw.BadTime ? "0000-00-00 00:00:00" : report.At.ToOffset(Rhythm.Lagos).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            json.WriteString("text", Json.Text(report));
        });
    }
}
