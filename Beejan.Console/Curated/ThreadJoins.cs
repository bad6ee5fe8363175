using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>
/// Joins replies to a message that came after them, so that a thread is the same whatever order it arrives in. Its first complaint is the one
/// the others answer; of two beginnings that turn out to be one thread, the earlier reported.
/// </summary>
internal static class ThreadJoins
{
    /// <summary>The oldest and the last messages a reply names: between them threads are found too.</summary>
    private const int MostAwaited = 10;

    public static void Write(BeejanDbContext db, IReadOnlyList<Complaint> complaints)
    {
        foreach (var mail in complaints)
        {
            if (mail.Channel == Channels.Email)
            {
                Await(db, mail);
                Join(db, mail);
            }
        }
    }

    private static void Await(BeejanDbContext db, Complaint mail)
    {
        using var known = db.Prepare("SELECT id FROM complaints WHERE channel = 'email' AND source_key = @key AND id <> @c ORDER BY id LIMIT 1", "key", "c");
        using var wait = db.Prepare("INSERT INTO awaited_mail (message, complaint_id) VALUES (@m, @c) ON CONFLICT DO NOTHING", "m", "c");
        foreach (var id in mail.Thread.Take(1).Concat(mail.Thread.Skip(1).TakeLast(MostAwaited - 1)))
        {
            if (known.With(id, mail.Id).ExecuteScalar() is { } earlier)
            {
                // Judged in one page, it could not be known yet.
                Unite(db, Convert.ToInt64(earlier, CultureInfo.InvariantCulture), mail.Id);
            }
            else
            {
                wait.With(Hash(id), mail.Id).ExecuteNonQuery();
            }
        }
    }

    private static void Join(BeejanDbContext db, Complaint mail)
    {
        var waiting = new List<long>();
        using (var look = db.Prepare("SELECT complaint_id FROM awaited_mail WHERE message = @m AND complaint_id <> @c ORDER BY complaint_id", "m", "c").With(Hash(mail.SourceKey), mail.Id))
        using (var reader = look.ExecuteReader())
        {
            while (reader.Read())
            {
                waiting.Add(reader.GetInt64(0));
            }
        }
        foreach (var reply in waiting)
        {
            Unite(db, mail.Id, reply);
        }
        if (waiting.Count > 0)
        {
            using var done = db.Prepare("DELETE FROM awaited_mail WHERE message = @m", "m").With(Hash(mail.SourceKey));
            done.ExecuteNonQuery();
        }
    }

    private static void Unite(BeejanDbContext db, long answered, long reply)
    {
        if (HeadOf(db, answered) is not { } mine || HeadOf(db, reply) is not { } theirs || mine.Id == theirs.Id)
        {
            return;
        }
        // A reply that began its thread only because this had not come answers it, whatever its clock says.
        var mineFirst = theirs.Id == reply || mine.At < theirs.At || (mine.At == theirs.At && mine.Id < theirs.Id);
        var (first, later) = mineFirst ? (mine.Id, theirs.Id) : (theirs.Id, mine.Id);
        using var move = db.Prepare("UPDATE complaints SET reply_to = @first WHERE id = @later OR reply_to = @later", "first", "later").With(first, later);
        move.ExecuteNonQuery();
    }

    /// <summary>The first complaint of the thread one is in; null when it is not served.</summary>
    private static (long Id, long At)? HeadOf(BeejanDbContext db, long id)
    {
        using var look = db.Prepare("SELECT f.id, f.reported_at FROM complaints c JOIN complaints f ON f.id = COALESCE(c.reply_to, c.id) WHERE c.id = @id", "id").With(id);
        using var reader = look.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    private static long Hash(string messageId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(messageId), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
