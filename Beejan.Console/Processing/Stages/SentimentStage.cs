using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>Scores how unhappy the customer is.</summary>
internal sealed class SentimentStage(SentimentRules rules) : RecordStage
{
    public override string Name => "sentiment";

    public override Outcome Apply(ComplaintDraft draft) => new Outcome.Kept(draft with { Sentiment = rules.Judge(draft.Text ?? "") });
}
