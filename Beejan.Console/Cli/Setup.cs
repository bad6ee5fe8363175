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
        else
        {
            // Until it has started, what the host would log with a stack trace is told by Program in a line. What stops a started host is critical.
            builder.Services.AddSingleton<Started>().AddHostedService(services => services.GetRequiredService<Started>());
            builder.Services.AddOptions<LoggerFilterOptions>().Configure<Started>((logging, started) =>
                logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level == LogLevel.Critical || (started.Is && level >= LogLevel.Information)));
            builder.Services.AddSingleton<OpenConnections>().AddHostedService(services => services.GetRequiredService<OpenConnections>());
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                var open = kestrel.ApplicationServices.GetRequiredService<OpenConnections>();
                endpoint.Use(next => connection => open.ServeAsync(connection, next));
            }));
            if (builder.Configuration["urls"] is null)
            {
                builder.WebHost.UseUrls("http://localhost:5080");
            }
        }
        return builder;
    }
}
