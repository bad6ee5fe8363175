using System.Globalization;
using Beejan.Processing.Rules;
using Xunit;

namespace Beejan.Tests.Processing.Rules;

public sealed class TimeReaderTests
{
    [Theory]
    [InlineData("2026-01-31T10:30:00Z", "2026-01-31T10:30:00Z")]
    [InlineData("2026-01-31T10:30:00.000Z", "2026-01-31T10:30:00Z")]
    [InlineData("2026-01-31T10:30:00+01:00", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31T10:30:00-0500", "2026-01-31T15:30:00Z")]
    [InlineData("2026-01-31T10:30", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31 10:30:05", "2026-01-31T09:30:05Z")]
    [InlineData("2026-01-31", "2026-01-30T23:00:00Z")]
    [InlineData("20260131T103000Z", "2026-01-31T10:30:00Z")]
    [InlineData("20260131", "2026-01-30T23:00:00Z")]
    [InlineData("20260131103005", "2026-01-31T09:30:05Z")]
    [InlineData("31/01/2026 10:30", "2026-01-31T09:30:00Z")]
    [InlineData("31/01/2026 10:30:05", "2026-01-31T09:30:05Z")]
    [InlineData("05/01/2026 10:30", "2026-01-05T09:30:00Z")]
    [InlineData("01/31/2026 10:30", "2026-01-31T09:30:00Z")]
    [InlineData("31-Jan-2026 10:30:05", "2026-01-31T09:30:05Z")]
    [InlineData("31-jan-26", "2026-01-30T23:00:00Z")]
    [InlineData("31-01-26", "2026-01-30T23:00:00Z")]
    [InlineData("31.01.2026 10:30", "2026-01-31T09:30:00Z")]
    [InlineData("31 January 2026, 10:30 AM", "2026-01-31T09:30:00Z")]
    [InlineData("January 31, 2026 10:30 PM", "2026-01-31T21:30:00Z")]
    [InlineData("31/01/2026 12:05 AM", "2026-01-30T23:05:00Z")]
    [InlineData("31/01/2026 12:05pm", "2026-01-31T11:05:00Z")]
    [InlineData("Sat, 31 Jan 2026 10:30:05 +0000", "2026-01-31T10:30:05Z")]
    [InlineData("Sat, 31 Jan 2026 10:30:05 GMT", "2026-01-31T10:30:05Z")]
    [InlineData("31 Jan 26 10:30 EST", "2026-01-31T15:30:00Z")]
    [InlineData("Sat Jan 31 10:30:05 +0000 2026", "2026-01-31T10:30:05Z")]
    [InlineData("1769855405", "2026-01-31T10:30:05Z")]
    [InlineData("1769855405000", "2026-01-31T10:30:05Z")]
    [InlineData("1769855405.5", "2026-01-31T10:30:05.5Z")]
    [InlineData("46053.437500", "2026-01-31T09:30:00Z")]
    [InlineData("29/02/2024 00:00", "2024-02-28T23:00:00Z")]
    [InlineData("Sat Jan 31 2026 10:30:05 GMT+0100 (West Africa Standard Time)", "2026-01-31T09:30:05Z")]
    [InlineData("2026-01-31 10:30 Africa/Lagos", "2026-01-31T09:30:00Z")]
    [InlineData("20260131 1030", "2026-01-31T09:30:00Z")]
    [InlineData("31/01/2026 - 10:30", "2026-01-31T09:30:00Z")]
    [InlineData("２０２６－０１－３１ １０:３０", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-30T24:00:00", "2026-01-30T23:00:00Z")]
    [InlineData("2026-01-31 10:59:60", "2026-01-31T09:59:59Z")]
    [InlineData("31st Jan 2026 10am", "2026-01-31T09:00:00Z")]
    [InlineData("31st of January, 2026 at 10:30 p.m.", "2026-01-31T21:30:00Z")]
    [InlineData("10:30 31/01/2026", "2026-01-31T09:30:00Z")]
    [InlineData("10:30:05 PM, 31-Jan-2026", "2026-01-31T21:30:05Z")]
    [InlineData("31/01/2026 10:30 hrs", "2026-01-31T09:30:00Z")]
    [InlineData("31\u00A0Jan\u00A02026\u202F10:30", "2026-01-31T09:30:00Z")]
    [InlineData("\u200E31/01/2026 10:30", "2026-01-31T09:30:00Z")]
    [InlineData("٣١/٠١/٢٠٢٦ ١٠:٣٠", "2026-01-31T09:30:00Z")]
    [InlineData("31/01/2026 10:30 (GMT+1)", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31 10:30 UTC-05:00", "2026-01-31T15:30:00Z")]
    [InlineData("/Date(1769855405000)/", "2026-01-31T10:30:05Z")]
    public void A_written_time_is_read_as_UTC_and_without_a_zone_as_Lagos(string written, string utc)
    {
        Assert.Equal(TimeReading.Read, TimeReader.Read(written, monthFirst: false, out var read, out _));
        Assert.Equal(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture), read);
    }

    [Fact]
    public void A_file_that_writes_the_month_first_is_believed()
    {
        Assert.Equal(TimeReading.Read, TimeReader.Read("03/04/2026 10:00", monthFirst: true, out var read, out _));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.Zero), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("N/A")]
    [InlineData("null")]
    public void No_time_is_missing(string written) => Assert.Equal(TimeReading.Missing, TimeReader.Read(written, false, out _, out _));

    [Theory]
    [InlineData("31/02/2026 10:00")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("yesterday")]
    [InlineData("10am")]
    [InlineData("the 31st")]
    [InlineData("10:30 and later")]
    [InlineData("2099-13-45T99:00Z")]
    [InlineData("2026-01-31T25:00:00Z")]
    [InlineData("2026-01-31T10:60:00Z")]
    [InlineData("2026-01-31T10:30:00Q")]
    [InlineData("29/02/2026")]
    [InlineData("12345678901234567890")]
    [InlineData("1/2")]
    [InlineData("31-Foo-2026")]
    public void A_time_that_cannot_be_is_unreadable(string written) => Assert.Equal(TimeReading.Unreadable, TimeReader.Read(written, false, out _, out _));

    [Fact]
    public void No_text_whatever_throws()
    {
        var random = new Random(5);
        const string letters = "0123456789-/:.TZ+ JanSatPM,()é";
        for (var i = 0; i < 200_000; i++)
        {
            var text = string.Create(random.Next(30), random, (span, r) => span.ForEach(letters, r));
            var reading = TimeReader.Read(text, i % 2 == 0, out var utc, out _);
            Assert.True(reading == TimeReading.Read || utc == default);
        }
    }
}

internal static class Fuzz
{
    public static void ForEach(this Span<char> span, string letters, Random random)
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = letters[random.Next(letters.Length)];
        }
    }
}
