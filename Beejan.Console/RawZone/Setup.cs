namespace Beejan.RawZone;

internal static class Setup
{
    public static WebApplicationBuilder AddRawZone(this WebApplicationBuilder builder)
    {
        return builder;
    }
}
