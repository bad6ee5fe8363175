using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Beejan.Ui;
using Microsoft.Extensions.Options;

namespace Beejan.Operations.Alerts;

/// <summary>Tells people by e-mail what was raised and what is over: one mail for all that a round has to tell.</summary>
internal sealed class AlertMail(IOptions<AlertOptions> options, IHostEnvironment environment)
{
    /// <summary>How long a mail server is waited for. One that takes connections and says nothing must not keep the next round from looking.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>False: nobody is told by mail.</summary>
    public bool IsOn => options.Value.Host.Length > 0;

    /// <summary>Why the last mail was not sent; null when it was, or none was tried.</summary>
    public string? Fault { get; private set; }

    /// <summary>Sends one mail about these. False: it was not taken; try again later.</summary>
    public async Task<bool> SendAsync(IReadOnlyList<AlertRow> alerts, CancellationToken ct)
    {
        var o = options.Value;
        using var mail = new MailMessage { From = new MailAddress(o.From), Subject = Subject(alerts), SubjectEncoding = Encoding.UTF8, Body = Body(alerts), BodyEncoding = Encoding.UTF8 };
        mail.Headers.Add("Message-ID", MessageId(alerts, mail.From!.Host));
        foreach (var to in o.To)
        {
            mail.To.Add(to);
        }
        using var server = new SmtpClient(o.Host, o.Port) { EnableSsl = o.StartTls };
        if (o.User.Length > 0)
        {
            server.Credentials = new NetworkCredential(o.User, o.Password);
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            // Waited for apart: a connection that is only being made does not hear that it is cancelled.
            await server.SendMailAsync(mail, limit.Token).WaitAsync(limit.Token);
            Fault = null;
            return true;
        }
        catch (Exception e) when (e is SmtpException or IOException or InvalidOperationException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            var why = e is OperationCanceledException ? string.Create(CultureInfo.InvariantCulture, $"no answer in {Patience.TotalSeconds:0.#} s") : (e as SmtpException)?.StatusCode.ToString() ?? e.GetType().Name;
            Fault = string.Create(CultureInfo.InvariantCulture, $"the mail server {o.Host}:{o.Port} did not take it ({why}): check Beejan:Alerts; it is tried again every minute");
            return false;
        }
    }

    /// <summary>The same for the same news of the same alerts, so that mail programs show a letter once that was sent twice.</summary>
    private static string MessageId(IReadOnlyList<AlertRow> alerts, string host)
    {
        var news = string.Join('\n', alerts.OrderBy(a => a.Id).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Id} {a.State} {a.OpenedAt?.ToUnixTimeMilliseconds()}")));
        return $"<alerts-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(news)))[..24]}@{host}>";
    }

    private string Subject(IReadOnlyList<AlertRow> alerts)
    {
        var (raised, over) = (alerts.Where(a => a.State == AlertStates.Open).ToList(), alerts.Where(a => a.State == AlertStates.Resolved).ToList());
        var words = (raised, over) switch
        {
            ([var one], []) => one.Title,
            ([], [var one]) => $"Over: {one.Title}",
            (_, []) => $"{raised.Count} new alerts",
            ([], _) => $"{over.Count} alerts are over",
            _ => $"{raised.Count} new alert{(raised.Count == 1 ? "" : "s")}, {over.Count} over",
        };
        return $"Beejan{(environment.IsProduction() ? "" : $" ({environment.EnvironmentName})")}: {words}";
    }

    private string Body(IReadOnlyList<AlertRow> alerts)
    {
        var body = new StringBuilder();
        foreach (var alert in alerts.OrderBy(a => a.State == AlertStates.Resolved).ThenBy(a => a.Severity != HealthStates.Down).ThenBy(a => a.OpenedAt))
        {
            var head = alert.State == AlertStates.Resolved ? "OVER" : alert.Severity == HealthStates.Down ? "ERROR" : "WARNING";
            body.Append(head).Append(": ").AppendLine(alert.Title).AppendLine(alert.Detail);
            body.Append("Raised ").Append(LagosClock.Long(alert.OpenedAt!.Value)).Append(" Lagos");
            body.AppendLine(alert.ResolvedAt is { } over ? $", over {LagosClock.Long(over)} Lagos" : "");
            if (options.Value.PublicUrl is { Length: > 0 } url)
            {
                body.AppendLine(url.TrimEnd('/') + alert.Link);
            }
            body.AppendLine();
        }
        return body.ToString();
    }
}

/// <summary>Says when alerts cannot be told by mail.</summary>
internal sealed class MailProbe(AlertMail mail) : IProbe
{
    public string Name => "Alert mail";

    public Task<ProbeResult> LookAsync(CancellationToken ct) => Task.FromResult(
        mail.Fault is { } fault ? ProbeResult.Warn(fault) : ProbeResult.Ok(mail.IsOn ? "alerts are told by e-mail" : "no mail server is named: alerts stand on the page Alerts alone"));
}
