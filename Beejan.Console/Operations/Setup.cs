namespace Beejan.Operations;

internal static class Setup
{
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        return builder;
    }
}
