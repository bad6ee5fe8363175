using System.Security.Claims;
using Beejan.Ui;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Beejan.Governance.Access;

/// <summary>A circuit outlives its request: every few seconds it asks whether its user was locked, changed or given other roles, and if so signs it out.</summary>
internal sealed class CircuitIdentity(ILoggerFactory logs, IServiceScopeFactory scopes, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    /// <summary>So long at most a user who was locked or lost a role goes on acting: one look by the primary key.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override TimeSpan RevalidationInterval => Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>();
        try
        {
            return await users.GetUserAsync(authenticationState.User) is { } user
                && authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
        }
        catch (Exception e) when (StoreTrouble.Is(e))
        {
            // While the store does not answer nobody can act either: asked again in a moment, instead of signing everybody out.
            return true;
        }
    }
}
