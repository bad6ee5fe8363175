using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>Gathers what a batch says of its customers, then writes each once. A known member is never overwritten by an empty one.</summary>
internal sealed class CustomerDelta
{
    private readonly Dictionary<long, Seen> _customers = [];

    /// <param name="before">The customer the complaint's older version counted for, or null.</param>
    public void Add(Subscriber subscriber, long reportedAt, long? before)
    {
        if (subscriber.Id != 0)
        {
            if (_customers.TryGetValue(subscriber.Id, out var seen))
            {
                seen.Again(subscriber, reportedAt);
            }
            else
            {
                _customers.Add(subscriber.Id, seen = new Seen(subscriber, reportedAt));
            }
            seen.Complaints += before == subscriber.Id ? 0 : 1;
        }
        if (before is { } left and not 0 && left != subscriber.Id)
        {
            (_customers.GetValueOrDefault(left) ?? (_customers[left] = new Seen(new Subscriber(left), reportedAt))).Complaints--;
        }
    }

    public void Write(BeejanDbContext db)
    {
        using var upsert = db.PrepareStatement(
            """
            INSERT INTO customers (id, msisdn, name, email, handle, user_name, account, tier, first_seen_at, last_seen_at, complaints)
            VALUES (@id, @msisdn, @name, @email, @handle, @user_name, @account, @tier, @first, @last, @n)
            ON CONFLICT (id) DO UPDATE SET
                msisdn = COALESCE(excluded.msisdn, customers.msisdn), name = COALESCE(excluded.name, customers.name),
                email = COALESCE(excluded.email, customers.email), handle = COALESCE(excluded.handle, customers.handle),
                user_name = COALESCE(excluded.user_name, customers.user_name),
                account = COALESCE(excluded.account, customers.account), tier = COALESCE(excluded.tier, customers.tier),
                first_seen_at = CASE WHEN excluded.first_seen_at < customers.first_seen_at THEN excluded.first_seen_at ELSE customers.first_seen_at END,
                last_seen_at = CASE WHEN excluded.last_seen_at > customers.last_seen_at THEN excluded.last_seen_at ELSE customers.last_seen_at END,
                complaints = customers.complaints + excluded.complaints
            """, "id", "msisdn", "name", "email", "handle", "user_name", "account", "tier", "first", "last", "n");
        foreach (var (id, seen) in _customers.OrderBy(c => c.Key))
        {
            var s = seen.Subscriber;
            upsert.Run(id, s.Msisdn, s.Name, s.Email, s.Handle, s.UserName, s.Account, s.Tier, seen.First, seen.Last, seen.Complaints);
        }
    }

    private sealed class Seen(Subscriber subscriber, long reportedAt)
    {
        public Subscriber Subscriber { get; private set; } = subscriber;
        public long First { get; private set; } = reportedAt;
        public long Last { get; private set; } = reportedAt;
        public int Complaints { get; set; }

        public void Again(Subscriber subscriber, long reportedAt)
        {
            First = Math.Min(First, reportedAt);
            Last = Math.Max(Last, reportedAt);
            Subscriber = Subscriber with
            {
                Msisdn = subscriber.Msisdn ?? Subscriber.Msisdn,
                Name = subscriber.Name ?? Subscriber.Name,
                Email = subscriber.Email ?? Subscriber.Email,
                Handle = subscriber.Handle ?? Subscriber.Handle,
                UserName = subscriber.UserName ?? Subscriber.UserName,
                Account = subscriber.Account ?? Subscriber.Account,
                Tier = subscriber.Tier ?? Subscriber.Tier,
            };
        }
    }
}
