using Radzen;

namespace Beejan.Shell;

internal static class Setup
{
    public static WebApplicationBuilder AddShell(this WebApplicationBuilder builder)
    {
        // Package assets (Radzen's styles and script) outside Development too, when run without publish.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        return builder;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "blazor", "blazor.web.js");
        if (File.Exists(script))
        {
            // Shim 1: see build/BlazorScript.targets.
            app.MapGet("/_framework/blazor.web.js", () => Results.File(script, "text/javascript")).AllowAnonymous();
        }
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
