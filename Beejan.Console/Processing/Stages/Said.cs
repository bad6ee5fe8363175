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
        (Post, IsShare, IsLong) = (Channel == Channels.Social && !draft.Withdrawn ? draft.Wording : null, draft.Given.IsShare, draft.WordingLetters >= Wording.LeastCopy);
        // To the millisecond, as it will be served.
        At = DateTimeOffset.FromUnixTimeMilliseconds((draft.ReportedAt ?? draft.ReceivedAt).ToUnixTimeMilliseconds());
        (_text, _sketch) = (draft.MaskedText ?? draft.Text ?? "", draft.Sketch);
    }

    public Said(Saying served)
    {
        (Id, RawId, Source, Key, Channel) = (served.Id, served.RawId, served.Source, served.SourceKey, served.Channel);
        (Person, Named, Print, State) = (served.Person, served.Named, served.Fingerprint, served.State);
        (At, Stands, ResolvedAt) = (served.At, served.Stands, served.ResolvedAt);
        (Words, Post, IsShare, Echoes) = (served.Words, served.Channel == Channels.Social ? served.Words : null, served.Share, served.Echoes);
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

    /// <summary>What a post says, whoever posted it; null when it is none.</summary>
    public long? Post { get; }

    /// <summary>It shares a post as it was.</summary>
    public bool IsShare { get; }

    /// <summary>Long enough not to be said alike by chance. False of what is served: posts with the same words are as long as each other.</summary>
    public bool IsLong { get; }

    /// <summary>Served posts that repeat it so far; more than none when it is judged again.</summary>
    public int Echoes { get; private set; }

    /// <summary>It is served already, and this is what is served.</summary>
    public Said? Before { get; private set; }

    /// <summary>A person has decided: it is set aside no more.</summary>
    public bool Stands { get; set; }
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>The complaint that stands for it, once that is found.</summary>
    public long? Into { get; private set; }

    /// <summary>Why, with <see cref="Into"/>.</summary>
    public string? Code { get; private set; }

    /// <summary>Served complaints that it stands for from now on.</summary>
    public List<Superseded>? StandsFor { get; private set; }

    /// <summary>Nobody has been counted on it yet by what it says and when.</summary>
    public bool IsNew => Draft is not null && (Before is null || Before.Post != Post || Before.At != At);

    /// <summary>Complaints some of whose echoes may be its own from now on.</summary>
    public List<long>? Recounts { get; private set; }

    /// <summary>False when nobody is named or its author took it back: it repeats nothing and nothing repeats it.</summary>
    public bool MayBeAlike => Draft is not { Withdrawn: true } && (Person != 0 || Named is not null || Words is not null || Post is not null);

    /// <summary>The name as somebody on another channel would have it: with a number where this one has none, and the other way round.</summary>
    public long? Namesake => Named ^ 1;

    public Shingles Shingles => _shingles ??= Shingles.Of(WordsOf(_text));

    public Around Around => new(Person, Namesake, Words, At, _sketch, Twins.MostDiffering(_text.Length), Post, IsShare || IsLong);

    /// <summary>The words by which a draft is compared with others.</summary>
    public static string WordsOf(ComplaintDraft draft) => WordsOf(draft.MaskedText ?? draft.Text ?? "");

    private static string WordsOf(string text) => Fingerprint.WithoutRetweet(text) is var words && words.Length == text.Length ? text : words.ToString();

    public void SetAside(long into, string code) => (Into, Code) = (into, code);

    /// <summary>What of it is served so far; a person's decision on that counts.</summary>
    public void Follow(Said before)
    {
        (Before, Echoes, ResolvedAt) = (before, before.Echoes, before.ResolvedAt);
        Stands |= before.Stands;
        if (before.Echoes > 0 && IsNew)
        {
            Recount(this);
        }
    }

    /// <summary>Echoes of that one may be its own.</summary>
    public void Recount(Said other) => (Recounts ??= []).Add(other.Id);

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
