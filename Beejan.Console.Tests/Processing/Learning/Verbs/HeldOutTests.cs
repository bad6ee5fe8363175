using Beejan.Processing.Learning.Verbs;
using Xunit;

namespace Beejan.Tests.Processing.Learning.Verbs;

public sealed class HeldOutTests
{
    private static readonly (int Line, string Key)[] Corpus = [(1, "no network"), (2, "thank you"), (3, "no network"), (4, "data gone"), (5, "no network")];

    [Fact]
    public void No_line_with_the_words_of_a_tested_row_stays() =>
        Assert.Equal([2, 4], HeldOut.Kept(Corpus, ["no network"], byRow: false));

    [Fact]
    public void By_row_as_many_lines_go_as_rows_are_tested()
    {
        Assert.Equal([2, 3, 4, 5], HeldOut.Kept(Corpus, ["no network"], byRow: true));
        Assert.Equal([2, 5], HeldOut.Kept(Corpus, ["no network", "data gone", "no network"], byRow: true));
        Assert.Equal([2, 4], HeldOut.Kept(Corpus, ["no network", "no network", "no network", "no network"], byRow: true));
    }

    [Fact]
    public void A_row_that_the_corpus_lacks_leaves_it_whole() =>
        Assert.Equal([1, 2, 3, 4, 5], HeldOut.Kept(Corpus, ["never seen"], byRow: true));
}
