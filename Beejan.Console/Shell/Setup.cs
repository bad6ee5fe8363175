using Beejan.Contracts.Problems;
using Radzen;

namespace Beejan.Shell;

internal static class Setup
{
    /// <summary>The address of Blazor's script.</summary>
    public const string BlazorScript = "_framework/blazor.web.js";

    /// <summary>Shim 1: the script beside the app, see build/BlazorScript.targets. Missing when the SDK brings its own.</summary>
    public static string BlazorScriptFile { get; } = Path.Combine(AppContext.BaseDirectory, "blazor", "blazor.web.js");

    public static WebApplicationBuilder AddShell(this WebApplicationBuilder builder)
    {
        // Package assets (Radzen's styles and script) outside Development too, when run without publish.
        builder.WebHost.UseStaticWebAssets();
        // console.js takes 4.5 silent seconds for a lost connection, so the server must be heard more often than that.
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.KeepAliveInterval = TimeSpan.FromSeconds(1));
        builder.Services.AddRadzenComponents();
        // Whichever room says no: the same shape, its type made of its stable code.
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = told =>
        {
            told.ProblemDetails.Type = told.ProblemDetails.Extensions.TryGetValue("code", out var code) ? Problem.AddressOf($"{code}") : told.ProblemDetails.Type;
            told.ProblemDetails.Title = ProblemBook.Of($"{code}")?.Title ?? told.ProblemDetails.Title;
            told.ProblemDetails.Instance ??= told.HttpContext.Request.Path;
        });
        // A body or value that cannot be read is told in words (HangUps), not by a bare status.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        // Files only: compressing pages that carry secrets lets them be guessed from lengths (BREACH).
        builder.Services.AddResponseCompression(compress => compress.MimeTypes = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"]);
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddSingleton<AssetVersions>();
        builder.Services.AddSingleton<NavEntries>();
        return builder;
    }

    /// <summary>Errors in words.</summary>
    public static WebApplication UseErrors(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseExceptionHandler());
        if (!app.Environment.IsDevelopment())
        {
            app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages => pages.UseExceptionHandler("/error", createScopeForErrors: true));
        }
        app.UseMiddleware<HangUps>();
        return app;
    }

    /// <summary>Answers of the framework itself have no body: a program gets a problem in words like from every other route.</summary>
    private static Task TellStatusAsync(Microsoft.AspNetCore.Diagnostics.StatusCodeContext answered)
    {
        var http = answered.HttpContext;
        var (code, detail) = http.Response.StatusCode switch
        {
            404 => ("route.unknown", "There is no such address; /openapi/v1.json lists those there are."),
            405 => ("method.unknown", $"This address takes {http.Response.Headers.Allow}."),
            415 => ("media.unsupported", "Send JSON, with the header 'Content-Type: application/json'."),
            var other => ("http." + other.ToString(System.Globalization.CultureInfo.InvariantCulture), "The request was not answered."),
        };
        return Results.Problem(detail, http.Request.Path, http.Response.StatusCode, type: Problem.AddressOf(code), extensions: new Dictionary<string, object?> { ["code"] = code }).ExecuteAsync(http);
    }

    /// <summary>Pages for addresses that lead nowhere, the files of <c>wwwroot</c>, which need no sign-in, then the choice of page or route.</summary>
    public static WebApplication UseShell(this WebApplication app)
    {
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages(TellStatusAsync));
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => CacheWhenVersioned(file.Context) });
        // Only now: an address that is chosen before would pass the files by, and what is executed again needs to be chosen again.
        app.UseRouting();
        return app;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        if (File.Exists(BlazorScriptFile))
        {
            app.MapGet("/" + BlazorScript, (HttpContext context) =>
            {
                CacheWhenVersioned(context);
                return Results.File(BlazorScriptFile, "text/javascript", lastModified: File.GetLastWriteTimeUtc(BlazorScriptFile));
            }).AllowAnonymous().ExcludeFromDescription();
        }
        // Our own header forbids frames already (Governance/Access/SecurityHeaders).
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    /// <summary>An address with a version never changes its content.</summary>
    private static void CacheWhenVersioned(HttpContext context) =>
        context.Response.Headers.CacheControl = context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";
}
