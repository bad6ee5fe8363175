namespace Beejan.Curated;

internal static class Setup
{
    public static WebApplicationBuilder AddCurated(this WebApplicationBuilder builder)
    {
        return builder;
    }
}
