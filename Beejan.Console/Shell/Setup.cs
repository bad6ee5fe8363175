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
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddSingleton<AssetVersions>();
        builder.Services.AddSingleton<NavEntries>();
        return builder;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        if (File.Exists(BlazorScriptFile))
        {
            app.MapGet("/" + BlazorScript, () => Results.File(BlazorScriptFile, "text/javascript")).AllowAnonymous();
        }
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
