using System.Security.Claims;

namespace Beejan.Governance.Access;

/// <summary>Which roles and which API scopes hold which policy: the table behind <see cref="Policies"/>.</summary>
public static class Rights
{
    /// <summary>The claim that carries one API scope.</summary>
    public const string ScopeClaim = "scope";

    private static readonly Dictionary<string, (string[] Roles, string[] Scopes)> Table = new(StringComparer.Ordinal)
    {
        [Policies.ViewFigures] = ([.. Roles.All], [Scopes.Read]),
        [Policies.ViewComplaints] = ([Roles.Agent, Roles.Manager, Roles.Admin], [Scopes.Read]),
        [Policies.WorkQueue] = ([Roles.Agent, Roles.Manager, Roles.Admin], [Scopes.Write]),
        [Policies.RunReports] = ([Roles.Reporting, Roles.Manager, Roles.Admin], [Scopes.Read]),
        [Policies.OperatePipeline] = ([Roles.Engineer, Roles.Admin], [Scopes.Admin]),
        [Policies.ViewPipeline] = ([Roles.Engineer, Roles.Manager, Roles.Admin], [Scopes.Read]),
        [Policies.Intake] = ([Roles.Engineer, Roles.Admin], [Scopes.Intake]),
        [Policies.RevealPersonalData] = ([Roles.Manager, Roles.Admin], [Scopes.Admin]),
        [Policies.Administer] = ([Roles.Admin], [Scopes.Admin]),
    };

    /// <summary>True when the user's roles or the key's scopes hold the policy. An unknown policy is held by nobody.</summary>
    public static bool Holds(ClaimsPrincipal who, string policy)
    {
        ArgumentNullException.ThrowIfNull(who);
        return Table.TryGetValue(policy, out var right)
            && (Array.Exists(right.Roles, who.IsInRole) || Array.Exists(right.Scopes, s => who.HasClaim(ScopeClaim, s)));
    }
}

/// <summary>What an API key may be allowed.</summary>
public static class Scopes
{
    public const string Intake = "intake";
    public const string Read = "read";
    public const string Write = "write";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Intake, Read, Write, Admin];
}
