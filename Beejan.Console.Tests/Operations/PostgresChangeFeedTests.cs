using System.Collections.Concurrent;
using Beejan.Contracts;
using Beejan.Operations.Instances;
using Beejan.Signals;
using Beejan.Storage;
using Beejan.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Beejan.Tests.Operations;

/// <summary>Two instances on one real PostgreSQL database.</summary>
public sealed class PostgresChangeFeedTests : IAsyncLifetime
{
    private readonly string _database = PostgresServer.NewDatabase();
    private readonly Instance _lagos = new();
    private readonly Instance _kano = new();

    public async Task InitializeAsync()
    {
        await _lagos.StartAsync(_database);
        await _kano.StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await _lagos.StopAsync();
        await _kano.StopAsync();
    }

    [Fact]
    public async Task What_one_publishes_the_other_hears_and_does_not_send_back()
    {
        await PublishUntilHeardAsync(_lagos, Topic.Complaints, _kano);
        await PublishUntilHeardAsync(_kano, Topic.Reports, _lagos);

        Assert.DoesNotContain(Topic.Complaints, _lagos.Link.Heard);
        Assert.DoesNotContain(Topic.Reports, _kano.Link.Heard);
    }

    [Fact]
    public async Task After_a_lost_connection_every_topic_counts_as_changed_and_hints_flow_again()
    {
        await PublishUntilHeardAsync(_lagos, Topic.Complaints, _kano);
        await using (var admin = new NpgsqlConnection(_database))
        {
            await admin.OpenAsync();
            await using var cut = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", admin);
            await cut.ExecuteNonQueryAsync();
        }

        await Until.TrueAsync(() => Task.FromResult(Enum.GetValues<Topic>().All(_kano.Link.Heard.Contains)));
        _kano.Link.Heard.Clear();
        await PublishUntilHeardAsync(_lagos, Topic.Runs, _kano);
    }

    /// <summary>Whoever does not listen yet misses a hint, so it is given again.</summary>
    private static Task PublishUntilHeardAsync(Instance from, Topic topic, Instance to) => Until.TrueAsync(() =>
    {
        from.Link.Tell?.Invoke(topic);
        return Task.FromResult(to.Link.Heard.Contains(topic));
    });

    private sealed class Instance
    {
        private PostgresChangeFeed? _feed;

        public FakeLink Link { get; } = new();

        public Task StartAsync(string database)
        {
            var storage = Options.Create(new StorageOptions { Provider = StorageProvider.PostgreSql, ConnectionString = database });
            _feed = new PostgresChangeFeed(Link, storage, TimeProvider.System, NullLogger<PostgresChangeFeed>.Instance);
            return _feed.StartAsync(default);
        }

        public async Task StopAsync()
        {
            await _feed!.StopAsync(default);
            _feed.Dispose();
        }
    }

    private sealed class FakeLink : IFeedLink
    {
        public ConcurrentQueue<Topic> Heard { get; } = new();

        public Action<Topic>? Tell { get; private set; }

        public void Forward(Action<Topic>? tell) => Tell = tell;

        public void Hear(Topic topic) => Heard.Enqueue(topic);
    }
}
