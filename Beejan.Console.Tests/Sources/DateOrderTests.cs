using Beejan.Contracts;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources;

/// <summary>Whether the day or the month stands first is told by one file as a whole and holds for each of its rows.</summary>
public sealed class DateOrderTests
{
    [Theory]
    [InlineData("25/01/2026", "dd/MM/yyyy")]
    [InlineData("01/25/2026", "MM/dd/yyyy")]
    [InlineData("04/03/2026", null)]
    public async Task One_day_over_twelve_settles_it_for_all_lines_of_an_SMS_file(string telling, string? order) => Assert.All(
        Drafts(await Feed.Sms().ReadAsync($"03/04/2026 10:00|08031234567|no network in Ikeja\n{telling} 10:00|08031234568|data finished\n")),
        d => Assert.Equal(order, d.Given.TimeOrder));

    [Theory]
    [InlineData("25/01/2026", "dd/MM/yyyy")]
    [InlineData("01/25/2026", "MM/dd/yyyy")]
    [InlineData("04/03/2026", null)]
    public async Task And_for_all_elements_of_an_XML_log(string telling, string? order) => Assert.All(
        Drafts(await Feed.CallCenter().ReadAsync("<log>" + Call("1", "03/04/2026 10:00") + Call("2", telling + " 11:00") + "</log>")),
        d => Assert.Equal(order, d.Given.TimeOrder));

    private static string Call(string id, string time) => $"<call><call_id>{id}</call_id><call_start>{time}</call_start><notes>no network here</notes></call>";

    private static List<ComplaintDraft> Drafts(IEnumerable<Parsed> parsed)
    {
        var drafts = parsed.OfType<Parsed.Ok>().Select(p => p.Draft).ToList();
        Assert.Equal(2, drafts.Count);
        return drafts;
    }
}
