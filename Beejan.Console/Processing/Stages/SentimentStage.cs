using Beejan.Contracts;
using Beejan.Processing.Learning;

namespace Beejan.Processing.Stages;

/// <summary>Scores feeling from -1 (very unhappy) to 1 (happy): the probability of a positive text less that of a negative one.</summary>
internal sealed class SentimentStage(ShippedModels models) : RecordStage
{
    private readonly Lazy<Scale> _scale = new(() => new Scale(models[LearningTask.Sentiment].Model));

    public override string Name => "sentiment";

    public override Outcome Apply(ComplaintDraft draft) =>
        new Outcome.Kept(draft with { Sentiment = _scale.Value.Judge(draft.MaskedText ?? draft.Text ?? "") });

    private sealed class Scale(TextModel model)
    {
        private readonly int _positive = model.Classes.ToList().IndexOf("positive");
        private readonly int _negative = model.Classes.ToList().IndexOf("negative");

        public float Judge(string text)
        {
            Span<float> probabilities = stackalloc float[model.Classes.Count];
            model.Judge(text, probabilities);
            return MathF.Round(probabilities[_positive] - probabilities[_negative], 3);
        }
    }
}
