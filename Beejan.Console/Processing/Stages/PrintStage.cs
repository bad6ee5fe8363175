using Beejan.Contracts;
using Beejan.Governance.Privacy;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>
/// Takes the prints by which persons, repeats and campaigns are told: here, where drafts are judged on all cores, not where pages wait for
/// each other. They are made of what was said before it was masked, so they are kept keyed, as persons are.
/// </summary>
internal sealed class PrintStage(Persons persons, Pseudonyms pseudonyms) : RecordStage
{
    public override string Name => "prints";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var wording = Wording.Of(draft, out var letters);
        var named = persons.NamedOf(draft);
        return new Outcome.Kept(draft with
        {
            Person = persons.Of(draft), Named = named, Fingerprint = pseudonyms.PrintOf(Fingerprint.Of(draft)),
            Wording = wording is { } said ? pseudonyms.PrintOf(said) : null, WordingLetters = letters,
            Sketch = named is null || draft.Withdrawn ? null : Shingles.Sketch(Said.WordsOf(draft)),
        });
    }
}
