namespace Beejan.Tests;

/// <summary>A clock that moves only when told; timers fire, in order, when their time has come.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Due> _timers = [];
    private DateTimeOffset _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Due(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (true)
        {
            Due? next;
            lock (_lock)
            {
                next = _timers.Where(t => t.At <= until).MinBy(t => t.At);
                _now = next is null ? until : next.At > _now ? next.At : _now;
                if (next is not null && !next.Repeat())
                {
                    _timers.Remove(next);
                }
            }
            if (next is null)
            {
                return;
            }
            next.Fire();
        }
    }

    private sealed class Due(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset At { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    At = clock._now + dueTime;
                    clock._timers.Add(this);
                }
                return true;
            }
        }

        /// <summary>Sets the next time; false when there is none.</summary>
        public bool Repeat()
        {
            At += _period > TimeSpan.Zero ? _period : TimeSpan.Zero;
            return _period > TimeSpan.Zero;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
