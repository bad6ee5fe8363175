using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Merging;
using Microsoft.Extensions.Options;

namespace Beejan.Processing.Stages;

/// <summary>
/// Sets aside what a person says again: the same words, nearly the same words, or nearly the same words on another channel; and what others
/// repeat of a post, retweets of any length within 72 hours and copies of at least <see cref="Rules.Wording.LeastCopy"/> letters within 24, which are counted on it. Of those alike the
/// earliest stands for the others, whichever arrived first: a complaint is kept exactly when no earlier kept one is like it. That names one
/// set, so the outcome depends neither on the order of arrival nor on where pages end. A served complaint whose earlier twin arrives late gives
/// way to it, unless a person has taken it up: what people decided stands.
/// </summary>
internal sealed class DuplicateStage(ISayings sayings, IOptions<ProcessingOptions> options) : IStage
{
    private readonly Twins _twins = new(TimeSpan.FromHours(options.Value.RepeatHours), TimeSpan.FromHours(options.Value.OtherChannelHours));

    public string Name => "duplicates";

    /// <summary>What is told of a record that is set aside.</summary>
    public static Reason ReasonOf(string code, ProcessingOptions options) => new(code, code switch
    {
        MergeCodes.Exact => $"The same person sent the same words within {Hours(options.RepeatHours)}; the earlier one stands for both.",
        MergeCodes.Near => $"The same person sent nearly the same words within {Hours(options.RepeatHours)}; the earlier one stands for both.",
        EchoCodes.Share => "A retweet: counted on the complaint it repeats.",
        EchoCodes.Copy => "Another account posted the same words within 24 hours: counted on the first complaint.",
        MergeCodes.Channel => $"The same person said nearly the same on another channel within {Hours(options.OtherChannelHours)}; the earlier one stands for both.",
        _ => "A person merged it into another complaint, which stands for both.",
    });

    public async ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var nodes = Newest(batch);
        var judgedBefore = nodes.Values.Where(n => n.Draft is { } d && (d.JudgedBefore || d.RawId != d.Root)).Select(n => n.Id).ToList();
        var known = await sayings.FindAsync(
            [.. nodes.Values.Where(n => n.MayBeAlike).Select(n => n.Around)], _twins.Spans,
            [.. nodes.Values.Where(n => n.RawId != n.Id || n.Draft is { JudgedBefore: true }).Select(n => n.Id)], judgedBefore, ct);
        foreach (var served in known.Served)
        {
            if (!nodes.TryGetValue(served.Id, out var node))
            {
                nodes[served.Id] = new Said(served);
            }
            else if (served.RawId > node.RawId)
            {
                // The page has an older version of what is served: the newer one is the one that counts.
                nodes[served.Id] = new Said(served);
            }
            else
            {
                node.Follow(new Said(served));
            }
        }
        foreach (var id in known.Apart)
        {
            nodes[id].Stands = true;
        }
        Matching.Settle(nodes.Values, known.MergedByHand, _twins);
        return [.. batch.Select(draft => Decide(draft, nodes[draft.Root]))];
    }

    private Outcome Decide(ComplaintDraft draft, Said said) => said switch
    {
        // Of several versions in the page all share the fate of the newest.
        { Into: { } into } => new Outcome.Dropped(ReasonOf(said.Code!, options.Value), into),
        _ when ReferenceEquals(said.Draft, draft) && (said.StandsFor ?? (object?)said.Recounts) is not null =>
            new Outcome.Kept(draft with { StandsFor = said.StandsFor ?? [], Recounts = said.Recounts ?? [] }),
        _ => new Outcome.Kept(draft),
    };

    /// <summary>One a complaint: of several versions in the page the newest.</summary>
    private static Dictionary<long, Said> Newest(IReadOnlyList<ComplaintDraft> batch)
    {
        var nodes = new Dictionary<long, Said>(batch.Count);
        foreach (var draft in batch)
        {
            if (!nodes.TryGetValue(draft.Root, out var other) || other.RawId < draft.RawId)
            {
                nodes[draft.Root] = new Said(draft);
            }
        }
        return nodes;
    }

    private static string Hours(int hours) => hours == 1 ? "an hour" : string.Create(CultureInfo.InvariantCulture, $"{hours} hours");
}
