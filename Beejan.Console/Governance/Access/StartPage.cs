namespace Beejan.Governance.Access;

/// <summary>Where a person begins who asked for no page: at the work of their role.</summary>
internal static class StartPage
{
    /// <summary>The address for these roles: figures for whoever leads, the queue for agents, the pipeline for engineers, reports for reporting.</summary>
    public static string Of(IReadOnlyCollection<string> roles) =>
        roles.Contains(Roles.Admin) || roles.Contains(Roles.Manager) ? "/"
        : roles.Contains(Roles.Agent) ? "/queue"
        : roles.Contains(Roles.Engineer) ? "/pipeline"
        : roles.Contains(Roles.Reporting) ? "/reports"
        : "/";
}
