using System.Security.Cryptography;
using Beejan.Governance.Audit;
using Beejan.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Governance.Access;

/// <summary>
/// The users and their roles. Each call has its own scope: Identity's stores hold a database context, and a circuit lives for hours.
/// Every change ends the user's other sign-ins (new security stamp) and is in the audit trail.
/// </summary>
internal sealed class Users(IServiceScopeFactory scopes, IDatabase database, IAuditTrail audit)
{
    public Task<List<UserLine>> ListAsync(DateTimeOffset now, CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var links = await (from link in db.UserRoles join role in db.Roles on link.RoleId equals role.Id select new { link.UserId, role.Name }).ToListAsync(stop);
        var roles = links.ToLookup(x => x.UserId, x => x.Name!);
        var users = await db.Users.OrderBy(u => u.NormalizedUserName).ToListAsync(stop);
        return users.ConvertAll(u => new UserLine(u.Id, u.UserName!, [.. Roles.All.Where(roles[u.Id].Contains)], u.LockoutEnd > now ? u.LockoutEnd : null));
    }, ct);

    /// <summary>The roles of the user with that e-mail; none for nobody.</summary>
    public Task<IReadOnlyList<string>> RolesOfAsync(string email, CancellationToken ct) => database.ReadAsync<IReadOnlyList<string>>(async (db, stop) =>
    {
        var name = email.Trim().ToUpperInvariant();
        return await (from user in db.Users
                      join link in db.UserRoles on user.Id equals link.UserId
                      join role in db.Roles on link.RoleId equals role.Id
                      where user.NormalizedUserName == name
                      select role.Name!).ToListAsync(stop);
    }, ct);

    /// <summary>True when somebody can administer.</summary>
    public Task<bool> AnyAdminAsync(CancellationToken ct) => database.ReadAsync((db, stop) =>
        (from link in db.UserRoles join role in db.Roles on link.RoleId equals role.Id where role.Name == Roles.Admin select link).AnyAsync(stop), ct);

    /// <summary>Null when the user was made, otherwise why not.</summary>
    public Task<string?> CreateAsync(string email, string password, IReadOnlyCollection<string> roles, string actor, CancellationToken ct) =>
        WithAsync(async users =>
        {
            var user = new IdentityUser(email.Trim()) { Email = email.Trim(), EmailConfirmed = true, LockoutEnabled = true };
            var made = await users.CreateAsync(user, password);
            if (!made.Succeeded)
            {
                return Why(made);
            }
            await users.AddToRolesAsync(user, Roles.All.Where(roles.Contains));
            await TellAsync(actor, "user.created", user, string.Join(' ', roles), ct);
            return null;
        });

    /// <summary>Null when done. The last administrator stays one.</summary>
    public Task<string?> SetRolesAsync(string id, IReadOnlyCollection<string> roles, string actor, CancellationToken ct) =>
        WithUserAsync(id, async (users, user) =>
        {
            if (!roles.Any(Roles.All.Contains))
            {
                return "A user has at least one role: lock whoever is to have none.";
            }
            var old = await users.GetRolesAsync(user);
            if (old.Contains(Roles.Admin) && !roles.Contains(Roles.Admin) && await LastAdminAsync(users))
            {
                return "The last administrator keeps that role.";
            }
            await users.RemoveFromRolesAsync(user, old.Except(roles));
            await users.AddToRolesAsync(user, Roles.All.Where(roles.Contains).Except(old));
            await users.UpdateSecurityStampAsync(user);
            await TellAsync(actor, "user.roles", user, $"{string.Join(' ', old)} -> {string.Join(' ', roles)}", ct);
            return null;
        });

    /// <summary>Null when done. Nobody locks themselves out.</summary>
    public Task<string?> LockAsync(string id, bool locked, string actor, CancellationToken ct) =>
        WithUserAsync(id, async (users, user) =>
        {
            if (locked && string.Equals(user.UserName, actor, StringComparison.OrdinalIgnoreCase))
            {
                return "You cannot lock yourself.";
            }
            await users.SetLockoutEndDateAsync(user, locked ? DateTimeOffset.MaxValue : null);
            await users.ResetAccessFailedCountAsync(user);
            await users.UpdateSecurityStampAsync(user);
            await TellAsync(actor, locked ? "user.locked" : "user.unlocked", user, null, ct);
            return null;
        });

    /// <summary>A new random password, shown once.</summary>
    public async Task<string> ResetPasswordAsync(string id, string actor, CancellationToken ct)
    {
        var password = RandomPassword();
        var fault = await WithUserAsync(id, async (users, user) =>
        {
            var done = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
            if (done.Succeeded)
            {
                await TellAsync(actor, "user.password-reset", user, null, ct);
            }
            return Why(done);
        });
        return fault is null ? password : throw new InvalidOperationException(fault);
    }

    /// <summary>Twenty letters and digits that cannot be mistaken for each other: 114 random bits.</summary>
    public static string RandomPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 5)));

    private static string? Why(IdentityResult result) => result.Succeeded ? null : string.Join(" ", result.Errors.Select(e => e.Description));

    private static async Task<bool> LastAdminAsync(UserManager<IdentityUser> users) => (await users.GetUsersInRoleAsync(Roles.Admin)).Count <= 1;

    private Task<int> TellAsync(string actor, string action, IdentityUser user, string? details, CancellationToken ct) => database.WriteAsync(async (db, stop) =>
    {
        await audit.WriteAsync(db, actor, action, user.UserName!, details, stop);
        return 0;
    }, ct);

    private Task<string?> WithUserAsync(string id, Func<UserManager<IdentityUser>, IdentityUser, Task<string?>> work) =>
        WithAsync(async users => await users.FindByIdAsync(id) is { } user ? await work(users, user) : "There is no such user any more.");

    private async Task<string?> WithAsync(Func<UserManager<IdentityUser>, Task<string?>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>());
    }
}

/// <summary>One user as the page shows it.</summary>
/// <param name="LockedUntil">Null when not locked; far in the future when locked by an administrator.</param>
internal sealed record UserLine(string Id, string Name, IReadOnlyList<string> Roles, DateTimeOffset? LockedUntil);
