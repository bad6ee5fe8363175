using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beejan.Intake.Gateways;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>What SMS gateways push: who is believed, and what becomes of it.</summary>
public sealed class GatewayTests
{
    private const string Old = "whsec_b2xkLXNlY3JldC1vZi0yNC1ieXRlcy4u";
    private const string New = "whsec_bmV3LXNlY3JldC1vZi0yNC1ieXRlcy4u";
    private const string Stranger = "whsec_c3RyYW5nZXItc2VjcmV0LTI0LWJ5dGVz";
    private const string Token = "twilio-auth-token-0001";
    private const string Message = """{"type":"message.received","timestamp":"2026-11-20T10:00:00Z","data":{"id":"m-1","from":"+2348031234567","text":"no network in Ikeja"}}""";

    private static readonly (string, string)[] Standard =
        [("Beejan:Intake:Gateways:Standard:Secrets:0", Old), ("Beejan:Intake:Gateways:Standard:Secrets:1", New)];

    private static readonly (string, string)[] Twilio =
        [("Beejan:Intake:Gateways:Twilio:Secrets:0", Token), ("Beejan:Intake:Gateways:Twilio:Secrets:1", "twilio-auth-token-0002")];

    [Fact]
    public void The_vectors_that_the_two_standards_publish_are_met()
    {
        Assert.Equal("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", StandardSignature.Sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"u8));
        Assert.Equal("RSOYDt4T1cUTdK1PDd93/VVr8B8=", TwilioSignature.Sign("12345",
            "https://mycompany.com/myapp.php?foo=1&bar=2CallSidCA1234567890ABCDECaller+14158675309Digits1234From+14158675309To+18005551212"));
    }

    [Theory]
    [InlineData("old secret", 202, null)]
    [InlineData("new secret", 202, null)]
    [InlineData("two signatures", 202, null)]
    [InlineData("asymmetric beside it", 202, null)]
    [InlineData("wrong secret", 401, "signature.wrong")]
    [InlineData("tampered body", 401, "signature.wrong")]
    [InlineData("tampered id", 401, "signature.wrong")]
    [InlineData("old time", 401, "timestamp.outside")]
    [InlineData("time ahead", 401, "timestamp.outside")]
    [InlineData("time as words", 401, "timestamp.malformed")]
    [InlineData("no signature", 401, "signature.missing")]
    [InlineData("no id", 401, "signature.missing")]
    [InlineData("no time", 401, "signature.missing")]
    [InlineData("other version only", 401, "signature.wrong")]
    public async Task A_standard_webhook_is_believed_by_its_signature_alone(string what, int status, string? code)
    {
        await using var house = await WholeHouse.OpenAsync(Standard);
        house.Clock.Stand(house.Clock.GetUtcNow());
        var at = house.Clock.GetUtcNow().AddMinutes(what switch { "old time" => -6, "time ahead" => 6, _ => -4 });
        var time = what == "time as words" ? "yesterday" : at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string Sign(string secret) => "v1," + StandardSignature.Sign(secret, "msg-1", time, Encoding.UTF8.GetBytes(Message));
        var signature = what switch
        {
            "new secret" => Sign(New),
            "two signatures" => $"{Sign(Stranger)} {Sign(Old)}",
            "asymmetric beside it" => $"v1a,AAAA {Sign(Old)}",
            "wrong secret" => Sign(Stranger),
            "other version only" => Sign(Old).Replace("v1,", "v2,", StringComparison.Ordinal),
            _ => Sign(Old),
        };
        var request = Json(what == "tampered body" ? Message.Replace("Ikeja", "Abuja", StringComparison.Ordinal) : Message);
        Add(request, StandardSignature.IdHeader, what == "no id" ? null : what == "tampered id" ? "msg-2" : "msg-1");
        Add(request, StandardSignature.TimeHeader, what == "no time" ? null : time);
        Add(request, StandardSignature.SignatureHeader, what == "no signature" ? null : signature);

        var answer = await house.Client(caller: null).SendAsync(request);

        var body = await JsonAsync(answer);
        Assert.Equal((status, code), ((int)answer.StatusCode, body.TryGetProperty("code", out var said) ? said.GetString() : null));
        Assert.Equal(status == 202 ? 1 : 0, (await house.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_replayed_identifier_is_answered_as_a_duplicate_and_kept_once()
    {
        await using var house = await WholeHouse.OpenAsync(Standard);
        async Task<JsonElement> Push(string body)
        {
            var request = Json(body);
            var time = house.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            Add(request, StandardSignature.IdHeader, "msg-1");
            Add(request, StandardSignature.TimeHeader, time);
            Add(request, StandardSignature.SignatureHeader, "v1," + StandardSignature.Sign(Old, "msg-1", time, Encoding.UTF8.GetBytes(body)));
            return await JsonAsync(await house.Client(caller: null).SendAsync(request));
        }
        // Without an identifier of its own the message goes by that of its delivery.
        const string bare = """{"data":{"from":"+2348031234567","text":"no network in Ikeja"}}""";

        Assert.Equal((1, 0), Counts(await Push(bare)));
        var again = await Push(bare);

        Assert.Equal((0, 1), Counts(again));
        Assert.Equal("msg-1", again.GetProperty("receipts")[0].GetProperty("key").GetString());
        Assert.Equal((2, 1, 1), await house.BalanceAsync("sms") is var b ? (b.Received, b.Landed, b.Duplicates) : default);
    }

    [Theory]
    [InlineData("right", 202, null)]
    [InlineData("second token", 202, null)]
    [InlineData("port named", 202, null)]
    [InlineData("tampered", 401, "signature.wrong")]
    [InlineData("wrong token", 401, "signature.wrong")]
    [InlineData("other address", 401, "signature.wrong")]
    [InlineData("missing", 401, "signature.missing")]
    public async Task A_Twilio_message_is_believed_by_its_signature_over_address_and_fields(string what, int status, string? code)
    {
        await using var house = await WholeHouse.OpenAsync([.. Twilio, ("Beejan:Intake:Gateways:PublicUrl", "https://care.example.ng")]);
        Dictionary<string, string> fields = new()
        {
            ["MessageSid"] = "SM1", ["SmsStatus"] = "received", ["From"] = "+2348031234567", ["To"] = "+2341111", ["Body"] = "no network, 2+3=4 & more", ["NumMedia"] = "0", ["FromCity"] = "",
        };
        var address = what switch
        {
            "port named" => "https://care.example.ng:443/api/v1/intake/sms/twilio",
            "other address" => "https://elsewhere.example.ng/api/v1/intake/sms/twilio",
            _ => "https://care.example.ng/api/v1/intake/sms/twilio",
        };
        var token = what switch { "second token" => "twilio-auth-token-0002", "wrong token" => "somebody-elses-token", _ => Token };
        var signature = TwilioSignature.Sign(token, address + string.Concat(fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value)));
        fields["Body"] += what == "tampered" ? "!" : "";
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/intake/sms/twilio") { Content = new FormUrlEncodedContent(fields) };
        Add(request, TwilioSignature.Header, what == "missing" ? null : signature);

        var answer = await house.Client(caller: null).SendAsync(request);

        var body = await JsonAsync(answer);
        Assert.Equal((status, code), ((int)answer.StatusCode, body.TryGetProperty("code", out var said) ? said.GetString() : null));
        Assert.Equal(status == 202 ? ["SM1"] : [], (await house.LedgerAsync()).Select(r => r.Key));
    }

    [Fact]
    public async Task A_JSON_body_from_Twilio_is_covered_by_its_hash_in_the_address()
    {
        await using var house = await WholeHouse.OpenAsync(Twilio);
        const string body = """{"MessageSid":"SM2","From":"+2348031234567","Body":"no network"}""";
        var path = $"/api/v1/intake/sms/twilio?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
        async Task<HttpStatusCode> Push(string content)
        {
            var request = Json(content, path);
            Add(request, TwilioSignature.Header, TwilioSignature.Sign(Token, "http://localhost" + path));
            return (await house.Client(caller: null).SendAsync(request)).StatusCode;
        }
        Assert.Equal(HttpStatusCode.Accepted, await Push(body));
        Assert.Equal(HttpStatusCode.Unauthorized, await Push(body.Replace("no", "on", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Twilio_itself_is_answered_in_its_own_language()
    {
        await using var house = await WholeHouse.OpenAsync();
        var request = Json("""{"MessageSid":"SM3","From":"+2348031234567","Body":"no network"}""", "/api/v1/intake/sms/twilio");
        request.Headers.UserAgent.ParseAdd("TwilioProxy/1.1");
        var answer = await house.Client().SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "text/xml"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.EndsWith("<Response/>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/intake/sms/africas-talking/shared-secret-1", null, 202)]
    [InlineData("/api/v1/intake/sms/africas-talking", "shared-secret-2", 202)]
    [InlineData("/api/v1/intake/sms/africas-talking/shared-secret-3", null, 401)]
    [InlineData("/api/v1/intake/sms/africas-talking", "shared-secret", 401)]
    [InlineData("/api/v1/intake/sms/africas-talking", null, 401)]
    public async Task Africas_Talking_signs_nothing_so_a_shared_secret_stands_in(string path, string? header, int status)
    {
        await using var house = await WholeHouse.OpenAsync(
            ("Beejan:Intake:Gateways:AfricasTalking:Secrets:0", "shared-secret-1"), ("Beejan:Intake:Gateways:AfricasTalking:Secrets:1", "shared-secret-2"));
        var request = Json("""{"from":"+2348031234567","to":"3344","text":"no network","date":"2026-11-12 10:30:00","id":"AT1","linkId":"L1"}""", path);
        Add(request, "X-Beejan-Secret", header);
        Assert.Equal(status, (int)(await house.Client(caller: null).SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("twilio", null, 401)]
    [InlineData("standard", null, 401)]
    [InlineData("africas-talking", null, 401)]
    [InlineData("standard", "ada", 202)]
    [InlineData("carrier-pigeon", "ada", 404)]
    public async Task Without_a_secret_only_a_caller_with_the_right_gets_in(string gateway, string? caller, int status)
    {
        await using var house = await WholeHouse.OpenAsync();
        Assert.Equal(status, (int)(await house.Client(caller).SendAsync(Json(Message, $"/api/v1/intake/sms/{gateway}"))).StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_read_is_taken_all_the_same_and_becomes_a_dead_letter()
    {
        await using var house = await WholeHouse.OpenAsync();
        var answer = await house.Client().SendAsync(Json("""{"id":"m-9","from":"+2348031234567","text":""}"""));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        // The body says the same as the status: taken, durable, and what of it is rejected. No problem that speaks of another status.
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var body = await JsonAsync(answer);
        Assert.Equal((0, 0), Counts(body));
        Assert.Equal("text.missing", Assert.Single(body.GetProperty("rejected").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal("m-9", Assert.Single(body.GetProperty("receipts").EnumerateArray()).GetProperty("key").GetString());
        Assert.False(body.TryGetProperty("status", out _));
        await house.JudgeAsync();
        Assert.Equal("text.missing", Assert.Single(await house.LedgerAsync()).ReasonCode);
    }

    private static (int, int) Counts(JsonElement body) => (body.GetProperty("accepted").GetInt32(), body.GetProperty("duplicates").GetInt32());

    private static HttpRequestMessage Json(string body, string path = "/api/v1/intake/sms/standard") =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static void Add(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null)
        {
            request.Headers.Add(header, value);
        }
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());
}
