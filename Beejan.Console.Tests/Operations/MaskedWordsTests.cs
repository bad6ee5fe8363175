using System.Diagnostics.Metrics;
using Beejan.Operations.Metrics;
using Beejan.Operations.Pipeline;
using Beejan.Processing.Rules.Personal;
using Beejan.Processing.Stages;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Operations;

public sealed class MaskedWordsTests
{
    [Fact]
    public void Words_and_pieces_are_counted_by_kind_from_what_the_masker_of_this_host_took()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var elsewhere = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var store = new MetricStore(meters);
        var (tally, another) = (new MaskTally(meters), new MaskTally(elsewhere.GetRequiredService<IMeterFactory>()));
        const string Text = "call 0803 123 4567 or 08031234567, my name is Ada Obi";
        var pieces = Masker.Mask(Text, null).Pieces;
        tally.Count(Text, pieces);
        another.Count(Text, pieces);

        var masked = MaskedWords.Of(store);

        Assert.Equal(11, masked.Judged);
        Assert.Equal([new MaskedKind("phone", 4, 2), new MaskedKind("name", 2, 1)], masked.Kinds);
        Assert.Equal(6 / 11d, masked.Share, 9);
    }
}
