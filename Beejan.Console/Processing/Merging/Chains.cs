using Beejan.RawZone;

namespace Beejan.Processing.Merging;

/// <summary>Two stages set records aside one after the other: what repeats a record that repeats another repeats that one.</summary>
internal static class Chains
{
    /// <summary>Afterwards every answer of the page names a complaint that the page keeps or that is served.</summary>
    public static void Resolve(IReadOnlyList<Verdict> page)
    {
        Dictionary<long, long>? into = null;
        foreach (var verdict in page)
        {
            if (verdict.Answer is { Fate: Fate.Dropped, DuplicateOf: { } of })
            {
                (into ??= [])[verdict.Stored.Root] = of;
            }
        }
        if (into is null)
        {
            return;
        }
        foreach (var verdict in page)
        {
            if (verdict.Answer is { DuplicateOf: { } of } answer)
            {
                for (var steps = 0; steps < 8 && into.TryGetValue(of, out var next) && next != verdict.Stored.Root; steps++)
                {
                    of = next;
                }
                verdict.Answer = of == answer.DuplicateOf ? answer : answer with { DuplicateOf = of };
            }
        }
    }
}
