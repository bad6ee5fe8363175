using Beejan.Contracts;

namespace Beejan.Processing.Stages;

/// <summary>
/// Tells which of the five languages a complaint is written in. The one the customer chose decides only where the words do not: people
/// leave a list as it stands.
/// </summary>
internal sealed class LanguageStage(ILanguages languages) : RecordStage
{
    private const float Unsure = 0.5f;

    public override string Name => "language";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var (language, confidence) = languages.Judge(draft.MaskedText ?? draft.Text ?? "");
        if ((language == "und" || confidence < Unsure) && Chosen(draft.Given.Language) is { } chosen)
        {
            (language, confidence) = (chosen, Math.Max(confidence, Unsure));
        }
        return new Outcome.Kept(draft with { Language = language, LanguageConfidence = confidence });
    }

    private static string? Chosen(string? given) => given?.Trim().ToUpperInvariant() switch
    {
        "EN" or "ENGLISH" => "en",
        "PCM" or "PIDGIN" or "NIGERIAN PIDGIN" or "NAIJA" => "pcm",
        "YO" or "YORUBA" or "YORÙBÁ" => "yo",
        "HA" or "HAUSA" => "ha",
        "IG" or "IGBO" => "ig",
        _ => null,
    };
}
