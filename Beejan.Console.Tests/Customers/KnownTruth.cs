using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Sandbox.Generator;
using Beejan.Storage;

namespace Beejan.Tests.Customers;

/// <summary>
/// Customers of whom it is known who is who: people of the sandbox who write their name in several ways and use a number, a handle, an address or
/// an account, now and then a second number, and households that share an address. Says nothing of how they are told.
/// </summary>
internal sealed class KnownTruth
{
    private static readonly string[] Matters =
    [
        "network has been down here since the rain on monday evening nothing works", "you deducted money twice from my account for one bundle this morning", "the agent at your shop was rude and refused to help with replacement",
        "my data finished within two hours although nobody used the phone today", "calls drop every minute when talking with family abroad please check", "recharge card scratched but the voucher says already used please refund",
        "cannot port my number to your network the request fails every single time", "roaming charges appeared though travelled nowhere during last month explain", "my sim registration is rejected again even with correct details given twice",
        "internet speed terrible every night videos never load after eight here",
    ];

    private readonly Random _random;
    private readonly Beejan.Sandbox.Generator.Customers _people;
    private readonly Beejan.Sandbox.Generator.Places _places = new();
    private readonly Dictionary<long, int> _truth = [];
    private readonly List<CustomerRow> _customers = [];
    private readonly List<ComplaintRow> _complaints = [];

    public KnownTruth(int seed, int persons)
    {
        _random = new Random(seed);
        _people = new Beejan.Sandbox.Generator.Customers(seed, _places);
        Customer? last = null;
        for (var i = 0; i < persons; i++)
        {
            var person = _people.At(_random.Next(150_000));
            person = person with { Account = "BJ" + i.ToString("0000000", CultureInfo.InvariantCulture), Msisdn = Line(2 * i), Handle = person.Handle + i, SocialId = (9_000_000_000 + i).ToString(CultureInfo.InvariantCulture) };
            // A household: another person, the same family name and address.
            var shares = last is not null && Chance(0.03);
            person = person with { Email = shares ? last!.Email : i.ToString(CultureInfo.InvariantCulture) + person.Email, Name = shares ? person.Name.Split(' ')[0] + " " + last!.Name.Split(' ')[1] : person.Name };
            Identities(i, person);
            Profiles.Add(Profile(person));
            last = person;
        }
    }

    /// <summary>Rows of a profile file, without the people of whom there is none.</summary>
    public List<string?> Profiles { get; } = [];

    public int Customers => _customers.Count;

    /// <summary>The pairs of customers that are one person.</summary>
    public HashSet<(long, long)> Pairs => [.. _truth.GroupBy(t => t.Value, t => t.Key).SelectMany(g => from a in g from b in g where a < b select (a, b))];

    /// <summary>Those of <see cref="Pairs"/> that share an address or an account and have no two numbers: what can be told without a doubt.</summary>
    public HashSet<(long, long)> Plain
    {
        get
        {
            var rows = _customers.ToDictionary(c => c.Id);
            return [.. Pairs.Where(p => (rows[p.Item1], rows[p.Item2]) is var (a, b) && (a.Msisdn is null || b.Msisdn is null)
                && ((a.Email is not null && a.Email == b.Email) || (a.Account is not null && a.Account == b.Account)))];
        }
    }

    public async Task PutAsync(CustomersHouse house) => await house.Get<IDatabase>().WriteAsync(async (db, ct) =>
    {
        db.AddRange(_customers);
        db.AddRange(_complaints);
        return await db.SaveChangesAsync(ct);
    }, default);

    private void Identities(int person, Customer who)
    {
        var matter = Matters[_random.Next(Matters.Length)];
        var at = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(_random.Next(60 * 24 * 30));
        var before = _customers.Count;
        if (Chance(0.75))
        {
            Add(new CustomerRow { Msisdn = E164(who.Msisdn), Name = Chance(0.95) ? Written(who.Name) : null, Email = Chance(0.35) ? who.Email : null, Account = Chance(0.4) ? who.Account : null });
        }
        if (Chance(0.35))
        {
            Add(new CustomerRow { Handle = who.SocialId, UserName = who.Handle, Name = Chance(0.1) ? "Naija Queen" : Written(who.Name) });
        }
        if (Chance(0.3))
        {
            Add(new CustomerRow { Email = who.Email, Name = Chance(0.7) ? Written(who.Name) : null });
        }
        if (Chance(0.12))
        {
            Add(new CustomerRow { Account = who.Account, Name = Chance(0.6) ? Written(who.Name) : null });
        }
        if (Chance(0.06) || _customers.Count == before)
        {
            Add(new CustomerRow { Msisdn = E164(Line((2 * person) + 1)), Name = Written(who.Name), Email = Chance(0.3) ? who.Email : null });
        }

        void Add(CustomerRow row)
        {
            // Ids as they come: nothing may depend on them.
            row.Id = 1 + _random.NextInt64(long.MaxValue - 1);
            row.FirstSeenAt = row.LastSeenAt = at;
            if (row.Email is not null && row.Msisdn is null && _customers.Exists(c => c.Email == row.Email && c.Msisdn is null))
            {
                // One address, one customer: whoever of the household writes first.
                return;
            }
            _truth.Add(row.Id, person);
            _customers.Add(row);
            for (var n = 1 + _random.Next(2); n > 0; n--)
            {
                Say(row, who, n == 1 && Chance(0.3) ? (matter, at.AddMinutes(_random.Next(600))) : (Matters[_random.Next(Matters.Length)], at.AddDays(_random.Next(1, 20))));
            }
        }
    }

    private void Say(CustomerRow row, Customer who, (string Text, DateTimeOffset At) said)
    {
        var home = Chance(0.9) ? who.State : _places.All[_random.Next(_places.All.Length)];
        var id = _complaints.Count + 1;
        row.Complaints++;
        row.LastSeenAt = said.At > row.LastSeenAt ? said.At : row.LastSeenAt;
        _complaints.Add(new ComplaintRow
        {
            Id = id, RawId = id, Source = "web-form", SourceKey = $"k{id}", Channel = Channels.Web, ReportedAt = said.At, ReceivedAt = said.At, UpdatedAt = said.At, CustomerId = row.Id, Text = said.Text,
            Language = "en", Category = Categories.Network, Subcategory = "NET-OUT", Priority = 3, Team = "NOC", DueAt = said.At, PipelineVersion = "1", TimeKnown = true,
            State = Chance(0.7) ? home.Name : null, Lga = Chance(0.4) && home == who.State ? who.Town.Lga : null, Product = Chance(0.3) ? who.Plan : null,
        });
    }

    private string? Profile(Customer who) => Chance(0.3)
        ? string.Join(',', Chance(0.8) ? who.Msisdn : "", Chance(0.7) ? who.Email : "", Chance(0.5) ? who.Handle : "", Chance(0.9) ? who.Account : "", who.Name) : null;

    private string Written(string name)
    {
        var parts = name.Split(' ');
        return _random.NextDouble() switch
        {
            < 0.68 => name,
            < 0.80 => $"{parts[1]} {parts[0]}",
            < 0.87 => $"{parts[0][0]}. {parts[1]}",
            < 0.93 => parts[1].Length > 4 ? parts[0] + " " + parts[1].Remove(2, 1) : name,
            < 0.96 => $"Mr {name}",
            _ => parts[0],
        };
    }

    private static string Line(int n) => "0803" + (1_000_000 + n).ToString(CultureInfo.InvariantCulture);

    private static string E164(string local) => "+234" + local[1..];

    private bool Chance(double p) => _random.NextDouble() < p;
}
