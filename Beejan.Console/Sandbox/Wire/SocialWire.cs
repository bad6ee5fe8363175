using System.Globalization;
using Beejan.Sandbox.Generator;

namespace Beejan.Sandbox.Wire;

/// <summary>X API v2 filtered stream: one JSON object a line, with the author under <c>includes</c>.</summary>
internal sealed class SocialWire : Wire
{
    private const long SnowflakeEpoch = 1288834974657;

    public override string Source => SandboxSources.Social;

    public override bool LosesTimes => false;

    public override WireFile Open(DateTimeOffset slot, long seed) =>
        new($"x-stream-{Stamp(slot)}.ndjson", "application/x-ndjson", [], report => Post(report, slot, seed));

    public override WireFile? OpenSingle(Report report, DateTimeOffset slot, long seed) =>
        new($"x-stream-{Stamp(slot)}-{report.Number:000000}.ndjson", "application/x-ndjson", [], one => Post(one, slot, seed));

    private static byte[] Post(Report report, DateTimeOffset slot, long seed)
    {
        var dice = DiceOf(seed, 10, slot, report.Number);
        var customer = report.Customer;
        // Time in the upper bits, worker and sequence in the lower 22, as X does.
        var id = ((report.At.ToUnixTimeMilliseconds() - SnowflakeEpoch + dice.Below(1000)) << 22) | (report.Number & 0x3FFFFF);
        var time = report.Flaw == Flaw.BadTime ? "2099-01-01T00:00:00.000Z" : report.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var reach = customer.Followers;
        return Json.Line(report, json =>
        {
            json.WriteStartObject("data");
            json.WriteString("id", id.ToString(CultureInfo.InvariantCulture));
            json.WriteString("created_at", time);
            json.WriteString("author_id", customer.SocialId);
            json.WriteString("lang", report.Language is "en" or "pcm" ? "en" : "und");
            json.WriteStartObject("public_metrics");
            json.WriteNumber("retweet_count", dice.Below(Math.Max(1, reach / 900)));
            json.WriteNumber("reply_count", dice.Below(Math.Max(1, reach / 1200)));
            json.WriteNumber("like_count", dice.Below(Math.Max(1, reach / 300)));
            json.WriteNumber("quote_count", 0);
            json.WriteEndObject();
            json.WriteString("text", Json.Text(report));
            json.WriteEndObject();
            json.WriteStartObject("includes");
            json.WriteStartArray("users");
            json.WriteStartObject();
            json.WriteString("id", customer.SocialId);
            json.WriteString("name", customer.Name);
            json.WriteString("username", customer.Handle);
            if (dice.Chance(0.7))
            {
                json.WriteString("location", dice.Below(3) switch
                {
                    0 => $"{customer.Town.Name}, {customer.State.Name}",
                    1 => $"{customer.State.Name}, Nigeria",
                    _ => dice.Pick(customer.State.Spellings),
                });
            }
            json.WriteStartObject("public_metrics");
            json.WriteNumber("followers_count", reach);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("matching_rules");
            json.WriteStartObject();
            json.WriteString("id", "1588000000000000001");
            json.WriteString("tag", "beejan mentions");
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }
}
