using System.Text.RegularExpressions;
using Beejan.Contracts;

namespace Beejan.Sources.Email;

/// <summary>Tells what no person wrote: bounces, auto-replies, receipts. Mailing lists and bulk mail are let through: complaints come by them too.</summary>
internal static partial class Automatic
{
    private static readonly Reason Bounce = new("email.bounce", "A mail server's report that a message could not be delivered, not a message from a customer.");
    private static readonly Reason AutoReply = new("email.auto-reply", "An automatic reply or notice (RFC 3834), not a message from a customer.");
    private static readonly Reason Receipt = new("email.read-receipt", "A receipt that a message was displayed or deleted, not a message from a customer.");
    private static readonly Reason Abuse = new("email.feedback-report", "A mailbox provider's report on a message of ours, not a message from a customer.");

    /// <summary>Why nobody wrote this message; null when somebody may have.</summary>
    public static Reason? Of(MimePart message, MailAddress from, string subject)
    {
        var report = message.Kind == "multipart/report" ? message.Type["report-type"]?.ToLowerInvariant() ?? "" : null;
        if (report is "disposition-notification" || Has(message, "message/disposition-notification"))
        {
            return Receipt;
        }
        if (report is "feedback-report" || Has(message, "message/feedback-report"))
        {
            return Abuse;
        }
        if (report is not null || Has(message, "message/delivery-status") || IsNullPath(message.Headers) || FromMailSystem(from, subject))
        {
            return Bounce;
        }
        var submitted = message.Headers.Text("Auto-Submitted");
        return (submitted is not null && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase))
            || message.Headers.Text("X-Autoreply") is not null || message.Headers.Text("X-Autorespond") is not null
            || message.Headers.Text("X-Auto-Reply-From") is not null || message.Headers.Text("X-Mail-Autoreply") is not null
            || message.Headers.Text("Precedence") is { } precedence && precedence.StartsWith("auto", StringComparison.OrdinalIgnoreCase)
            || Away().IsMatch(subject) ? AutoReply : null;
    }

    /// <summary>Only reports travel without a return path (RFC 5321, 4.5.5).</summary>
    private static bool IsNullPath(MimeHeaders headers) => headers.Text("Return-Path") is { } path && path.Replace(" ", "", StringComparison.Ordinal) == "<>";

    private static bool FromMailSystem(MailAddress from, string subject) =>
        from.Address is { } address && (address.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase)
            || (address.StartsWith("postmaster@", StringComparison.OrdinalIgnoreCase) && Failure().IsMatch(subject)));

    private static bool Has(MimePart part, string kind) => part.Kind == kind || (part.Kind.StartsWith("multipart/", StringComparison.Ordinal) && part.Parts.Exists(p => Has(p, kind)));

    [GeneratedRegex(@"^\s*(?:Automatic reply|Auto[- ]?reply|Auto|Out of (?:the )?office(?: auto-?reply)?|R.ponse automatique|Automatische Antwort)\s*(?::|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Away();

    [GeneratedRegex(@"undeliver|returned mail|delivery (?:status|failure|problem|error)|failure notice|mail delivery|could not be delivered|mail system error", RegexOptions.IgnoreCase)]
    private static partial Regex Failure();
}
