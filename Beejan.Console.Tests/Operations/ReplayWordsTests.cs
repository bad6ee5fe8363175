using Beejan.Contracts;
using Beejan.Operations.Replays;
using Beejan.Processing.Rules;
using Xunit;

namespace Beejan.Tests.Operations;

/// <summary>What a replay changes, as its page says it.</summary>
public sealed class ReplayWordsTests
{
    [Fact]
    public void Facts_are_told_in_words_from_and_to_and_the_rest_is_named()
    {
        ITaxonomy taxonomy = new Taxonomy();
        var lines = ReplayWords.Of(
            [
                new("subcategory", "NET-SIG", "NET-OUT"), new("priority", "3", "2"), new("answer", "duplicate.exact", "curated"), new("language", "pcm", "en"),
                new("state", null, "Lagos"), new("dueAt", "2026-11-22T21:30:00Z", "2026-11-23T21:30:00Z"), new("scoreFactors", "{}", "{\"repeat\":1}"), new("text", "…", "…"),
            ],
            taxonomy);
        Assert.Equal(
            [
                ("Sub-category", taxonomy.NameOf("NET-SIG"), taxonomy.NameOf("NET-OUT")), ("Priority", "P3", "P2"), ("Answer", "duplicate.exact", "a complaint"),
                ("Language", "Nigerian Pidgin", "English"), ("State", "none", "Lagos"), ("To be resolved by", "Sun 22 Nov 2026, 22:30:00", "Mon 23 Nov 2026, 22:30:00"),
                ("and score factors, text", "", ""),
            ],
            lines);
        Assert.All(lines.Take(1), line => Assert.DoesNotContain("NET-", line.Before + line.After, StringComparison.Ordinal));
    }
}
