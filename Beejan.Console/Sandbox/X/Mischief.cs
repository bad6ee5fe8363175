using System.Collections.Concurrent;

namespace Beejan.Sandbox.X;

/// <summary>What a simulated platform does wrong, and when.</summary>
/// <param name="Lost">Part of the posts that the stream never sends, 0…1.</param>
/// <param name="Twice">Part of the posts that it sends twice, 0…1.</param>
/// <param name="Every">How long it behaves between two disturbances; zero: each kind once, one behind the other, then never again.</param>
/// <param name="Between">Posts it sends on a connection before it disturbs it.</param>
internal sealed record MischiefPlan(double Lost, double Twice, TimeSpan Every, int Between)
{
    /// <summary>As the sandbox shows it: seldom, but often enough to be seen on the page of sources.</summary>
    public static MischiefPlan Seldom { get; } = new(0.02, 0.05, TimeSpan.FromMinutes(20), 1);
}

/// <summary>Keeps count of the disturbances. Safe on several threads.</summary>
internal sealed class Mischief(MischiefPlan plan, TimeProvider clock)
{
    public const string Error = "error";
    public const string Cut = "cut";
    public const string Limit = "limit";
    public const string Stall = "stall";
    public const string Announce = "announce";

    private static readonly string[] Kinds = [Error, Cut, Limit, Stall, Announce];

    private readonly Random _dice = new(7);
    private readonly ConcurrentDictionary<string, int> _did = new();
    private DateTimeOffset _last = clock.GetUtcNow();
    private int _turn;
    private int _sent;

    /// <summary>How often it misbehaved, by kind.</summary>
    public IReadOnlyDictionary<string, int> Did => _did;

    /// <summary>What it does next to the stream; null: it behaves.</summary>
    public string? Due
    {
        get
        {
            lock (_dice)
            {
                return plan.Every == TimeSpan.Zero ? _turn < Kinds.Length ? Kinds[_turn] : null
                    : clock.GetUtcNow() - _last >= plan.Every ? Kinds[_turn % Kinds.Length] : null;
            }
        }
    }

    /// <summary>True when <paramref name="kind"/> is due and the connection has sent enough for it to be noticed.</summary>
    public bool IsRipe(string kind) => Due == kind && Volatile.Read(ref _sent) >= plan.Between;

    public void Sent() => Interlocked.Increment(ref _sent);

    /// <summary>It did the kind that was due.</summary>
    public void Done(string kind)
    {
        lock (_dice)
        {
            (_turn, _last) = (_turn + 1, clock.GetUtcNow());
        }
        Volatile.Write(ref _sent, 0);
        Count(kind, 1);
    }

    public void Count(string kind, int times) => _did.AddOrUpdate(kind, times, (_, n) => n + times);

    /// <summary>Leaves some posts out, sends some twice and mixes their order.</summary>
    public List<Post> Mix(List<Post> ready)
    {
        lock (_dice)
        {
            var mixed = ready.Where(_ => _dice.NextDouble() >= plan.Lost).SelectMany(p => Enumerable.Repeat(p, _dice.NextDouble() < plan.Twice ? 2 : 1)).OrderBy(_ => _dice.Next()).ToList();
            var apart = mixed.Select(p => p.Id).Distinct().Count();
            Count("lost", ready.Count - apart);
            Count("twice", mixed.Count - apart);
            return mixed;
        }
    }
}
