using Beejan.Contracts;
using Beejan.Curated.Merging;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>What somebody said, judged now or served already, as far as duplicates are told by it.</summary>
internal sealed class Said
{
    private readonly string _text;
    private readonly long? _sketch;
    private Shingles? _shingles;

    public Said(ComplaintDraft draft)
    {
        Draft = draft;
        (Id, RawId, Source, Key, Channel) = (draft.Root, draft.RawId, draft.Source.Value, draft.Key, draft.Channel ?? "");
        (Person, Named, Print, State) = (draft.Person, draft.Named, draft.Fingerprint, draft.State);
        Words = draft.WordingLetters >= Wording.LeastAcross ? draft.Wording : null;
        // To the millisecond, as it will be served.
        At = DateTimeOffset.FromUnixTimeMilliseconds((draft.ReportedAt ?? draft.ReceivedAt).ToUnixTimeMilliseconds());
        (_text, _sketch) = (draft.MaskedText ?? draft.Text ?? "", draft.Sketch);
    }

    public Said(Saying served)
    {
        (Id, RawId, Source, Key, Channel) = (served.Id, served.RawId, served.Source, served.SourceKey, served.Channel);
        (Person, Named, Print, State) = (served.Person, served.Named, served.Fingerprint, served.State);
        (At, Stands, ResolvedAt) = (served.At, served.Stands, served.ResolvedAt);
        Words = served.Words;
        _text = served.Text;
    }

    /// <summary>Null when it is not judged now.</summary>
    public ComplaintDraft? Draft { get; }

    public long Id { get; }
    public long RawId { get; }
    public string Source { get; }
    public string Key { get; }
    public string Channel { get; }
    public long Person { get; }
    public long? Named { get; }
    public DateTimeOffset At { get; }

    /// <summary>Who said what, exactly; 0 for nobody.</summary>
    public long Print { get; }

    /// <summary>What was said, whoever said it; null when it is short, or neither a post nor a text message.</summary>
    public long? Words { get; }
    public string? State { get; }

    /// <summary>A person has decided: it is set aside no more.</summary>
    public bool Stands { get; set; }
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>The complaint that stands for it, once that is found.</summary>
    public long? Into { get; private set; }

    /// <summary>Why, with <see cref="Into"/>.</summary>
    public string? Code { get; private set; }

    /// <summary>Served complaints that it stands for from now on.</summary>
    public List<Superseded>? StandsFor { get; private set; }

    /// <summary>False when nobody is named or its author took it back: it repeats nothing and nothing repeats it.</summary>
    public bool MayBeAlike => Draft is not { Withdrawn: true } && (Person != 0 || Named is not null || Words is not null);

    /// <summary>The name as somebody on another channel would have it: with a number where this one has none, and the other way round.</summary>
    public long? Namesake => Named ^ 1;

    public Shingles Shingles => _shingles ??= Shingles.Of(WordsOf(_text));

    public Around Around => new(Person, Namesake, Words, At, _sketch, Twins.MostDiffering(_text.Length));

    /// <summary>The words by which a draft is compared with others.</summary>
    public static string WordsOf(ComplaintDraft draft) => WordsOf(draft.MaskedText ?? draft.Text ?? "");

    private static string WordsOf(string text) => Fingerprint.WithoutRetweet(text) is var words && words.Length == text.Length ? text : words.ToString();

    public void SetAside(long into, string code) => (Into, Code) = (into, code);

    /// <summary>Takes the other one's place; one that was served so far is named, so that it gives way.</summary>
    public void StandFor(Said other, string code)
    {
        other.SetAside(Id, code);
        if (other.Draft is null)
        {
            (StandsFor ??= []).Add(new Superseded(other.Id, code));
        }
    }
}
