using System.Collections.Concurrent;
using Beejan.Contracts;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Beejan.Operations.Instances;

/// <summary>
/// On PostgreSQL the instances that share a database tell each other what changed (LISTEN and NOTIFY): bursts merged, each one's own hints
/// ignored. After a lost connection every topic counts as changed, because hints may have been missed. On SQLite there is one instance and
/// nothing to do.
/// </summary>
internal sealed class PostgresChangeFeed(IFeedLink link, IOptions<StorageOptions> storage, TimeProvider clock, ILogger<PostgresChangeFeed> log) : BackgroundService
{
    private const string Channel = "beejan_changes";
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly string _me = Guid.NewGuid().ToString("n")[..12];
    private readonly ConcurrentDictionary<Topic, byte> _owed = new();
    private readonly SemaphoreSlim _any = new(0);

    public override void Dispose()
    {
        base.Dispose();
        _any.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (storage.Value.Provider != StorageProvider.PostgreSql)
        {
            return;
        }
        link.Forward(Owe);
        var lost = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var ear = await OpenAsync(stoppingToken);
                await using var mouth = await OpenAsync(stoppingToken);
                await ListenAsync(ear, stoppingToken);
                if (lost)
                {
                    Array.ForEach(Enum.GetValues<Topic>(), link.Hear);
                    lost = false;
                }
                using var both = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                Task[] ways = [HearAsync(ear, both.Token), TellAsync(mouth, both.Token)];
                await Task.WhenAny(ways);
                await both.CancelAsync();
                await Task.WhenAll(ways);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is NpgsqlException || Outage.Is(e))
            {
                log.LogWarning("Changes of other instances are not heard just now ({Reason}); pages still read again by themselves. Tried again.", e.Message);
                lost = true;
                await Task.Delay(Retry, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        link.Forward(null);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        // Of its own and kept open; a keep-alive tells a silently cut line.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(storage.Value.ConnectionString) { Pooling = false, KeepAlive = 30 }.ToString());
        await connection.OpenAsync(ct);
        return connection;
    }

    private async Task ListenAsync(NpgsqlConnection ear, CancellationToken ct)
    {
        ear.Notification += (_, told) =>
        {
            if (told.Payload.Split(':') is [var who, var name] && who != _me && Enum.TryParse<Topic>(name, out var topic))
            {
                link.Hear(topic);
            }
        };
        await using var listen = new NpgsqlCommand($"LISTEN {Channel}", ear);
        await listen.ExecuteNonQueryAsync(ct);
    }

    private static async Task HearAsync(NpgsqlConnection ear, CancellationToken ct)
    {
        while (true)
        {
            await ear.WaitAsync(ct);
        }
    }

    private async Task TellAsync(NpgsqlConnection mouth, CancellationToken ct)
    {
        await using var tell = new NpgsqlCommand("SELECT pg_notify($1, $2)", mouth) { Parameters = { new() { Value = Channel }, new() { Value = "" } } };
        while (true)
        {
            await _any.WaitAsync(ct);
            await Task.Delay(Burst, clock, ct);
            foreach (var topic in _owed.Keys)
            {
                if (_owed.TryRemove(topic, out _))
                {
                    tell.Parameters[1].Value = $"{_me}:{topic}";
                    try
                    {
                        await tell.ExecuteNonQueryAsync(ct);
                    }
                    catch
                    {
                        Owe(topic);   // told once the connection is back
                        throw;
                    }
                }
            }
        }
    }

    private void Owe(Topic topic)
    {
        if (_owed.TryAdd(topic, 0))
        {
            _any.Release();
        }
    }
}
