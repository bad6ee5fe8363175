using System.Text;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Intake;
using Beejan.Sources;
using Beejan.Storage;
using Beejan.Tests.Intake;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Beejan.Tests.Curated;

/// <summary>A thread of e-mail is one thread whatever order its messages arrive in.</summary>
public sealed class ThreadJoinTests
{
    // The second names all before it, the third only its parent, the fourth is of another thread, the fifth names a message of ours that never comes.
    private static readonly (string Id, string References)[] Mails =
        [("1@x", ""), ("2@x", "References: <1@x>\r\n"), ("3@x", "In-Reply-To: <2@x>\r\n"), ("4@x", ""), ("5@x", "References: <1@x> <ours@op> <3@x>\r\n")];

    public static TheoryData<string> Orders() => ["01234", "43210", "21043", "40213", "14320", "30412", "42031"];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Replies_join_the_first_message_also_when_they_overtake_it(string order)
    {
        await using var house = await WholeHouse.OpenAsync();
        foreach (var i in order.Select(c => c - '0'))
        {
            await DeliverAsync(house, Mail(i));
        }
        Assert.Equal(["1@x:", "2@x:1@x", "3@x:1@x", "4@x:", "5@x:1@x"], await ThreadsAsync(house));
    }

    [Theory]
    [InlineData("43210")]
    [InlineData("21043")]
    public async Task The_same_within_one_page(string order)
    {
        await using var house = await WholeHouse.OpenAsync();
        await DeliverAsync(house, [.. order.Select(c => Mail(c - '0'))]);
        Assert.Equal(["1@x:", "2@x:1@x", "3@x:1@x", "4@x:", "5@x:1@x"], await ThreadsAsync(house));
    }

    [Fact]
    public async Task What_is_no_longer_awaited_is_forgotten_and_judging_again_changes_nothing()
    {
        await using var house = await WholeHouse.OpenAsync();
        await DeliverAsync(house, Mail(1));
        await DeliverAsync(house, Mail(0));
        Assert.Empty(await house.Get<IDatabase>().ReadAsync((db, ct) => db.Set<AwaitedMailRow>().ToListAsync(ct), default));
        var ids = (await house.LedgerAsync()).Select(r => r.RawId).ToList();
        await house.Get<Beejan.RawZone.IRawZone>().RequeueAsync(ids, default);
        await house.JudgeAsync();
        Assert.Equal(["1@x:", "2@x:1@x"], await ThreadsAsync(house));
    }

    private static byte[] Mail(int i) => Encoding.UTF8.GetBytes(
        $"{Mails[i].References}From: ada{i}@example.ng\r\nDate: Wed, 21 Jan 2026 1{i}:00:00 +0100\r\nMessage-ID: <{Mails[i].Id}>\r\nSubject: network\r\n\r\nThe {Words[i]} in our street.\r\n");

    private static readonly string[] Words = ["network is down", "data is slow since yesterday", "balance vanished overnight", "agent was rude to me", "recharge did not enter"];

    private static async Task DeliverAsync(WholeHouse house, params byte[][] mails)
    {
        foreach (var mail in mails)
        {
            using var content = new MemoryStream(mail);
            await house.Get<IIntake>().ReceiveAsync(new SourceId("email"), new Delivery("m.eml", "message/rfc822", content, house.Clock.GetUtcNow()), false, default);
        }
        await house.JudgeAsync();
    }

    private static async Task<List<string>> ThreadsAsync(WholeHouse house)
    {
        var rows = await house.Get<IDatabase>().ReadAsync((db, ct) => db.Set<ComplaintRow>().ToListAsync(ct), default);
        return [.. rows.OrderBy(r => r.SourceKey, StringComparer.Ordinal).Select(r => $"{r.SourceKey}:{rows.SingleOrDefault(f => f.Id == r.ReplyTo)?.SourceKey}")];
    }
}
