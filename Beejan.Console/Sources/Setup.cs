namespace Beejan.Sources;

internal static class Setup
{
    public static WebApplicationBuilder AddSources(this WebApplicationBuilder builder)
    {
        return builder;
    }
}
