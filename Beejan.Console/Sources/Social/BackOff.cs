namespace Beejan.Sources.Social;

/// <summary>How a connection or a request ended.</summary>
internal enum Ending
{
    /// <summary>It stood and was lost: the network, a silence, a restart over there.</summary>
    Lost,

    /// <summary>An error of the server, or one it announced in the stream.</summary>
    Error,

    /// <summary>Too many requests (429).</summary>
    Limited,
}

/// <summary>
/// How long to wait before the next try, as X documents it: lost connections at once, then 250 ms more each time up to 16 s; errors from 5 s doubling
/// to 320 s; too many requests until the time the server names, else from one minute doubling.
/// </summary>
internal sealed class BackOff(TimeProvider clock)
{
    private static readonly TimeSpan LongestLimit = TimeSpan.FromMinutes(16);
    private int _lost;
    private int _errors;
    private int _limited;

    /// <summary>It works again.</summary>
    public void Reset() => (_lost, _errors, _limited) = (0, 0, 0);

    /// <param name="resetAt">The server's <c>x-rate-limit-reset</c>, when it sent one.</param>
    public TimeSpan Next(Ending ending, DateTimeOffset? resetAt = null) => ending switch
    {
        Ending.Lost => TimeSpan.FromMilliseconds(Math.Min(16_000, 250 * _lost++)),
        Ending.Error => TimeSpan.FromSeconds(Math.Min(320, 5 * Math.Pow(2, Math.Min(_errors++, 10)))),
        _ when resetAt is { } at && at > clock.GetUtcNow() => Shorter(at - clock.GetUtcNow() + TimeSpan.FromSeconds(1), LongestLimit),
        _ => Shorter(TimeSpan.FromMinutes(Math.Pow(2, Math.Min(_limited++, 10))), LongestLimit),
    };

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
