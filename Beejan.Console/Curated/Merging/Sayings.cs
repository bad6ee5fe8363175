using System.Data.Common;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Merging;

/// <summary>On SQLite a prepared look-up for each person costs microseconds; over a network many go in one question.</summary>
internal sealed class Sayings(IDatabase database) : ISayings
{
    private const int AtOnce = 2000;

    /// <summary>
    /// Of one person, name or wording at most so many are compared, the latest of the window: whoever floods us with hundreds of complaints
    /// must not make each further one dearer.
    /// </summary>
    internal const int Most = 64;

    private const string Columns =
        """
        c.id, c.raw_id, c.source, c.source_key, c.channel, c.customer_id, c.named, c.reported_at, c.fingerprint, c.wording, c.state, c.text,
        CASE WHEN c.corrected <> 0 OR c.first_contact_at IS NOT NULL OR EXISTS (SELECT 1 FROM kept_apart k WHERE k.id = c.id) THEN 1 ELSE 0 END, c.resolved_at, c.share, c.echoes
        """;

    /// <summary>
    /// Of posts with the same words the earliest of the window: nearly always all, because copies and retweets are not served; only short words
    /// are said alike by many.
    /// </summary>
    internal const int MostPosts = 16;

    private static readonly string Posts =
        $"SELECT {Columns} FROM complaints c WHERE c.bucket = @b AND c.wording = @p AND c.channel = 'social' AND c.reported_at BETWEEN @a AND @z ORDER BY c.reported_at LIMIT {MostPosts}";

    /// <summary>What may be counted on an earlier post, or has posts counted on it that may be.</summary>
    private const string Shared =
        $"SELECT {Columns} FROM complaints c WHERE c.wording = @p AND c.channel = 'social' AND (c.share OR c.echoes > 0) AND c.reported_at BETWEEN @a AND @z";

    private static readonly string[] Bucketed = ["b", "p", "a", "z"];

    /// <summary>All that lie between the times, over a network in one question.</summary>
    private static readonly string Buckets = $"generate_series({TimeBucket.Of("asked.a")}, {TimeBucket.Of("asked.z")})";

    private static readonly string Latest = $"ORDER BY c.reported_at DESC LIMIT {Most}";

    public Task<Known> FindAsync(IReadOnlyList<Around> near, Spans spans, IReadOnlyList<long> ids, IReadOnlyList<long> judgedBefore, CancellationToken ct) =>
        database.ReadAsync((db, stop) =>
        {
            var found = new Dictionary<long, Saying>();
            if (database.IsSqlite)
            {
                OneByOne(db, near, spans, [.. ids], found);
            }
            else
            {
                Together(db, near, spans, ids, found);
            }
            stop.ThrowIfCancellationRequested();
            var (merged, apart) = Decided(db, judgedBefore);
            return Task.FromResult(new Known([.. found.Values], merged, apart));
        }, ct);

    private static void OneByOne(BeejanDbContext db, IReadOnlyList<Around> near, Spans spans, HashSet<long> ids, Dictionary<long, Saying> found)
    {
        using var person = db.PrepareStatement($"SELECT {Columns} FROM complaints c WHERE c.bucket = @b AND c.customer_id = @p AND c.reported_at BETWEEN @a AND @z {Latest}", Bucketed);
        using var name = db.PrepareStatement($"SELECT c.id, c.sketch FROM complaints c WHERE c.bucket = @b AND c.named = @p AND c.reported_at BETWEEN @a AND @z {Latest}", Bucketed);
        using var words = db.PrepareStatement($"SELECT {Columns} FROM complaints c WHERE c.bucket = @b AND c.wording = @p AND c.reported_at BETWEEN @a AND @z {Latest}", Bucketed);
        using var posts = db.PrepareStatement(Posts, Bucketed);
        using var shared = db.PrepareStatement(Shared, "p", "a", "z");
        using var one = db.PrepareStatement($"SELECT {Columns} FROM complaints c WHERE c.id = @id", "id");
        // What is left to be taken of one person, name or wording: of all buckets together no more than of one.
        var left = 0;
        Func<IStatementRow, bool> take = row =>
        {
            left--;
            if (!found.ContainsKey(row.Int64(0)))
            {
                found.Add(row.Int64(0), Read(row));
            }
            return left > 0;
        };
        var asked = default(Around);
        Func<IStatementRow, bool> resembling = row =>
        {
            left--;
            if (asked.Resembles(row.IsNull(1) ? null : row.Int64(1)))
            {
                ids.Add(row.Int64(0));
            }
            return left > 0;
        };
        foreach (var around in near)
        {
            if (around.Person != 0)
            {
                LatestFirst(person, around.Person, From(around, spans.Person), To(around, spans.Person), take);
            }
            if (around.Namesake is { } namesake)
            {
                // From the index alone: a name that many share costs no look at what each of them said.
                asked = around;
                LatestFirst(name, namesake, From(around, spans.Name), To(around, spans.Name), resembling);
            }
            if (around.Words is { } said)
            {
                LatestFirst(words, said, From(around, spans.Words), To(around, spans.Words), take);
            }
            if (around.Post is { } post)
            {
                left = int.MaxValue;
                shared.Read([post, around.At.ToUnixTimeMilliseconds(), To(around, spans.Posts)], take);
                if (around.MayEcho)
                {
                    var (from, to) = (From(around, spans.Posts), To(around, spans.Posts));
                    left = MostPosts;
                    for (var bucket = TimeBucket.Of(from); bucket <= TimeBucket.Of(to) && left > 0; bucket++)
                    {
                        posts.Read([bucket, post, from, to], take);
                    }
                }
            }
        }
        foreach (var id in ids.Where(id => !found.ContainsKey(id)))
        {
            left = 1;
            one.Read([id], take);
        }

        void LatestFirst(Statement look, long key, long from, long to, Func<IStatementRow, bool> row)
        {
            left = Most;
            for (var bucket = TimeBucket.Of(to); bucket >= TimeBucket.Of(from) && left > 0; bucket--)
            {
                look.Read([bucket, key, from, to], row);
            }
        }
    }

    private static void Together(BeejanDbContext db, IReadOnlyList<Around> near, Spans spans, IReadOnlyList<long> ids, Dictionary<long, Saying> found)
    {
        Ask("customer_id", spans.Person, [.. near.Where(n => n.Person != 0).Select(n => (n.Person, n))]);
        Ask("wording", spans.Words, [.. near.Where(n => n.Words is not null).Select(n => (n.Words!.Value, n))]);
        Ask("named", spans.Name, [.. near.Where(n => n.Namesake is not null).Select(n => (n.Namesake!.Value, n))]);
        Lateral(Shared, [.. near.Where(n => n.Post is not null).Select(n => (n.Post!.Value, n.At.ToUnixTimeMilliseconds(), To(n, spans.Posts)))]);
        Lateral(Posts.Replace("complaints c WHERE c.bucket = @b", $"{Buckets} AS g (b) JOIN complaints c ON c.bucket = g.b", StringComparison.Ordinal), [.. near.Where(n => n is { Post: not null, MayEcho: true }).Select(n => (n.Post!.Value, From(n, spans.Posts), To(n, spans.Posts)))]);
        foreach (var some in ids.Chunk(AtOnce))
        {
            Take(db.Prepare($"SELECT {Columns} FROM complaints c WHERE c.id = ANY (@ids)", "ids").With(some));
        }

        void Ask(string column, TimeSpan span, (long Key, Around Around)[] asked)
        {
            foreach (var some in asked.Chunk(AtOnce))
            {
                Take(db.Prepare(
                    $"SELECT {Columns} FROM unnest(@p, @a, @z) AS asked (p, a, z) CROSS JOIN LATERAL (SELECT o.* FROM {Buckets} AS g (b) JOIN complaints o ON o.bucket = g.b AND o.{column} = asked.p"
                    + $" AND o.reported_at BETWEEN asked.a AND asked.z ORDER BY o.reported_at DESC LIMIT {Most}) c", "p", "a", "z")
                    .With(some.Select(s => s.Key).ToArray(), some.Select(s => From(s.Around, span)).ToArray(), some.Select(s => To(s.Around, span)).ToArray()));
            }
        }

        void Lateral(string each, (long Key, long From, long To)[] asked)
        {
            foreach (var some in asked.Chunk(AtOnce))
            {
                var sql = each.Replace("@p", "asked.p", StringComparison.Ordinal).Replace("@a", "asked.a", StringComparison.Ordinal).Replace("@z", "asked.z", StringComparison.Ordinal);
                Take(db.Prepare($"SELECT found.* FROM unnest(@p, @a, @z) AS asked (p, a, z) CROSS JOIN LATERAL ({sql}) found", "p", "a", "z")
                    .With(some.Select(s => s.Key).ToArray(), some.Select(s => s.From).ToArray(), some.Select(s => s.To).ToArray()));
            }
        }

        void Take(DbCommand command)
        {
            using (command)
            using (var statement = new AdoStatement(command))
            {
                statement.Read([], row => found.TryAdd(row.Int64(0), Read(row)) || true);
            }
        }
    }

    private static (Dictionary<long, long> Merged, HashSet<long> Apart) Decided(BeejanDbContext db, IReadOnlyList<long> judgedBefore)
    {
        var (merged, apart) = (new Dictionary<long, long>(), new HashSet<long>());
        foreach (var some in judgedBefore.Chunk(500))
        {
            foreach (var row in db.Set<MergedRow>().Where(m => m.Code == MergeCodes.ByHand && some.Contains(m.Id)).Select(m => new { m.Id, m.IntoId }).AsEnumerable())
            {
                merged[row.Id] = row.IntoId;
            }
            apart.UnionWith(db.Set<ApartRow>().Where(a => some.Contains(a.Id)).Select(a => a.Id));
        }
        return (merged, apart);
    }

    private static Saying Read(IStatementRow row) => new(
        row.Int64(0), row.Int64(1), row.Text(2), row.Text(3), row.Text(4), row.Int64(5), row.IsNull(6) ? null : row.Int64(6), At(row.Int64(7)), row.Int64(8),
        row.IsNull(9) ? null : row.Int64(9), row.IsNull(10) ? null : row.Text(10), row.Text(11), row.Int64(12) != 0, row.IsNull(13) ? null : At(row.Int64(13)),
        row.Int64(14) != 0, (int)row.Int64(15));

    internal static long From(in Around around, TimeSpan span) => (around.At - span).ToUnixTimeMilliseconds();

    internal static long To(in Around around, TimeSpan span) => (around.At + span).ToUnixTimeMilliseconds();

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
