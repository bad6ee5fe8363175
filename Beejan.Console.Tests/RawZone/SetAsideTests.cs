using Beejan.RawZone;
using Beejan.RawZone.Reading;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.RawZone;

public sealed class SetAsideTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_letters_of_one_source_are_counted_and_chosen_apart(bool postgres)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await house.RawZone.LandAsync([RawZoneHouse.Record("a", "text"), RawZoneHouse.Record("b", "text", "call-center"), RawZoneHouse.Record("c", "text")], false, default);
        await house.AnswerAsync([.. (await house.UnansweredAsync()).Select(r => new Answer(r.RawId, r.Raw.Source, Fate.Rejected, "parse", new("text.missing", "empty")))]);
        var letters = new SetAside(house.Services.GetRequiredService<IDatabase>());

        Assert.Equal(3, Assert.Single(await letters.GroupsAsync(default, default)).Count);
        Assert.Equal(1, Assert.Single(await letters.GroupsAsync(default, default, "call-center")).Count);
        Assert.Empty(await letters.GroupsAsync(default, default, "social"));
        var calls = await letters.IdsAsync("text.missing", default, "call-center");
        Assert.Equal([.. (await letters.ListAsync(null, null, 9, default, "call-center")).Select(r => r.RawId)], calls);
        Assert.Single(calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dead_letter_of_half_past_midnight_in_Lagos_belongs_to_the_new_day(bool postgres)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await house.RawZone.LandAsync([.. "abc".Select(key => RawZoneHouse.Record($"{key}", "text"))], false, default);
        var ids = (await house.UnansweredAsync()).Select(r => r.RawId).ToList();
        await house.AnswerAsync([.. ids.Select(id => new Answer(id, new("sms"), Fate.Rejected, "parse", new("text.missing", "empty")))]);
        string[] times = ["2026-11-19T22:59:00Z", "2026-11-19T23:30:00Z", "2026-11-20T22:59:59Z"];
        await house.Services.GetRequiredService<IDatabase>().WriteAsync(async (db, ct) =>
        {
            foreach (var (id, time) in ids.Zip(times))
            {
                var at = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
                await db.Set<LedgerRow>().Where(r => r.RawId == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.AnsweredAt, at), ct);
            }
            return 0;
        }, default);

        var letters = new SetAside(house.Services.GetRequiredService<IDatabase>());
        var all = Assert.Single(await letters.GroupsAsync(new DateOnly(2026, 11, 1), default));
        Assert.Equal([(new DateOnly(2026, 11, 19), 1L), (new DateOnly(2026, 11, 20), 2L)], all.ByDay.OrderBy(d => d.Key).Select(d => (d.Key, d.Value)));
        var one = Assert.Single(await letters.GroupsAsync(new DateOnly(2026, 11, 20), default));
        Assert.Equal((3L, 2L), (one.Count, Assert.Single(one.ByDay).Value));
    }
}
