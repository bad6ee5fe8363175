using Beejan.Operations.Flow;
using Beejan.Operations.Pipeline;
using Beejan.Operations.Trace;
using Beejan.RawZone;
using Bunit;
using Xunit;

namespace Beejan.Tests.Operations;

public sealed class PipelineTests : BunitContext
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_conservation_bar_is_calm_when_every_record_is_accounted_for()
    {
        var flow = Flows.Of([new FlowSample(At, [Source(100, 10, 80, 4, 1, 5)])]);
        var bar = Render<ConservationBar>(p => p.Add(b => b.Parts, flow.Parts).Add(b => b.Received, flow.Total.Received));

        Assert.Equal(0, flow.Difference);
        Assert.NotNull(bar.Find(".conservation.tone-good"));
        Assert.Contains("All 100 records received are accounted for", bar.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(101, "1 record is missing")]
    [InlineData(97, "3 records are counted twice")]
    public void The_conservation_bar_is_red_when_it_is_off_by_one(long received, string words)
    {
        var flow = Flows.Of([new FlowSample(At, [Source(received, 10, 80, 4, 1, 5)])]);
        var bar = Render<ConservationBar>(p => p.Add(b => b.Parts, flow.Parts).Add(b => b.Received, flow.Total.Received));

        Assert.NotNull(bar.Find(".conservation.tone-bad"));
        Assert.Contains(words, bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Speeds_come_from_the_samples_inside_the_window()
    {
        var samples = Enumerable.Range(0, 61).Select(n => new FlowSample(At.AddSeconds(n * 5), [Source(n < 48 ? n * 10 : 480 + ((n - 48) * 100), 0, 0, 0, 0, 0)])).ToList();

        Assert.Equal(1200, Rates.Over(samples, TimeSpan.FromMinutes(1), "sms").Received, 1);
        Assert.Equal((480 + 1200) / 5.0, Rates.Over(samples, TimeSpan.FromMinutes(5), null).Received, 1);
        Assert.Equal(0, Rates.Over(samples, TimeSpan.FromMinutes(5), "social").Received);
        Assert.Equal(Rate.None, Rates.Over(samples[..1], TimeSpan.FromMinutes(1), null));
    }

    [Fact]
    public void Bytes_are_shown_as_text_and_as_hex()
    {
        Assert.True(PayloadText.IsText("₦500"u8));
        Assert.False(PayloadText.IsText([0xFF, 0x41]));
        Assert.Equal("a\u2400\tb", PayloadText.Text("a\0\tb"u8));
        Assert.StartsWith("000000  41 0a ", PayloadText.Hex("A\n"u8), StringComparison.Ordinal);
        Assert.EndsWith("A.\n", PayloadText.Hex("A\n"u8), StringComparison.Ordinal);
        Assert.Equal(2, PayloadText.Hex(new byte[17]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static SourceBalance Source(long received, long duplicates, long curated, long dropped, long rejected, long inFlight) =>
        new("sms", received, received - duplicates, duplicates, curated, dropped, rejected, inFlight, At);
}
