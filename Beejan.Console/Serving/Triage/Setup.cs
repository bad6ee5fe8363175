namespace Beejan.Serving.Triage;

internal static class Setup
{
    public static WebApplicationBuilder AddTriage(this WebApplicationBuilder builder)
    {
        return builder;
    }
}
