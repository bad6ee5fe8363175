using System.Text;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Masking;
using Beejan.Governance.Audit;
using Beejan.Governance.Privacy;
using Beejan.Processing;
using Beejan.Processing.Replays;
using Beejan.RawZone;
using Beejan.RawZone.Replays;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Processing.Unmasking;

/// <summary>People's words on masked pieces through the real pipeline, on both databases; every check of <c>verify</c> passes at each step.</summary>
public abstract class MaskedPiecesTests(bool postgres)
{
    private const string Words = "No network at 12 Allen Avenue Ikeja since morning, call me on 0805 765 4321. My name is Chinedu Eze";

    [Fact]
    public async Task A_piece_that_is_not_personal_is_shown_in_that_complaint_alone()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var (first, other) = (await ServeAsync(house, "a", Words), await ServeAsync(house, "b", "Wetin happen? " + Words, phone: "08039999999"));
        var address = Token(first, "address");
        Assert.Equal(address, Token(other, "address"));

        Assert.Null(await Pieces(house).OpenAsync(first.Id, address, mayReveal: false, "ada", default));
        await RunAsync(house);

        var opened = await RowAsync(house, first.Id);
        Assert.Contains("12 Allen Avenue", opened.Text, StringComparison.Ordinal);
        Assert.Equal(["phone", "name"], PersonalToken.In(opened.Text).Select(t => t.Kind));
        Assert.Equal(other.Text, (await RowAsync(house, other.Id)).Text);
        var counted = Assert.Single(await house.Services.GetRequiredService<INotPersonal>().CountAsync(DateTimeOffset.UnixEpoch, default));
        Assert.Equal(("address", 1, 1, 1, first.Id), (counted.Kind, counted.Lately, counted.Ever, counted.Complaints, counted.LastComplaint));
        Assert.Equal([$"ada piece.not-personal complaint {first.Id} {address}"], await AuditAsync(house));
        var told = await house.Services.GetRequiredService<IComplaints>().HistoryAsync(first.Id, default);
        Assert.Contains(told, e => e is { Actor: "ada", Action: "unmask", Field: "address" });
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task What_was_opened_stays_open_whatever_is_judged_again_and_in_a_newer_version()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var row = await ServeAsync(house, "a", Words);
        var address = Token(row, "address");
        await Pieces(house).OpenAsync(row.Id, address, false, "ada", default);
        await RunAsync(house);
        var opened = (await RowAsync(house, row.Id)).Text;

        var page = await house.Services.GetRequiredService<AnsweredRecords>().PageAsync(new ReplayScope(null, null, null, null), 0, long.MaxValue, 100, default);
        var replayer = house.Services.GetRequiredService<Replayer>();
        var judged = await replayer.JudgeAsync(page, null, default);
        var found = await house.Services.GetRequiredService<IDatabase>().WriteAsync((db, ct) => replayer.ApplyAsync(db, RunId.New(), judged, ct), default);
        Assert.Equal((2, 0), (found.Unchanged, found.Changed));
        await house.RawZone.RequeueAsync([row.Id], default);
        await RunAsync(house);
        Assert.Equal(opened, (await RowAsync(house, row.Id)).Text);

        await ServeAsync(house, "a", Words + ". Still nothing");
        Assert.Equal(opened + ". Still nothing", (await RowAsync(house, row.Id)).Text);
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_word_that_waits_in_one_page_with_its_complaint_s_newer_version_still_counts()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres, ("Beejan:Processing:BatchSize", "1"));
        var row = await ServeAsync(house, "a", Words);
        // One page a record: the newer version is parsed while the word before it is written.
        await Pieces(house).OpenAsync(row.Id, Token(row, "address"), false, "ada", default);
        await LandAsync(house, "a", Words + " please");
        await RunAsync(house);
        Assert.Contains("12 Allen Avenue", (await RowAsync(house, row.Id)).Text, StringComparison.Ordinal);
        Assert.EndsWith("please", (await RowAsync(house, row.Id)).Text, StringComparison.Ordinal);
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task The_word_can_be_taken_back_and_said_again_and_the_last_one_stands()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var row = await ServeAsync(house, "a", Words);
        var name = Token(row, "name");
        Assert.Equal("piece.not-found", (await Pieces(house).CloseAsync(row.Id, name, "ada", default))!.Code);
        foreach (var open in (bool[])[true, false, true])
        {
            Assert.Null(open ? await Pieces(house).OpenAsync(row.Id, name, false, "ada", default) : await Pieces(house).CloseAsync(row.Id, name, "bola", default));
            await RunAsync(house);
            Assert.Equal(open, (await RowAsync(house, row.Id)).Text.EndsWith("Chinedu Eze", StringComparison.Ordinal));
        }
        Assert.Single(await house.Services.GetRequiredService<INotPersonal>().OfAsync(row.Id, default));
        Assert.Equal(["ada piece.not-personal", "bola piece.personal", "ada piece.not-personal"], (await AuditAsync(house)).Select(a => string.Join(' ', a.Split(' ')[..2])));
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_number_is_opened_only_by_those_who_may_see_it_and_the_customer_s_own_name_by_nobody()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var row = await ServeAsync(house, "a", Words, name: "Chinedu Eze");
        var pieces = Pieces(house);
        Assert.Equal("piece.needs-right", (await pieces.OpenAsync(row.Id, Token(row, "phone"), mayReveal: false, "ada", default))!.Code);
        Assert.Equal("piece.own-name", (await pieces.OpenAsync(row.Id, Token(row, "name"), mayReveal: true, "ada", default))!.Code);
        Assert.Equal("piece.not-found", (await pieces.OpenAsync(row.Id, "PHONE:bcdfghjklm", mayReveal: true, "ada", default))!.Code);
        Assert.Equal("complaint.not-found", (await pieces.OpenAsync(4711, Token(row, "phone"), mayReveal: true, "ada", default))!.Code);
        await RunAsync(house);
        Assert.Equal(row.Text, (await RowAsync(house, row.Id)).Text);

        Assert.Null(await pieces.OpenAsync(row.Id, Token(row, "phone"), mayReveal: true, "chief", default));
        await RunAsync(house);
        Assert.Contains("0805 765 4321", (await RowAsync(house, row.Id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_looks_behind_a_token_is_in_the_trail_before_and_a_token_that_is_not_there_shows_nothing()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var row = await ServeAsync(house, "a", Words);
        Assert.Equal("0805 765 4321", await Pieces(house).RevealAsync(row.Id, Token(row, "phone"), "ada", "calling back", default));
        Assert.Equal("12 Allen Avenue", await Pieces(house).RevealAsync(row.Id, Token(row, "address"), "ada", "a visit", default));
        Assert.Null(await Pieces(house).RevealAsync(row.Id, "PHONE:bcdfghjklm", "ada", "calling back", default));
        Assert.Equal([$"ada piece.reveal complaint {row.Number} {Token(row, "phone")}: calling back", $"ada piece.reveal complaint {row.Number} {Token(row, "address")}: a visit"], await AuditAsync(house));
    }

    [Fact]
    public async Task A_steward_s_record_holds_no_personal_data_and_a_broken_one_changes_nothing()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var row = await ServeAsync(house, "a", Words);
        await Pieces(house).OpenAsync(row.Id, Token(row, "address"), false, "ada", default);
        foreach (var broken in (string[])["{]", "{}", "null", "[]", "{\"complaint\":1,\"token\":\"nonsense\",\"by\":\"x\"}"])
        {
            await house.RawZone.LandAsync([new RawRecord(new SourceId(Stewards.Source), "x" + broken, "application/json", Encoding.UTF8.GetBytes(broken), DateTimeOffset.UnixEpoch)], false, default);
        }
        await RunAsync(house);
        Assert.Single(await house.Services.GetRequiredService<INotPersonal>().OfAsync(row.Id, default));
        var records = await house.Services.GetRequiredService<AnsweredRecords>().PageAsync(new ReplayScope(Stewards.Source, null, null, null), 0, long.MaxValue, 100, default);
        Assert.Equal(6, records.Count);
        Assert.All(records, r => Assert.Equal((Fate.Dropped, "steward.masking"), (r.Fate, r.Code)));
        Assert.All(records, r => Assert.DoesNotContain("Allen", Encoding.UTF8.GetString(r.Stored.Raw.Payload.Span), StringComparison.Ordinal));
        Assert.Empty(await house.FaultsAsync());
    }

    private static IMaskedPieces Pieces(RawZoneHouse house) => house.Services.GetRequiredService<IMaskedPieces>();

    private static string Token(ComplaintRow row, string kind) => PersonalToken.In(row.Text).First(t => t.Kind == kind).Written;

    private static async Task<ComplaintRow> ServeAsync(RawZoneHouse house, string key, string words, string phone = "08031234567", string? name = null)
    {
        var root = await LandAsync(house, key, words, phone, name);
        await RunAsync(house);
        return await RowAsync(house, root);
    }

    private static async Task<long> LandAsync(RawZoneHouse house, string key, string words, string phone = "08031234567", string? name = null)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new { submissionId = key, phone, name, state = "Lagos", submittedAt = "2026-11-01T08:00:00Z", text = words });
        return (await house.RawZone.LandAsync([new RawRecord(new SourceId("web-form"), key, "application/json", bytes, DateTimeOffset.UnixEpoch)], false, default))[0].Root;
    }

    private static Task<WorkReport> RunAsync(RawZoneHouse house) => house.Services.GetRequiredService<ProcessingWork>().RunAsync(RunId.New(), default);

    private static Task<ComplaintRow> RowAsync(RawZoneHouse house, long id) =>
        house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<ComplaintRow>().SingleAsync(c => c.Id == id, ct), default);

    private static Task<List<string>> AuditAsync(RawZoneHouse house) => house.Services.GetRequiredService<IDatabase>().ReadAsync(
        (db, ct) => db.Set<AuditEntry>().OrderBy(e => e.Id).Select(e => $"{e.Actor} {e.Action} {e.Subject} {e.Details}").ToListAsync(ct), default);
}

public sealed class MaskedPiecesOnSqliteTests() : MaskedPiecesTests(postgres: false);

public sealed class MaskedPiecesOnPostgresTests() : MaskedPiecesTests(postgres: true);
