using Beejan.Sources.Fields;
using Xunit;

namespace Beejan.Tests.Sources.Fields;

/// <summary>A day in one column and the time of day in another are one time, whichever of the two is called like a whole one.</summary>
public sealed class TimesTests
{
    [Theory]
    [InlineData(null, "19/11/2026", "9:15 pm", "19/11/2026 9:15 pm")]
    [InlineData(null, "19/11/2026", "0915", "19/11/2026 09:15")]
    [InlineData(null, "19/11/2026", "091522", "19/11/2026 09:15:22")]
    [InlineData(null, "19/11/2026", null, "19/11/2026")]
    [InlineData(null, "2026-11-19 00:00:00", "09:15", "2026-11-19 09:15")]
    [InlineData(null, "2026-11-19 00:00", "09:15", "2026-11-19 09:15")]
    [InlineData(null, "2026-11-19T00:00:00", "09:15", "2026-11-19 09:15")]
    [InlineData(null, "19/11/2026 09:15", "10:15", "19/11/2026 09:15")]
    [InlineData(null, "Thursday", "09:15", "Thursday 09:15")]
    [InlineData(null, null, "0915", "0915")]
    [InlineData("9 pm", "2026-11-19", null, "2026-11-19 9 pm")]
    [InlineData("09:15:22", "2026-11-19", "10:00", "2026-11-19 09:15:22")]
    [InlineData("09:15 WAT", "2026-11-19", null, "2026-11-19 09:15 WAT")]
    [InlineData("09:15+01", "2026-11-19", null, "2026-11-19 09:15+01")]
    [InlineData("19 Nov 2026", null, "09:15", "19 Nov 2026 09:15")]
    [InlineData("2026-11-19 00:00:00", null, "0915", "2026-11-19 09:15")]
    [InlineData("2026-11-19 08:00", "2026-11-18", "09:15", "2026-11-19 08:00")]
    [InlineData("1763539200", "2026-11-18", "09:15", "1763539200")]
    [InlineData(null, null, null, null)]
    public void Halves_are_joined_and_wholes_stand(string? time, string? date, string? clock, string? whole) => Assert.Equal(whole, Times.Whole(time, date, clock));

    [Theory]
    [InlineData("""{"date":"2026-11-19","start_time":"9 pm","phone":"08031234567","notes":"no network since the storm came"}""", "2026-11-19 9 pm")]
    [InlineData("id,day,start_time,phone,notes\n1,2026-11-19,9 pm,08031234567,no network since the storm came\n", "2026-11-19 9 pm")]
    public async Task A_table_and_a_document_that_say_the_same_are_read_the_same(string file, string time) => Assert.Equal(time, (await Feed.Files().OneAsync(file)).Given.Time);
}
