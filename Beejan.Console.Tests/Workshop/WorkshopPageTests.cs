using Beejan.Governance.Access;
using Beejan.Signals;
using Beejan.Workshop;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Beejan.Tests.Workshop;

public sealed class WorkshopPageTests : BunitContext
{
    private readonly BunitAuthorizationContext _reader;

    public WorkshopPageTests()
    {
        _reader = this.AddAuthorization();
        _reader.SetAuthorized("mary");
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IChangeFeed>(new ChangeFeed(TimeProvider.System, NullLogger<ChangeFeed>.Instance));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task Who_may_only_read_sees_no_act_and_none_is_done_for_them()
    {
        _reader.SetPolicies(Policies.ViewPipeline);
        var page = Render<Page>();
        await page.InvokeAsync(page.Instance.TryAsync);
        Assert.Equal("may not act, did nothing, Only engineers and administrators may do this.", page.Markup);
    }

    [Fact]
    public async Task A_right_that_is_taken_away_while_the_page_is_open_is_gone_at_once()
    {
        _reader.SetPolicies(Policies.OperatePipeline);
        var page = Render<Page>();
        await page.InvokeAsync(page.Instance.TryAsync);
        Assert.Equal("may act, mary did it, ", page.Markup);
        _reader.SetPolicies(Policies.ViewPipeline);
        page.Instance.By = null;
        await page.InvokeAsync(page.Instance.TryAsync);
        Assert.Equal("may not act, did nothing, Only engineers and administrators may do this.", page.Markup);
    }

    private sealed class Page : WorkshopPage
    {
        public string? By { get; set; }

        public Task TryAsync() => ActAsync(by => Task.FromResult<string?>(By = by));

        protected override Task LoadAsync(CancellationToken ct) => Task.CompletedTask;

        protected override void BuildRenderTree(RenderTreeBuilder builder) =>
            builder.AddContent(0, $"{(MayAct ? "may act" : "may not act")}, {(By is null ? "did nothing" : $"{By} did it")}, {Refused}");
    }
}
