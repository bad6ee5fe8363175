using Beejan.Processing.Learning.Shipped;

namespace Beejan.Workshop.Teaching;

/// <summary>What a model is taught beside people's corrections: the corpus that ships, or the files of it that a test has time for.</summary>
internal sealed class TeachingCorpus(Func<string, bool>? files = null)
{
    public Corpus Read()
    {
        var corpus = Corpus.Read();
        return files is null ? corpus : corpus.Of(files);
    }
}
