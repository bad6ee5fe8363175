using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Masking;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Processing;
using Beejan.Serving.Triage;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Triage;

/// <summary>The text of a complaint with the real pipeline behind it.</summary>
public sealed class SaidTextTests : BunitContext
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
    private readonly BunitAuthorizationContext _reader;

    public SaidTextTests()
    {
        Services.AddSingleton<TimeProvider>(_clock);
        _reader = this.AddAuthorization();
        _reader.SetAuthorized("ada");
    }

    [Fact]
    public async Task A_piece_is_shown_in_place_after_a_reason_once_and_hides_by_itself()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var shown = await ShowAsync(house, Policies.WorkQueue, Policies.RevealPersonalData);
        Press(shown, "phone number");
        Button(shown, "Show it").Click();
        shown.Find("#piece-reason").Input("ok");
        shown.Find("form").Submit();
        shown.WaitForAssertion(() => Assert.Contains("reason of a few words", shown.Find(".field-error").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("0805", shown.Markup, StringComparison.Ordinal);

        shown.Find("#piece-reason").Input("calling back");
        shown.Find("form").Submit();
        shown.WaitForAssertion(() => Assert.Equal("0805 765 4321", shown.Find("button.personal.clear").TextContent));
        // The reason stands for the next piece of this complaint too.
        Press(shown, "street address");
        Button(shown, "Show it").Click();
        shown.WaitForAssertion(() => Assert.Equal(["12 Allen Avenue", "0805 765 4321"], shown.FindAll("button.personal.clear").Select(c => c.TextContent)));
        Assert.Equal(2, (await AuditAsync(house)).Count(a => a.StartsWith("ada piece.reveal", StringComparison.Ordinal) && a.EndsWith("calling back", StringComparison.Ordinal)));

        _clock.Advance(TimeSpan.FromSeconds(30));
        shown.WaitForAssertion(() => Assert.Empty(shown.FindAll("button.personal.clear")));
        Assert.DoesNotContain("Allen", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_shown_goes_with_its_complaint()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var shown = await ShowAsync(house, Policies.WorkQueue, Policies.RevealPersonalData);
        Press(shown, "phone number");
        Button(shown, "Show it").Click();
        shown.Find("#piece-reason").Input("calling back");
        shown.Find("form").Submit();
        shown.WaitForAssertion(() => Assert.Single(shown.FindAll("button.personal.clear")));
        var other = await ServeAsync(house, "b", "You took 500 naira, 08057654321");
        shown.Render(p => p.Add(t => t.Row, other));
        Assert.Empty(shown.FindAll("button.personal.clear"));
        Assert.DoesNotContain("0805", shown.Markup, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll(".piece-bar"));
    }

    [Fact]
    public async Task A_role_that_may_not_see_is_offered_no_look_and_may_open_what_is_told_by_words()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var shown = await ShowAsync(house, Policies.WorkQueue);
        Press(shown, "phone number");
        Assert.Equal(["Close"], shown.FindAll(".piece-bar button").Select(b => b.GetAttribute("aria-label")));
        Press(shown, "street address");
        await Button(shown, "This is not personal").ClickAsync(new());
        var words = house.Services.GetRequiredService<INotPersonal>();
        var id = shown.Instance.Row.Id;
        await RunAsync(house);
        Assert.Equal("address", Assert.Single(await words.OfAsync(id, default)).Kind);

        shown.Render(p => p.Add(t => t.Row, Row(house, id)));
        shown.WaitForAssertion(() => Assert.Contains("street address: not personal, says ada", shown.Find(".piece-opened").TextContent, StringComparison.Ordinal));
        Assert.Contains("12 Allen Avenue", shown.Find(".record-text").TextContent, StringComparison.Ordinal);
        await Button(shown, "Mask it again").ClickAsync(new());
        await RunAsync(house);
        Assert.True(Assert.Single(await words.OfAsync(id, default)).TakenBack);
    }

    [Fact]
    public async Task A_role_that_only_reads_may_do_nothing_with_a_piece()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var shown = await ShowAsync(house);
        Press(shown, "street address");
        Assert.Equal(["Close"], shown.FindAll(".piece-bar button").Select(b => b.GetAttribute("aria-label")));
    }

    private async Task<IRenderedComponent<SaidText>> ShowAsync(RawZoneHouse house, params string[] policies)
    {
        _reader.SetPolicies(policies);
        Services.AddSingleton(house.Services.GetRequiredService<IMaskedPieces>());
        Services.AddSingleton(house.Services.GetRequiredService<INotPersonal>());
        var row = await ServeAsync(house, "a", "No network at 12 Allen Avenue Ikeja since morning, call me on 0805 765 4321");
        return Render<SaidText>(p => p.Add(t => t.Row, row));
    }

    private static void Press(IRenderedComponent<SaidText> shown, string kind) =>
        Soon(shown, () => shown.FindAll("button.personal").First(b => b.TextContent.StartsWith(kind, StringComparison.Ordinal))).Click();

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<SaidText> shown, string words) =>
        Soon(shown, () => shown.FindAll("button").Single(b => b.TextContent.Trim().EndsWith(words, StringComparison.Ordinal)));

    /// <summary>A press may still wait for what the page is asking the database when the next line runs.</summary>
    private static AngleSharp.Dom.IElement Soon(IRenderedComponent<SaidText> shown, Func<AngleSharp.Dom.IElement> find)
    {
        AngleSharp.Dom.IElement? found = null;
        shown.WaitForAssertion(() => found = find());
        return found!;
    }

    private static async Task<ComplaintRow> ServeAsync(RawZoneHouse house, string key, string words)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new { submissionId = key, phone = "08031234567", state = "Lagos", text = words });
        var root = (await house.RawZone.LandAsync([new RawRecord(new SourceId("web-form"), key, "application/json", bytes, DateTimeOffset.UnixEpoch)], false, default))[0].Root;
        await RunAsync(house);
        return Row(house, root);
    }

    private static Task<WorkReport> RunAsync(RawZoneHouse house) => house.Services.GetRequiredService<ProcessingWork>().RunAsync(RunId.New(), default);

    private static ComplaintRow Row(RawZoneHouse house, long id) =>
        house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<ComplaintRow>().SingleAsync(c => c.Id == id, ct), default).GetAwaiter().GetResult();

    private static Task<List<string>> AuditAsync(RawZoneHouse house) => house.Services.GetRequiredService<IDatabase>().ReadAsync(
        (db, ct) => db.Set<AuditEntry>().OrderBy(e => e.Id).Select(e => $"{e.Actor} {e.Action} {e.Subject} {e.Details}").ToListAsync(ct), default);
}
