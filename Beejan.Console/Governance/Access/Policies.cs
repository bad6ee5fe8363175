namespace Beejan.Governance.Access;

/// <summary>
/// What a signed-in user or an API key may do. Every page and every route names one; the fallback denies.
/// </summary>
public static class Policies
{
    /// <summary>Dashboards and figures: every role; API scope <c>read</c>.</summary>
    public const string ViewFigures = "view-figures";

    /// <summary>Queue and complaints: agent, manager, admin; API scope <c>read</c>.</summary>
    public const string ViewComplaints = "view-complaints";

    /// <summary>Change complaints: agent, manager, admin; API scope <c>write</c>.</summary>
    public const string WorkQueue = "work-queue";

    /// <summary>Build and download reports: reporting, manager, admin; API scope <c>read</c>.</summary>
    public const string RunReports = "run-reports";

    /// <summary>Pipeline, runs, dead letters, raw records, uploads: engineer, admin; API scope <c>admin</c>.</summary>
    public const string OperatePipeline = "operate-pipeline";

    /// <summary>Read pipeline balance and runs: engineer, manager, admin; API scope <c>read</c>.</summary>
    public const string ViewPipeline = "view-pipeline";

    /// <summary>Send complaints: API scope <c>intake</c>; engineer, admin.</summary>
    public const string Intake = "intake";

    /// <summary>See clear personal data; audited: manager and admin; API scope <c>admin</c>.</summary>
    public const string RevealPersonalData = "reveal-personal-data";

    /// <summary>Users, keys, settings: admin; API scope <c>admin</c>.</summary>
    public const string Administer = "administer";

    public static IReadOnlyList<string> All { get; } =
        [ViewFigures, ViewComplaints, WorkQueue, RunReports, OperatePipeline, ViewPipeline, Intake, RevealPersonalData, Administer];
}

/// <summary>The roles a user can have.</summary>
public static class Roles
{
    public const string Manager = "manager";
    public const string Agent = "agent";
    public const string Reporting = "reporting";
    public const string Engineer = "engineer";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Manager, Agent, Reporting, Engineer, Admin];
}
