namespace Beejan.Processing;

internal static class Setup
{
    public static WebApplicationBuilder AddProcessing(this WebApplicationBuilder builder)
    {
        return builder.AddEngine();
    }
}
