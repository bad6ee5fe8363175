using Beejan.Storage;
using Beejan.Tests.Storage;
using Npgsql;
using Xunit;
using static Beejan.Tests.RawZone.RawZoneHouse;

namespace Beejan.Tests.RawZone;

/// <summary>The connection breaks while a batch's ledger rows are committed: they may stand or not, and the lake must agree with them.</summary>
public sealed class LostAnswerTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task A_commit_whose_answer_is_lost_neither_loses_nor_doubles_a_record(bool commits, bool thenDown)
    {
        var direct = new NpgsqlConnectionStringBuilder(PostgresServer.NewDatabase());
        await using var link = new LossyLink(direct.Port);
        await using var house = await OpenAsync(true, ("Beejan:Storage:ConnectionString", new NpgsqlConnectionStringBuilder(direct.ToString()) { Host = "127.0.0.1", Port = link.Port }.ToString()));
        // Takes ids and opens the segment: from here on a landing is one commit.
        await house.RawZone.LandAsync([Record("before", "no network")], false, default);

        link.LoseNext(commits ? LossyLink.Loss.Answer : LossyLink.Loss.Question, thenDown);
        var landing = house.RawZone.LandAsync([Record("during", "no network in Ikeja")], false, default);
        if (commits && !thenDown)
        {
            Assert.False(Assert.Single(await landing).Repeated);
        }
        else
        {
            Assert.True(Outage.Is(await Assert.ThrowsAnyAsync<Exception>(() => landing)));
        }
        link.Mend();

        var again = Assert.Single(await house.RawZone.LandAsync([Record("during", "no network in Ikeja")], false, default));
        Assert.Equal(commits, again.Repeated);
        await house.RawZone.LandAsync([Record("after", "network is back")], false, default);

        Assert.Equal(["before", "during", "after"], (await house.UnansweredAsync()).Select(r => r.Raw.Key));
        Assert.Empty(await house.FaultsAsync());
        Assert.Equal(0, (await house.StopAndOpenAsync()).Entered);
        Assert.Empty(await house.FaultsAsync());
    }
}
