using System.Collections.Concurrent;
using Beejan.Contracts;

namespace Beejan.Signals;

/// <summary>The change feed of one process.</summary>
internal sealed class ChangeFeed(TimeProvider clock, ILogger<ChangeFeed> log) : IChangeFeed, IFeedLink
{
    private readonly ConcurrentDictionary<Listener, Topic> _listeners = new();
    private volatile Action<Topic>? _tellOthers;

    public void Publish(Topic topic)
    {
        Hear(topic);
        _tellOthers?.Invoke(topic);
    }

    public void Forward(Action<Topic>? tell) => _tellOthers = tell;

    public void Hear(Topic topic)
    {
        foreach (var (listener, wanted) in _listeners)
        {
            if (wanted == topic)
            {
                listener.Wake();
            }
        }
    }

    public IDisposable Subscribe(Topic topic, string listener, Func<Task> onChange, TimeSpan? quiet = null)
    {
        var entry = new Listener(this, listener, onChange, quiet ?? TimeSpan.FromMilliseconds(250));
        _listeners[entry] = topic;
        return entry;
    }

    /// <summary>
    /// Idle → Running (told at once) → Running again when woken meanwhile. The execution context captured at subscription
    /// carries the circuit's culture and user into the callback (dotnet/aspnetcore#28521).
    /// </summary>
    private sealed class Listener(ChangeFeed owner, string name, Func<Task> onChange, TimeSpan quiet) : IDisposable
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private readonly CancellationTokenSource _gone = new();
        private int _wanted;
        private int _running;

        public void Wake()
        {
            Volatile.Write(ref _wanted, 1);
            if (Interlocked.CompareExchange(ref _running, 1, 0) == 0)
            {
                _ = Task.Run(PumpAsync);
            }
        }

        public void Dispose()
        {
            owner._listeners.TryRemove(this, out _);
            _gone.Cancel();
        }

        private async Task PumpAsync()
        {
            try
            {
                while (!_gone.IsCancellationRequested && Interlocked.Exchange(ref _wanted, 0) == 1)
                {
                    await TellAsync();
                    await Task.Delay(quiet, owner.Clock, _gone.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The listener left while we waited out its quiet time.
            }
            finally
            {
                Volatile.Write(ref _running, 0);
            }
            if (Volatile.Read(ref _wanted) == 1 && !_gone.IsCancellationRequested)
            {
                Wake();
            }
        }

        private async Task TellAsync()
        {
            try
            {
                Task told = Task.CompletedTask;
                if (_context is null)
                {
                    told = onChange();
                }
                else
                {
                    ExecutionContext.Run(_context.CreateCopy(), _ => told = onChange(), null);
                }
                await told;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                owner.Log.LogWarning(e, "Listener {Listener} failed on a change; it stays subscribed", name);
            }
        }
    }

    private TimeProvider Clock => clock;

    private ILogger Log => log;
}
