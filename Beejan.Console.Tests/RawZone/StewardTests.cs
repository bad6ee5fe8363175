using System.Text;
using Beejan.RawZone;
using Beejan.RawZone.Reading;
using Beejan.RawZone.Stewardship;
using Beejan.Tests.Processing.Replays;
using Xunit;

namespace Beejan.Tests.RawZone;

public sealed class StewardTests
{
    [Fact]
    public async Task A_correction_is_a_new_record_in_the_place_of_the_old_one_whose_bytes_stay()
    {
        await using var house = await WithDeadLettersAsync(3);
        var steward = Steward(house);
        var good = ReplayHouse.Form("w-1").Payload;

        var (copy, refused) = await steward.CorrectAsync(2, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good.Span).Replace("Lagos", "Kano", StringComparison.Ordinal)), "ada", default);
        house.Rules.Say = null;
        await house.ProcessAsync();

        Assert.Null(refused);
        Assert.Equal("1 curated, 1 dropped, 2 dead, 0 in flight, balanced", await house.BalanceAsync());
        var served = await house.ComplaintAsync(2);
        Assert.Equal((copy, "Kano"), (served.RawId, served.State));
        Assert.Equal(good.ToArray(), (await house.Raw.RawZone.FindAsync(2, default))!.Raw.Payload.ToArray());
        var trace = (await new Traces(house.Database).FindAsync(2, default))!;
        Assert.Equal((Fate.Dropped, "steward", "corrected"), (trace.Row.Fate, trace.Row.Stage, trace.Row.ReasonCode));
        Assert.Equal("rules.refused", Assert.Single(trace.Earlier).ReasonCode);
        Assert.Contains("ada", (await house.Raw.RawZone.FindAsync(copy!.Value, default))!.Raw.Origin, StringComparison.Ordinal);
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_correction_cut_off_half_way_is_finished_by_sending_it_again()
    {
        await using var house = await WithDeadLettersAsync(1);
        var corrected = ReplayHouse.Form("w-0", words: "No network in Ikeja").Payload;
        // As if the program had died behind the landing: the copy is there and the dead letter too.
        var landed = await house.Raw.RawZone.LandAsync([ReplayHouse.Form("w-0", words: "No network in Ikeja")], false, default);

        var (copy, refused) = await Steward(house).CorrectAsync(1, corrected, "ada", default);

        Assert.Equal((landed[0].RawId, null), (copy, refused));
        Assert.Equal("0 curated, 1 dropped, 0 dead, 1 in flight, balanced", await house.BalanceAsync());
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task What_is_no_dead_letter_or_says_the_same_is_not_corrected()
    {
        await using var house = await WithDeadLettersAsync(1);
        Assert.Equal("correction.unchanged", (await Steward(house).CorrectAsync(1, ReplayHouse.Form("w-0").Payload, "ada", default)).Refused?.Code);
        Assert.Equal("deadletter.not-found", (await Steward(house).CorrectAsync(99, "{}"u8.ToArray(), "ada", default)).Refused?.Code);
        Assert.Equal("0 curated, 0 dropped, 1 dead, 0 in flight, balanced", await house.BalanceAsync());
    }

    [Fact]
    public async Task Discarded_ones_count_as_dropped_with_the_persons_reason_and_a_retry_takes_them_up_again()
    {
        await using var house = await WithDeadLettersAsync(5);
        var letters = new SetAside(house.Database);
        var ids = await letters.IdsAsync("rules.refused", default);

        Assert.Equal(1, await Steward(house).DiscardAsync([ids[0]], "test data of the vendor", "ada", default));
        Assert.Equal(4, await Steward(house).DiscardAsync(ids, "test data of the vendor", "ada", default));

        Assert.Equal("0 curated, 5 dropped, 0 dead, 0 in flight, balanced", await house.BalanceAsync());
        var row = (await new Traces(house.Database).FindAsync(3, default))!.Row;
        Assert.Equal(("discarded", "test data of the vendor"), (row.ReasonCode, row.ReasonMessage));
        house.Rules.Say = null;
        await house.Raw.RawZone.RequeueAsync([3], default);
        await house.ProcessAsync();
        Assert.Equal("1 curated, 4 dropped, 0 dead, 0 in flight, balanced", await house.BalanceAsync());
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_reason_has_the_owner_that_was_named_last()
    {
        await using var house = await WithDeadLettersAsync(1);
        await Steward(house).OwnAsync("rules.refused", "Data desk", "ada", default);
        await Steward(house).OwnAsync("rules.refused", "Billing Ops", "ada", default);
        Assert.Equal("Billing Ops", Assert.Single(await Steward(house).OwnersAsync(default)).Value);
        await Steward(house).OwnAsync("rules.refused", " ", "ada", default);
        Assert.Empty(await Steward(house).OwnersAsync(default));
    }

    private static Steward Steward(ReplayHouse house) => house.Get<Steward>();

    private static async Task<ReplayHouse> WithDeadLettersAsync(int count)
    {
        var house = await ReplayHouse.OpenAsync();
        house.Rules.Say = Rules.Refuse;
        await house.ServeAsync(count);
        return house;
    }
}
