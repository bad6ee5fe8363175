using Beejan.Curated;
using Beejan.Curated.Merging;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>
/// When two sayings are one matter. The weaker the evidence that one person said both, and the longer after, the more alike the words must be;
/// there must be enough of them not to be chance, and they may name neither other numbers nor another state. "Still no network" is no twin of
/// "no network": what is short is alike only when it is the same, and what is said after the matter was resolved is news.
/// </summary>
/// <param name="repeats">How far apart on one channel, or on any for the very same words.</param>
/// <param name="elsewhere">How far apart on two channels.</param>
internal sealed class Twins(TimeSpan repeats, TimeSpan elsewhere)
{
    /// <summary>Of all pieces of words so many are common to both: what slips of the finger, a greeting or a "Customer said" leave.</summary>
    private const double Alike = 0.7;

    /// <summary>After a day.</summary>
    private const double MoreAlike = 0.85;

    /// <summary>A name is shared by strangers: nearly all of the words must be the same.</summary>
    private const double AlikeOfNamesakes = 0.9;

    /// <summary>Pieces of four or five words.</summary>
    private const int Least = 20;
    private const int LeastOfNamesakes = 30;
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>How far apart a retweet counts on what it repeats.</summary>
    public static readonly TimeSpan ShareWindow = TimeSpan.FromHours(72);

    /// <summary>How far apart a copy by another account does.</summary>
    public static readonly TimeSpan CopyWindow = TimeSpan.FromHours(24);

    /// <summary>Farther apart two are never twins.</summary>
    public Spans Spans { get; } = new(repeats > elsewhere ? repeats : elsewhere, elsewhere, Wording.Across < elsewhere ? Wording.Across : elsewhere, ShareWindow);

    /// <summary>
    /// In how many bits the sketches of two namesakes' twins differ at most: of pieces common to both there are <c>0.9</c> of all, so of those of
    /// one text at most a ninth as many are not common, and a text has no more pieces than characters.
    /// </summary>
    public static int MostDiffering(int characters) => (int)(characters * (1 - AlikeOfNamesakes) / AlikeOfNamesakes);

    /// <summary>Why the first stands for the second; null when it does not.</summary>
    public string? Code(Said first, Said second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return first.Id == second.Id ? null : OnePerson(first, second) ?? Campaign(first, second);
    }

    /// <summary>A retweet of any length, or a copy that is too long to be chance, of what a post says. Whether the matter was resolved meanwhile is all one: it is counted.</summary>
    private static string? Campaign(Said first, Said second)
    {
        if (first.Post is null || first.Post != second.Post)
        {
            return null;
        }
        var apart = (first.At - second.At).Duration();
        return second.IsShare ? apart <= ShareWindow ? EchoCodes.Share : null
            : (first.IsLong || second.IsLong) && apart <= CopyWindow ? EchoCodes.Copy
            : null;
    }

    private string? OnePerson(Said first, Said second)
    {
        var apart = (first.At - second.At).Duration();
        if (apart > Spans.Person || (first is { Stands: true, ResolvedAt: { } resolved } && resolved < second.At))
        {
            return null;
        }
        var isOneChannel = first.Channel == second.Channel;
        var like = isOneChannel ? MergeCodes.Near : MergeCodes.Channel;
        if (first.Person != 0 && first.Person == second.Person)
        {
            return first.Print == second.Print && first.Print != 0 && apart <= repeats ? MergeCodes.Exact
                : apart <= (isOneChannel ? repeats : elsewhere) && AreAlike(first, second, apart <= Day ? Alike : MoreAlike, Least) ? like
                : null;
        }
        if (apart > elsewhere || OtherState(first, second))
        {
            return null;
        }
        // One gave a number and the other did not, or they would be one person already, or two.
        return first.Named is not null && first.Named == second.Namesake && AreAlike(first, second, AlikeOfNamesakes, LeastOfNamesakes) ? like
            : SameWords(first, second) && apart <= Wording.Across ? MergeCodes.Channel
            : null;
    }

    /// <summary>A post knows no number and a text message no name, so that neither says that they are two persons.</summary>
    private static bool SameWords(Said first, Said second) =>
        first.Words is not null && first.Words == second.Words && first.Channel != second.Channel && (first.Named is null || second.Named is null);

    private static bool OtherState(Said first, Said second) => first.State is not null && second.State is not null && first.State != second.State;

    private static bool AreAlike(Said first, Said second, double likeness, int least)
    {
        Shingles a = first.Shingles, b = second.Shingles;
        var (fewer, more) = a.Count < b.Count ? (a.Count, b.Count) : (b.Count, a.Count);
        if (fewer < least || fewer < likeness * more || OtherState(first, second))
        {
            return false;
        }
        var common = a.Common(b);
        return common >= least && common >= likeness * (fewer + more - common) && !a.NumbersDiffer(b);
    }
}
