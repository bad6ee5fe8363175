using System.Text.Encodings.Web;

namespace Beejan.Intake.Form;

/// <summary>What a customer is told when the form cannot even be read: a page without script that says what to do. The browser still has their words.</summary>
internal static class FormPage
{
    /// <summary>Writes it as the answer, with the status that is set.</summary>
    public static Task WriteAsync(HttpResponse response, string title, string words, CancellationToken ct)
    {
        response.ContentType = "text/html; charset=utf-8";
        var (heading, text) = (HtmlEncoder.Default.Encode(title), HtmlEncoder.Default.Encode(words));
        return response.WriteAsync(
            $"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{heading}</title>
            <link rel="stylesheet" href="/app.css"></head><body><div class="plain"><main class="plain-card"><h1>{heading}</h1>
            <p>{text}</p>
            </main></div></body></html>
            """, ct);
    }
}
