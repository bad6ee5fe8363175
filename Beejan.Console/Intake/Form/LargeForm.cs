using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace Beejan.Intake.Form;

/// <summary>
/// A form with a file so large that it is not read at all. What comes is let pass by, so that the browser hears the answer; nothing of it is kept.
/// </summary>
internal sealed class LargeForm(RequestDelegate next)
{
    /// <summary>Up to this size the form is read, and the file refused beside the field; bytes.</summary>
    public const int Most = 20 * 1024 * 1024;

    /// <summary>Beyond this nobody is listened to: the connection is closed; bytes.</summary>
    private const long Patience = 1024L * 1024 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.Request.Path != "/complain" || http.Request.ContentLength is not > Most)
        {
            await next(http);
            return;
        }
        if (http.Request.ContentLength <= Patience && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Patience;
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        var megabytes = (http.Request.ContentLength.Value / (1024.0 * 1024)).ToString("0", CultureInfo.InvariantCulture);
        await FormPage.WriteAsync(http.Response, "The file is too large",
            $"It is about {megabytes} MB; up to 5 MB fit. Nothing was sent. Go back: your words are still in the form. Send it without the file, or with a smaller picture.", http.RequestAborted);
    }
}
