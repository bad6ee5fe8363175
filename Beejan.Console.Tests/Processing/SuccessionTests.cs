using System.Globalization;
using System.Text;
using Beejan.Contracts;
using Beejan.Intake;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Sources;
using Beejan.Sources.Fields;
using Beejan.Tests.Intake;
using Xunit;

namespace Beejan.Tests.Processing;

/// <summary>Rows of exports that nobody described, with the same numbers.</summary>
public sealed class SuccessionTests
{
    private const string Header = "id,date,phone,complaint\n";
    private static readonly string[] First = ["No network at my house in Ikeja since early this morning", "You took 500 naira from my airtime for nothing", "The agent cut the call when I asked for my refund"];
    private static readonly string[] Second = ["My router was never delivered to the shop", "I want to port my line to you but the code does not come", "Who gave my number to these lottery people, they text all day"];

    [Fact]
    public async Task Two_unrelated_exports_that_count_from_one_leave_each_other_alone_and_the_second_is_told()
    {
        await using var house = await WholeHouse.OpenAsync();
        await IngestAsync(house, "lagos.csv", Rows(First, "0803123400", 9));
        await IngestAsync(house, "kano.csv", Rows(Second, "0805765400", 14));

        Assert.Equal(First, (await house.ComplaintsAsync()).Select(c => c.Original ?? c.Text));
        var aside = (await house.LedgerAsync()).Where(r => r.Fate == Fate.Rejected).ToList();
        Assert.Equal(3, aside.Count);
        Assert.All(aside, r => Assert.Equal("key.reused", r.ReasonCode));
        Assert.Contains("page Mappings", aside[0].ReasonMessage, StringComparison.Ordinal);
        Assert.Empty(await house.FaultsAsync());

        // Each export goes on by itself: its next state is held against its own, whatever came between.
        await IngestAsync(house, "lagos.csv", Rows([First[0] + ", still nothing", .. First[1..]], "0803123400", 9));
        Assert.Equal(First[0] + ", still nothing", (await house.ComplaintsAsync())[0].Text);
        await IngestAsync(house, "kano.csv", Rows([Second[0] + ", still nothing", .. Second[1..]], "0805765400", 14));
        Assert.Equal(4, (await house.LedgerAsync()).Count(r => r.ReasonCode == "key.reused"));
        Assert.Equal(3, (await house.ComplaintsAsync()).Count);
    }

    [Fact]
    public async Task The_same_file_again_lands_nothing_and_an_updated_export_gives_new_versions()
    {
        await using var house = await WholeHouse.OpenAsync();
        var text = Rows(First, "0803123400", 9);
        await IngestAsync(house, "lagos.csv", text);
        Assert.Equal(new IntakeResult(3, 0, 3), await IngestAsync(house, "lagos.csv", text));

        // Under another name, with a column more, one text written anew.
        var updated = "id,date,phone,complaint,closed\n" + string.Join('\n', Rows(["Resolved by the field team after a visit", .. First[1..]], "0803123400", 9).Split('\n').Skip(1).Select(r => r + ",yes"));
        Assert.Equal(new IntakeResult(3, 3, 0), await IngestAsync(house, "lagos-2.csv", updated));

        Assert.Equal(["Resolved by the field team after a visit", .. First[1..]], (await house.ComplaintsAsync()).Select(c => c.Text));
        Assert.DoesNotContain(await house.LedgerAsync(), r => r.Fate == Fate.Rejected);
    }

    [Fact]
    public async Task Under_a_saved_mapping_the_number_alone_names_the_matter()
    {
        await using var house = await WholeHouse.OpenAsync();
        await house.Get<Beejan.Intake.Mappings.SavedMappings>().SaveAsync(new Beejan.Sources.Files.Mapping
        {
            Name = "lagos", Title = "Lagos",
            Columns = new Dictionary<string, Field> { ["id"] = Field.Key, ["date"] = Field.Time, ["phone"] = Field.Phone, ["complaint"] = Field.Text },
        }, "ada", default);
        await IngestAsync(house, "a.csv", Rows(First, "0803123400", 9), "lagos");
        await IngestAsync(house, "b.csv", Rows(Second, "0805765400", 14), "lagos");
        Assert.Equal(Second, (await house.ComplaintsAsync()).Select(c => c.Original ?? c.Text));
    }

    [Theory]
    [InlineData("0803 123 4567|2026-11-20 10:00|other words altogether", true)]
    [InlineData("|2026-11-20 10:00|other words altogether", true)]
    [InlineData("|2026-11-20 11:00|There has been no network at my house in Ikeja, please repair it", true)]
    [InlineData("08031234999|2026-11-20 10:00|There has been no network at my house in Ikeja since the morning", true)]
    [InlineData("08031234999|2026-11-20 11:00|There has been no network at my house in Ikeja since the morning", false)]
    [InlineData("08031234999|2026-11-20 10:00|other words altogether", false)]
    [InlineData("|2026-11-20|My data bundle of last night is finished already", false)]
    public void A_newer_version_has_the_customer_the_words_or_the_minute_of_the_older(string newer, bool expected)
    {
        var parts = newer.Split('|');
        Assert.Equal(expected, Succession.IsNewer(
            Draft("+2348031234567", "2026-11-20 10:00", "There has been no network at my house in Ikeja since early this morning"), Draft(parts[0], parts[1], parts[2])));
    }

    private static ComplaintDraft Draft(string phone, string time, string text) =>
        new(1, 1, new SourceId("files"), "1", DateTimeOffset.UnixEpoch) { Given = new Given { Phone = phone.Length == 0 ? null : phone, Time = time, Text = text } };

    private static string Rows(IReadOnlyList<string> texts, string phone, int hour) => Header + string.Join('\n', texts.Select((t, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{i + 1},2026-11-{10 + i} {hour:00}:30,{phone}{i},\"{t}\"")));

    private static async Task<IntakeResult> IngestAsync(WholeHouse house, string name, string text, string source = "files")
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var result = await house.Get<IIntake>().ReceiveAsync(new SourceId(source), new Delivery(name, null, content, house.Clock.GetUtcNow()), true, default);
        await house.JudgeAsync();
        return result;
    }
}
