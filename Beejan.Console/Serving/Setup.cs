namespace Beejan.Serving;

internal static class Setup
{
    public static WebApplicationBuilder AddServing(this WebApplicationBuilder builder)
    {
        return builder;
    }
}
