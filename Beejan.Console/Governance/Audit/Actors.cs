using System.Security.Claims;

namespace Beejan.Governance.Audit;

/// <summary>How an actor is named in the trail.</summary>
public static class Actors
{
    public const string System = "system";

    /// <summary>The user's or the key's name; <c>anonymous</c> when nobody is signed in.</summary>
    public static string Of(ClaimsPrincipal? who) => who?.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : "anonymous";
}
