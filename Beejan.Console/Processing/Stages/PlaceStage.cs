using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>Finds state and LGA: from the fields the source gave, then from its one-line place, from where it was sent, and from the text.</summary>
internal sealed class PlaceStage(Places places) : RecordStage
{
    public override string Name => "place";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var state = Given(draft.Given.State) ? places.State(draft.Given.State!) : null;
        var area = Given(draft.Given.Lga) ? places.Lga(draft.Given.Lga!, state) : null;
        // A line may also carry the LGA; it must not contradict the state field.
        var found = area ?? (Given(draft.Given.Place) ? places.Line(draft.Given.Place!) ?? places.At(draft.Given.Place!) : null);
        if (Given(draft.Given.Coordinates) && found?.Lga is null && places.At(draft.Given.Coordinates!) is { } at && (found is null || found.State == at.State))
        {
            found = at;
        }
        if (found is null && state is null && draft.Text is { } text)
        {
            found = places.Text(text);
        }
        var kept = draft with { State = state ?? found?.State, Lga = found is not null && (state is null || state == found.State) ? found.Lga : null };
        if (state is null && Given(draft.Given.State))
        {
            kept = kept.Warn("place.unknown", "The state is none of the 36 and not the FCT; the place was taken from other fields, if at all.", "state");
        }
        return new Outcome.Kept(kept);
    }

    private static bool Given(string? field) => !string.IsNullOrWhiteSpace(field);
}
