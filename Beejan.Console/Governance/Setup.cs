namespace Beejan.Governance;

internal static class Setup
{
    public static WebApplicationBuilder AddGovernance(this WebApplicationBuilder builder)
    {
        return builder;
    }
}
