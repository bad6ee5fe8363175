using System.Runtime.InteropServices;
using Beejan.Contracts;

namespace Beejan.Curated.Merging;

/// <summary>
/// A page of complaints that is being written, for whoever looks up meanwhile what is served: they find what they would find after its commit.
/// All of it is new; none is a newer version of what is served.
/// </summary>
public sealed class Unwritten
{
    private static readonly AsyncLocal<Unwritten?> Page = new();
    private readonly Dictionary<long, Complaint> _byId;
    private readonly IReadOnlySet<long> _gone;
    private readonly Dictionary<long, List<Complaint>> _persons = [];
    private readonly Dictionary<long, List<Complaint>> _names = [];
    private readonly Dictionary<long, List<Complaint>> _words = [];
    private readonly IReadOnlySet<long> _repeated;

    /// <param name="complaints">What will be served.</param>
    /// <param name="gone">Ids of what will be served no more.</param>
    /// <param name="repeated">Ids of complaints on which posts will be counted.</param>
    public Unwritten(IReadOnlyList<Complaint> complaints, IReadOnlySet<long> gone, IReadOnlySet<long> repeated)
    {
        ArgumentNullException.ThrowIfNull(complaints);
        (_gone, _repeated) = (gone, repeated);
        _byId = new(complaints.Count);
        foreach (var complaint in complaints.OrderByDescending(c => c.ReportedAt))
        {
            _byId[complaint.Id] = complaint;
            Add(_persons, complaint.Subscriber.Id, complaint);
            Add(_names, complaint.Named, complaint);
            Add(_words, complaint.Wording, complaint);
        }
    }

    /// <summary>The page that the calling code looks along with; null for most.</summary>
    internal static Unwritten? Now => Page.Value;

    /// <summary>Complaints on which posts will be counted: nobody finds by the table yet that there are any.</summary>
    internal IEnumerable<long> Repeated => _repeated;

    /// <summary>Runs look-ups that see this page as written.</summary>
    public async Task AlongAsync(Func<Task> lookUps)
    {
        ArgumentNullException.ThrowIfNull(lookUps);
        Page.Value = this;
        await lookUps();
    }

    /// <summary>As <see cref="ISayings.FindAsync"/> will find it.</summary>
    internal void Amend(Dictionary<long, Saying> found, IReadOnlyList<Around> near, Spans spans, IReadOnlyList<long> ids)
    {
        foreach (var id in _gone)
        {
            found.Remove(id);
        }
        foreach (var id in _repeated)
        {
            if (found.TryGetValue(id, out var saying))
            {
                found[id] = saying with { Echoes = saying.Echoes + 1 };
            }
        }
        foreach (var around in near)
        {
            Take(_persons, around.Person, around, spans.Person, false, found);
            Take(_names, around.Namesake, around, spans.Name, true, found);
            Take(_words, around.Words, around, spans.Words, false, found);
            if (around.Post is { } post && _words.TryGetValue(post, out var said))
            {
                TakePosts(said, around, spans.Posts, found);
            }
        }
        foreach (var id in ids)
        {
            if (_byId.TryGetValue(id, out var complaint))
            {
                found[id] = Said(complaint);
            }
        }
    }

    /// <summary>As <see cref="IThreads"/> will find it; what is in there already came earlier.</summary>
    internal void Amend(Dictionary<string, long> found, IReadOnlyList<string> messageIds)
    {
        var asked = messageIds.ToHashSet(StringComparer.Ordinal);
        foreach (var complaint in _byId.Values.Where(c => c.Channel == Channels.Email && asked.Contains(c.SourceKey)).OrderBy(c => c.Id))
        {
            found.TryAdd(complaint.SourceKey, complaint.ReplyTo ?? complaint.Id);
        }
    }

    internal bool IsGone(long id) => _gone.Contains(id);

    private static void Add(Dictionary<long, List<Complaint>> to, long? key, Complaint complaint)
    {
        if (key is { } k and not 0)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(to, k, out _) ??= []).Add(complaint);
        }
    }

    /// <summary>The latest of the window, as many as are looked up of what is served.</summary>
    private void Take(Dictionary<long, List<Complaint>> from, long? key, in Around around, TimeSpan span, bool byName, Dictionary<long, Saying> found)
    {
        if (key is not { } k || !from.TryGetValue(k, out var list))
        {
            return;
        }
        var (earliest, latest, taken) = (Sayings.From(around, span), Sayings.To(around, span), 0);
        foreach (var complaint in list)
        {
            var at = complaint.ReportedAt.ToUnixTimeMilliseconds();
            if (at < earliest || taken == Sayings.Most)
            {
                return;
            }
            if (at <= latest && (!byName || around.Resembles(complaint.Sketch)))
            {
                taken++;
                found.TryAdd(complaint.Id, Said(complaint));
            }
        }
    }

    /// <summary>Of one wording, the latest first.</summary>
    private void TakePosts(List<Complaint> posts, in Around around, TimeSpan span, Dictionary<long, Saying> found)
    {
        var (earliest, at, latest, taken) = (Sayings.From(around, span), around.At.ToUnixTimeMilliseconds(), Sayings.To(around, span), 0);
        for (var i = posts.Count - 1; i >= 0; i--)
        {
            var (post, time) = (posts[i], posts[i].ReportedAt.ToUnixTimeMilliseconds());
            if (post.Channel != Channels.Social || time < earliest)
            {
                continue;
            }
            if (time > latest)
            {
                return;
            }
            if ((around.MayEcho && taken++ < Sayings.MostPosts) || (time >= at && (post.Share || _repeated.Contains(post.Id))))
            {
                found.TryAdd(post.Id, Said(post));
            }
        }
    }

    private Saying Said(Complaint c) => new(
        c.Id, c.RawId, c.Source.Value, c.SourceKey, c.Channel, c.Subscriber.Id, c.Named, DateTimeOffset.FromUnixTimeMilliseconds(c.ReportedAt.ToUnixTimeMilliseconds()),
        c.Fingerprint, c.Wording, c.State, c.Text, false, null, c.Share, _repeated.Contains(c.Id) ? 1 : 0);
}
