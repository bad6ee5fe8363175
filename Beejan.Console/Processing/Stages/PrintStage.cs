using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>Takes the prints by which persons, repeats and campaigns are told: here, where drafts are judged on all cores, not where pages wait for each other.</summary>
internal sealed class PrintStage(Persons persons) : RecordStage
{
    public override string Name => "prints";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var wording = Wording.Of(draft, out var letters);
        var named = persons.NamedOf(draft);
        return new Outcome.Kept(draft with
        {
            Person = persons.Of(draft), Named = named, Sketch = named is null || draft.Withdrawn ? null : Shingles.Sketch(Said.WordsOf(draft)), Fingerprint = Fingerprint.Of(draft), Wording = wording, WordingLetters = letters,
        });
    }
}
