using Beejan.Governance.Audit;
using Beejan.Storage;
using Microsoft.AspNetCore.Identity;

namespace Beejan.Governance.Access;

/// <summary>Signs a person in with e-mail and password. Scoped: it sets the cookie of the request.</summary>
internal sealed class SignIn(SignInManager<IdentityUser> manager, UserManager<IdentityUser> users, IDatabase database, IAuditTrail audit, TimeProvider clock, ILogger<SignIn> log)
{
    private static readonly IdentityUser Nobody = new("nobody");

    /// <summary>Null when signed in, otherwise what to tell the person.</summary>
    public async Task<string?> WithPasswordAsync(string? email, string? password, CancellationToken ct)
    {
        try
        {
            return await CheckAsync(email, password, ct);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            // Neither the audit trail nor the count of wrong passwords can be kept: nobody comes in unseen.
            await manager.SignOutAsync();
            log.LogWarning("A sign-in was refused because nothing can be written: {Reason}", e.Message);
            return "Nothing can be written just now, and a sign-in must be: try again in a minute. Those who are signed in can still read everything.";
        }
    }

    private async Task<string?> CheckAsync(string? email, string? password, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(email) || string.IsNullOrEmpty(password))
        {
            return "Give your e-mail and your password.";
        }
        var user = await users.FindByNameAsync(email.Trim());
        if (user is null)
        {
            // As slow as a wrong password, so that time does not tell which e-mails exist.
            users.PasswordHasher.HashPassword(Nobody, password);
            await TellAsync("anonymous", "sign-in.failed", "unknown user", ct);
            return "E-mail or password is not right.";
        }
        var result = await manager.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            await TellAsync(user.UserName!, "sign-in.ok", user.UserName!, ct);
            return null;
        }
        if (result.IsLockedOut)
        {
            await TellAsync("anonymous", "sign-in.locked", user.UserName!, ct);
            var wait = user.LockoutEnd - clock.GetUtcNow();
            return wait > TimeSpan.FromDays(1)
                ? "This account is locked. Ask an administrator."
                : $"Too many wrong passwords: this account is locked. Try again in {Math.Max(1, (int)Math.Ceiling(wait?.TotalMinutes ?? 1))} minutes.";
        }
        await TellAsync("anonymous", "sign-in.failed", user.UserName!, ct);
        return "E-mail or password is not right.";
    }

    /// <summary>Null when changed; the person stays signed in here and nowhere else.</summary>
    public async Task<string?> ChangePasswordAsync(System.Security.Claims.ClaimsPrincipal who, string? old, string? wanted, CancellationToken ct)
    {
        if (await users.GetUserAsync(who) is not { } user)
        {
            return "You are not signed in any more.";
        }
        var done = await users.ChangePasswordAsync(user, old ?? "", wanted ?? "");
        if (!done.Succeeded)
        {
            await TellAsync(user.UserName!, "user.password-change-failed", user.UserName!, ct);
            return string.Join(" ", done.Errors.Select(e => e.Code == "PasswordMismatch" ? "The current password is not right." : e.Description));
        }
        await manager.RefreshSignInAsync(user);
        await TellAsync(user.UserName!, "user.password-changed", user.UserName!, ct);
        return null;
    }

    public async Task OutAsync(System.Security.Claims.ClaimsPrincipal who, CancellationToken ct)
    {
        await manager.SignOutAsync();
        try
        {
            await TellAsync(Actors.Of(who), "sign-out", Actors.Of(who), ct);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            // Whoever leaves is let go.
            log.LogWarning("{Who} signed out, which could not be written to the audit trail: {Reason}", Actors.Of(who), e.Message);
        }
    }

    /// <summary>The address when it is one of ours, otherwise the start page: a sign-in never leads to another site.</summary>
    public static string Local(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal)
            && !url.Any(char.IsControl) && !url.StartsWith("/login", StringComparison.OrdinalIgnoreCase) ? url : "/";

    private Task<int> TellAsync(string actor, string action, string subject, CancellationToken ct) => database.WriteAsync(async (db, stop) =>
    {
        await audit.WriteAsync(db, actor, action, subject, null, stop);
        return 0;
    }, ct);
}
