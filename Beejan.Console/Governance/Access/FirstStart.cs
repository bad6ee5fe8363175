using System.Security.Cryptography;
using System.Text;
using Beejan.Governance.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Beejan.Governance.Access;

/// <summary>
/// Who can sign in after the first start. The configured administrator is made when missing; in Development there are five demo users; in
/// any other environment without an administrator a one-time token opens <c>/setup</c>. Secrets go to the console itself, never to the log.
/// </summary>
internal sealed class FirstStart(
    Users users, SetupToken token, IServiceScopeFactory scopes, IOptions<AccessOptions> options, IHostEnvironment environment, TimeProvider clock) : IHostedService
{
    private const string DemoDomain = "@beejan.example";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await MakeRolesAsync();
        var known = (await users.ListAsync(clock.GetUtcNow(), cancellationToken)).Select(u => u.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var wanted = options.Value.BootstrapAdmin;
        if (wanted is { Email.Length: > 0, Password.Length: > 0 } && !known.Contains(wanted.Email))
        {
            var fault = await users.CreateAsync(wanted.Email, wanted.Password, [Roles.Admin], Actors.System, cancellationToken);
            if (fault is not null)
            {
                throw new OptionsValidationException(AccessOptions.Section, typeof(AccessOptions), [$"{AccessOptions.Section}:{nameof(AccessOptions.BootstrapAdmin)}: {fault}"]);
            }
        }
        if (environment.IsDevelopment() && !known.Any(name => name.EndsWith(DemoDomain, StringComparison.OrdinalIgnoreCase)))
        {
            await MakeDemoUsersAsync(cancellationToken);
        }
        else if (!await users.AnyAdminAsync(cancellationToken))
        {
            await Console.Out.WriteLineAsync($"""

                No administrator yet. Open /setup and give this one-time token (valid until the console stops):

                    {token.Issue()}

                """);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MakeRolesAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        foreach (var name in Roles.All)
        {
            if (!await roles.RoleExistsAsync(name))
            {
                await roles.CreateAsync(new IdentityRole(name));
            }
        }
    }

    private async Task MakeDemoUsersAsync(CancellationToken ct)
    {
        var lines = new StringBuilder("\nDemo users of this data directory (Development only; shown this once):\n\n");
        foreach (var role in Roles.All)
        {
            var password = Users.RandomPassword();
            if (await users.CreateAsync(role + DemoDomain, password, [role], Actors.System, ct) is null)
            {
                lines.Append("    ").Append((role + DemoDomain).PadRight(28)).AppendLine(password);
            }
        }
        await Console.Out.WriteLineAsync(lines.ToString());
    }
}

/// <summary>Opens <c>/setup</c> once. Lives in memory only.</summary>
internal sealed class SetupToken
{
    private string? _token;

    public string Issue() => _token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>True when it is the token that was issued and not yet taken.</summary>
    public bool Fits(string? given) => _token is { } token && given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(given.Trim()));

    /// <summary>True for the one caller that takes it.</summary>
    public bool Take(string? given) => Fits(given) && Interlocked.Exchange(ref _token, null) is not null;
}
