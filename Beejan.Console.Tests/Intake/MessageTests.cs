using System.Text;
using Beejan.RawZone;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>Short messages from the gateway to the complaint: parts, reports, opt-outs.</summary>
public sealed class MessageTests
{
    private const string First = """{"id":"a","from":"+2348031234567","to":"3344","text":"No network in Ikeja since ","date":"2026-11-20 10:00:00","udh":"0500034C0301"}""";
    private const string Second = """{"id":"b","from":"+2348031234567","to":"3344","text":"yesterday evening, and my ","date":"2026-11-20 10:00:00","udh":"0500034C0302"}""";
    private const string Third = """{"id":"c","from":"+2348031234567","to":"3344","text":"data is gone","date":"2026-11-20 10:00:01","udh":"0500034C0303"}""";

    [Theory]
    [InlineData("123")]
    [InlineData("321")]
    [InlineData("231")]
    public async Task The_parts_of_a_long_message_become_one_complaint_whatever_their_order(string order)
    {
        await using var house = await WholeHouse.OpenAsync();
        foreach (var part in order)
        {
            await PushAsync(house, part switch { '1' => First, '2' => Second, _ => Third });
        }
        await house.JudgeAsync();

        var complaint = Assert.Single(await house.ComplaintsAsync());
        Assert.Equal("No network in Ikeja since yesterday evening, and my data is gone", complaint.Text);
        Assert.All(await house.LedgerAsync(), r => Assert.Equal((Fate.Curated, complaint.Id), (r.Fate, r.Root)));
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_part_that_comes_late_completes_the_complaint_that_stood_without_it()
    {
        await using var house = await WholeHouse.OpenAsync();
        await PushAsync(house, First);
        await PushAsync(house, Third);
        await house.JudgeAsync();
        var half = Assert.Single(await house.ComplaintsAsync());
        Assert.Contains("sms.parts-missing", half.Warnings, StringComparison.Ordinal);
        Assert.Equal("No network in Ikeja since data is gone", half.Text);

        await PushAsync(house, Second);
        await house.JudgeAsync();

        var whole = Assert.Single(await house.ComplaintsAsync());
        Assert.Equal((half.Id, half.Number), (whole.Id, whole.Number));
        Assert.DoesNotContain("sms.parts-missing", whole.Warnings, StringComparison.Ordinal);
        Assert.Contains("yesterday evening", whole.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_are_told_by_the_gateways_own_fields_too_and_messages_are_not_mixed()
    {
        await using var house = await WholeHouse.OpenAsync();
        foreach (var (phone, reference) in new[] { ("08031234567", "7"), ("08031234567", "8"), ("08051234567", "7") })
        {
            await PushAsync(house, $$"""{"msisdn":"{{phone}}","text":"slow data {{reference}} ","message-timestamp":"2026-11-20 10:00:00","concat":"true","concat-ref":"{{reference}}","concat-total":"2","concat-part":"1"}""");
            await PushAsync(house, $$"""{"msisdn":"{{phone}}","text":"in {{phone}} land","message-timestamp":"2026-11-20 10:00:00","concat":"true","concat-ref":"{{reference}}","concat-total":"2","concat-part":"2"}""");
        }
        await house.JudgeAsync();
        var texts = (await house.ComplaintsAsync()).Select(c => c.Text).ToList();
        Assert.Equal(3, texts.Count);
        Assert.All(texts, t => Assert.Matches("^slow data [78] in .* land$", t));
    }

    [Theory]
    [InlineData("0500034C0401", true)]
    [InlineData("06080412340201", true)]
    [InlineData("0B0504158115810003A20201", true)]
    [InlineData("0500034C0100", false)]
    [InlineData("0500034C0101", false)]
    [InlineData("0500034C", false)]
    [InlineData("not hex at all", false)]
    public async Task A_user_data_header_is_read_by_the_book_or_not_at_all(string udh, bool isPart)
    {
        await using var house = await WholeHouse.OpenAsync();
        await PushAsync(house, $$"""{"id":"m1","from":"+2348031234567","text":"no network","udh":"{{udh}}"}""");
        Assert.Equal(isPart, Assert.Single(await house.LedgerAsync()).Key != "m1");
    }

    [Fact]
    public async Task Delivery_reports_are_counted_and_dropped()
    {
        await using var house = await WholeHouse.OpenAsync();
        await PushAsync(house, """{"id":"o1","status":"Success","phoneNumber":"+2348031234567","networkCode":"62130"}""");
        await PushAsync(house, """{"type":"message.delivered","data":{"id":"o2","status":"delivered","to":"+2348031234567"}}""");
        await house.JudgeAsync();
        Assert.All(await house.LedgerAsync(), r => Assert.Equal((Fate.Dropped, "sms.delivery-report"), (r.Fate, r.ReasonCode)));
        Assert.Equal((2, 2), await house.BalanceAsync("sms") is var b ? (b.Received, b.Dropped) : default);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData(" stop. ")]
    [InlineData("Unsubscribe")]
    [InlineData("opt-out")]
    [InlineData("MAKE UNA STOP")]
    public async Task An_opt_out_word_is_respected_recorded_and_no_complaint(string text)
    {
        await using var house = await WholeHouse.OpenAsync(("Beejan:Sources:Sms:OptOutWords:0", "make una stop"));
        await PushAsync(house, $$"""{"id":"s1","from":"08031234567","text":"{{text}}"}""");
        await house.JudgeAsync();

        Assert.Equal((Fate.Dropped, "sms.opt-out"), Assert.Single(await house.LedgerAsync()) is var r ? (r.Fate, r.ReasonCode) : default);
        Assert.Empty(await house.ComplaintsAsync());
        var choice = await house.ChoiceAsync("+2348031234567");
        Assert.NotNull(choice);
        Assert.False(choice.Allowed);
        Assert.Null(await house.ChoiceAsync("+2348051234567"));
    }

    [Fact]
    public async Task The_last_word_on_messages_stands_and_a_replay_does_not_turn_it_round()
    {
        await using var house = await WholeHouse.OpenAsync();
        await PushAsync(house, """{"id":"s1","from":"08031234567","text":"STOP"}""");
        await PushAsync(house, """{"id":"s2","from":"08031234567","text":"START"}""");
        await house.JudgeAsync();
        Assert.True((await house.ChoiceAsync("+2348031234567"))!.Allowed);

        await house.Get<IRawZone>().RequeueAsync([(await house.LedgerAsync())[0].RawId], CancellationToken.None);
        await house.JudgeAsync();
        Assert.True((await house.ChoiceAsync("+2348031234567"))!.Allowed);
    }

    [Theory]
    [InlineData("please stop deducting my airtime")]
    [InlineData("stop stop")]
    [InlineData("end my call abruptly again")]
    public async Task A_complaint_that_only_contains_such_a_word_stays_a_complaint(string text)
    {
        await using var house = await WholeHouse.OpenAsync();
        await PushAsync(house, $$"""{"id":"s1","from":"08031234567","text":"{{text}}"}""");
        await house.JudgeAsync();
        Assert.Single(await house.ComplaintsAsync());
    }

    private static async Task PushAsync(WholeHouse house, string body)
    {
        var answer = await house.Client().PostAsync("/api/v1/intake/sms/standard", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
