using Beejan.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Storage;

/// <summary>ASP.NET Core Identity saves by itself; it waits its turn all the same.</summary>
public sealed class GatedSavesTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task A_user_is_saved_only_when_the_gate_is_free()
    {
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        var database = host.Services.GetRequiredService<IDatabase>();
        var writing = database.WriteAsync(async (_, _) =>
        {
            entered.SetResult();
            await leave.Task;
            return 0;
        }, default);
        await entered.Task;
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>();

        var creating = users.CreateAsync(new IdentityUser("late@beejan.test") { Email = "late@beejan.test" }, "Sturdy-Lagoon-43");
        // SQLite's own wait blocks its thread; the gate does not, so this comes back at once and stays open.
        Assert.False(creating.IsCompleted);
        leave.SetResult();
        await writing;

        Assert.True((await creating).Succeeded);
        Assert.True((await users.CreateAsync(new IdentityUser("next@beejan.test") { Email = "next@beejan.test" }, "Sturdy-Lagoon-44")).Succeeded);
    }
}
