using Beejan.Operations.Metrics;
using Beejan.Operations.Pipeline;
using Beejan.Processing.Rules.Personal;
using Beejan.Processing.Stages;
using Xunit;

namespace Beejan.Tests.Operations;

public sealed class MaskedWordsTests
{
    [Fact]
    public void Words_and_pieces_are_counted_by_kind_from_what_the_masker_took()
    {
        using var store = new MetricStore();
        var before = MaskedWords.Of(store);
        using var tally = new MaskTally();
        const string Text = "call 0803 123 4567 or 08031234567, my name is Ada Obi";
        tally.Count(Text, Masker.Mask(Text, null).Pieces);

        var after = MaskedWords.Of(store);

        Assert.Equal(11, after.Judged - before.Judged);
        Assert.Equal((4, 2), Grown("phone"));
        Assert.Equal((2, 1), Grown("name"));
        Assert.InRange(after.Share, double.Epsilon, 1);

        (long Words, long Pieces) Grown(string kind)
        {
            var (then, now) = (before.Kinds.SingleOrDefault(k => k.Kind == kind), after.Kinds.Single(k => k.Kind == kind));
            return (now.Words - (then?.Words ?? 0), now.Pieces - (then?.Pieces ?? 0));
        }
    }
}
