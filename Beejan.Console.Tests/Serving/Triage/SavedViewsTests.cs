using Beejan.Governance.Audit;
using Beejan.Serving.Triage;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Triage;

public abstract class SavedViewsTests(ConsoleHost host) : IDisposable
{
    private SavedViews Views => host.Services.GetRequiredService<SavedViews>();

    public void Dispose()
    {
        host.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_view_is_its_owners_until_it_is_shared_and_only_the_owner_or_an_administrator_removes_it()
    {
        Assert.Null(await Views.SaveAsync("ada", " Lagos billing ", "status=open&category=Billing&state=Lagos", shared: false, default));
        Assert.Equal(("Lagos billing", false), (await Views.ListAsync("ada", default)).Select(v => (v.Title, v.Shared)).Single());
        Assert.Empty(await Views.ListAsync("bola", default));

        Assert.Null(await Views.SaveAsync("ada", "lagos BILLING", "category=Billing&state=Lagos", shared: true, default));
        var view = Assert.Single(await Views.ListAsync("bola", default));
        Assert.Equal(("ada", "lagos BILLING", "category=Billing&state=Lagos"), (view.Owner, view.Title, view.Query));

        Assert.False(await Views.RemoveAsync(view.Id, "bola", any: false, default));
        Assert.True(await Views.RemoveAsync(view.Id, "boss", any: true, default));
        Assert.Empty(await Views.ListAsync("ada", default));
        Assert.Equal(["view.saved", "view.saved", "view.removed"], (await TrailAsync()).Select(e => e.Action));
    }

    [Fact]
    public async Task The_audit_trail_names_the_filter_and_not_the_words_that_were_searched_for()
    {
        await Views.SaveAsync("ada", "One person", "status=open&q=Obi+Nwosu", shared: false, default);
        var entry = (await TrailAsync()).Single();
        Assert.Equal(("ada", "One person", "for its owner: status=open"), (entry.Actor, entry.Subject, entry.Details));
    }

    [Fact]
    public async Task A_name_that_cannot_be_kept_is_refused_and_says_why()
    {
        Assert.StartsWith("Name: give", await Views.SaveAsync("ada", "  ", "status=open", false, default), StringComparison.Ordinal);
        Assert.StartsWith("Name: at most 40", await Views.SaveAsync("ada", new string('a', 41), "status=open", false, default), StringComparison.Ordinal);
        Assert.Contains("view of the console", await Views.SaveAsync("ada", "my OPEN", "status=open", false, default), StringComparison.Ordinal);
        for (var i = 0; i < SavedViews.Most; i++)
        {
            Assert.Null(await Views.SaveAsync("ada", $"View {i}", "status=open", false, default));
        }
        Assert.StartsWith("You keep 30 views", await Views.SaveAsync("ada", "One more", "status=open", false, default), StringComparison.Ordinal);
        Assert.Null(await Views.SaveAsync("ada", "View 3", "status=held", false, default));
        Assert.Null(await Views.SaveAsync("bola", "One more", "status=open", false, default));
    }

    [Fact]
    public async Task A_view_gets_another_name_even_when_no_more_can_be_kept_and_never_the_name_of_another()
    {
        for (var i = 0; i < SavedViews.Most; i++)
        {
            await Views.SaveAsync("ada", $"View {i}", $"state={i}", shared: false, default);
        }
        var view = (await Views.ListAsync("ada", default)).Single(v => v.Title == "View 3");
        Assert.Contains("another view called 'view 4'", await Views.ChangeAsync(view.Id, "ada", "view 4", shared: true, default), StringComparison.Ordinal);
        Assert.Contains("removed meanwhile", await Views.ChangeAsync(view.Id, "bola", "Mine now", shared: true, default), StringComparison.Ordinal);
        Assert.StartsWith("Name: give", await Views.ChangeAsync(view.Id, "ada", " ", shared: true, default), StringComparison.Ordinal);

        Assert.Null(await Views.ChangeAsync(view.Id, "ada", "Best", shared: true, default));
        var seen = Assert.Single(await Views.ListAsync("bola", default));
        Assert.Equal((view.Id, "Best", "state=3"), (seen.Id, seen.Title, seen.Query));
        Assert.Equal(("view.changed", "Best", "for everybody, before: View 3"), (await TrailAsync()).Select(e => (e.Action, e.Subject, e.Details)).Last());
    }

    private Task<List<AuditEntry>> TrailAsync() => host.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) =>
        db.Set<AuditEntry>().Where(e => e.Action.StartsWith("view.")).OrderBy(e => e.Id).ToListAsync(ct), default);
}

public sealed class SavedViewsOnSqliteTests() : SavedViewsTests(ConsoleHost.On(postgres: false));

public sealed class SavedViewsOnPostgresTests() : SavedViewsTests(ConsoleHost.On(postgres: true));
