using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Access;
using Beejan.Serving;
using Beejan.Serving.Triage;
using Beejan.Signals;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Triage;

/// <summary>What the list shows when the address moves while the store is slow or away.</summary>
public sealed class QueuePageTests : BunitContext, IAsyncLifetime
{
    private readonly ConsoleHost _host = new();
    private readonly Store _store = new();

    public Task InitializeAsync()
    {
        var reader = this.AddAuthorization();
        reader.SetAuthorized("mary");
        reader.SetPolicies(Policies.ViewComplaints, Policies.WorkQueue);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./queue.js").SetupModule("start", _ => true).Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IComplaints>(_store);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(_host.Services.GetRequiredService<IChangeFeed>());
        Services.AddSingleton(_host.Services.GetRequiredService<IFigures>());
        Services.AddSingleton(_host.Services.GetRequiredService<CaseDesk>());
        Services.AddSingleton(_host.Services.GetRequiredService<ITaxonomy>());
        Services.AddSingleton(_host.Services.GetRequiredService<SavedViews>());
        Services.AddSingleton(_host.Services.GetRequiredService<IRepeats>());
        Services.AddSingleton<QueuePlace>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return Task.CompletedTask;
    }

    async Task IAsyncLifetime.DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_slow_answer_to_the_filter_before_does_not_stand_under_the_filter_after_it()
    {
        var page = Render<Queue>();
        var navigation = Services.GetRequiredService<NavigationManager>();
        await page.WaitForAssertionAsync(() => Assert.Contains("3 complaints", page.Markup, StringComparison.Ordinal));
        var slow = _store.Hold("Kano");
        await page.InvokeAsync(() => navigation.NavigateTo("/queue?state=Kano"));
        await page.InvokeAsync(() => navigation.NavigateTo("/queue?state=Edo"));
        await page.WaitForAssertionAsync(() => Assert.Contains("2 complaints", page.Markup, StringComparison.Ordinal));
        await page.InvokeAsync(slow.SetResult);
        await page.InvokeAsync(() => Task.CompletedTask);
        Assert.Contains("2 complaints", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_filter_cannot_be_read_the_rows_of_the_one_before_do_not_stay()
    {
        var page = Render<Queue>();
        await page.WaitForAssertionAsync(() => Assert.Contains("3 complaints", page.Markup, StringComparison.Ordinal));
        _store.Away = true;
        await page.InvokeAsync(() => Services.GetRequiredService<NavigationManager>().NavigateTo("/queue?state=Edo"));
        await page.WaitForAssertionAsync(() => Assert.Contains("Try again", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("3 complaints", page.Markup, StringComparison.Ordinal);
        _store.Away = false;
        await page.Find(".qscroll button").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("2 complaints", page.Markup, StringComparison.Ordinal));
    }

    /// <summary>Three complaints in all, two of them in Edo, one in Kano; can be held back and away.</summary>
    private sealed class Store : NoComplaints
    {
        private readonly Dictionary<string, TaskCompletionSource> _held = [];

        public bool Away { get; set; }

        public TaskCompletionSource Hold(string state) => _held[state] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task<IReadOnlyList<long>> IdsAsync(ComplaintFilter filter, int take, CancellationToken ct)
        {
            if (Away)
            {
                throw new IOException("the disk is away");
            }
            var state = filter.State is [var only, ..] ? only : "";
            if (_held.TryGetValue(state, out var held))
            {
                await held.Task;
            }
            return state switch { "Edo" => [1, 2], "Kano" => [3], _ => [1, 2, 3] };
        }
    }
}
