namespace Beejan.Sandbox;

internal static class Setup
{
    public static WebApplicationBuilder AddSandbox(this WebApplicationBuilder builder)
    {
        return builder;
    }
}
