namespace Beejan.Cli;

internal static class Setup
{
    /// <summary>Verbs print their answer on stdout and progress on stderr: nothing else may write there.</summary>
    public static WebApplicationBuilder AddCli(this WebApplicationBuilder builder, bool serves)
    {
        if (!serves)
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        }
        else if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls("http://localhost:5080");
        }
        return builder;
    }
}
