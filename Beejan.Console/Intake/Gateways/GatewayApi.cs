using System.Globalization;
using Beejan.Contracts;
using Beejan.Governance.Access;
using Beejan.Governance.Idempotency;
using Beejan.Intake.Api;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Beejan.Intake.Gateways;

/// <summary>
/// <c>POST /api/v1/intake/sms/{gateway}</c>: what an SMS gateway pushes. With a secret the signature alone decides, without one the caller needs
/// the right to send complaints. From there it goes the way of every request.
/// </summary>
internal sealed class GatewayApi(IntakeApi intake, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<GatewayApi> log)
{
    private static readonly Reply Xml = new(200, "text/xml; charset=utf-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>"u8.ToArray());

    private readonly Dictionary<string, Gateway> _gateways = new(StringComparer.Ordinal)
    {
        ["twilio"] = new(options.Value.Twilio, new TwilioSignature()),
        ["africas-talking"] = new(options.Value.AfricasTalking, new SharedSecret(options.Value.SecretHeader)),
        ["standard"] = new(options.Value.Standard, new StandardSignature(TimeSpan.FromMinutes(options.Value.ToleranceMinutes))),
    };

    public Task HandleAsync(HttpContext http) => intake.ReplyAsync(http, AnswerAsync);

    private async ValueTask<Reply> AnswerAsync(HttpContext http)
    {
        if (http.GetRouteValue("gateway") is not string name || !_gateways.TryGetValue(name, out var gateway))
        {
            return Reply.Problem(http, 404, "Unknown gateway",
                new Reason("gateway.unknown", $"There is no such gateway. Gateways: {string.Join(", ", _gateways.Keys)}", "gateway"));
        }
        if (gateway.Secrets.Count == 0 && !Rights.Holds(http.User, Policies.Intake))
        {
            return Refuse(http, name, new Reason("gateway.no-secret", string.Create(CultureInfo.InvariantCulture,
                $"No secret of this gateway is configured ({GatewayOptions.Section}), so an API key with the scope 'intake' is needed"), "Authorization"));
        }
        var (body, problem) = await intake.BodyAsync(http);
        if (body is null)
        {
            return problem!;
        }
        if (gateway.Secrets.Count > 0 && gateway.Signature.Refuse(new Push(http.Request, Url(http.Request), body, clock.GetUtcNow()), gateway.Secrets) is { } refusal)
        {
            return Refuse(http, name, refusal);
        }
        // What cannot be read is durable too and becomes a dead letter. Gateways push whatever is not answered 2xx again and again, which would mend
        // nothing: so it is taken, and the answer says what of it is rejected.
        var reply = await intake.LandAsync(http, intake.Sms, body, http.Request.Headers[StandardSignature.IdHeader] is [{ Length: > 0 } id] ? id : null, takesUnreadable: true);
        return reply.Status == 202 && ReadsXml(http.Request) ? Xml : reply;
    }

    private Reply Refuse(HttpContext http, string gateway, Reason reason)
    {
        log.LogWarning("A push to gateway {Gateway} was refused: {Code}", gateway, reason.Code);
        return Reply.Problem(http, 401, "Not proven", reason);
    }

    /// <summary>Twilio takes an answer that is not XML for a fault and warns its customer of it.</summary>
    private static bool ReadsXml(HttpRequest request) => request.Headers.UserAgent.ToString().StartsWith("TwilioProxy/", StringComparison.Ordinal);

    /// <summary>The address as the gateway called it: the raw target, because a signature covers its very spelling.</summary>
    private string Url(HttpRequest request)
    {
        var origin = options.Value.PublicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return origin + (target is ['/', ..] ? target : $"{request.PathBase}{request.Path}{request.QueryString}");
    }

    private sealed record Gateway(GatewaySecrets Configured, ISignature Signature)
    {
        public List<string> Secrets => Configured.Secrets;
    }
}
