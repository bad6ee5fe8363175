using System.Globalization;
using System.Text;
using Beejan.Contracts;
using Beejan.Intake;
using Beejan.RawZone;
using Beejan.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Intake;

public sealed class ReceiverTests
{
    [Fact]
    public async Task The_same_file_twice_lands_nothing_new()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var text = string.Join('\n', Enumerable.Range(0, 5000).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}|no network {i}")));

        Assert.Equal(new IntakeResult(5000, 5000, 0), await house.ReceiveAsync(text));
        Assert.Equal(new IntakeResult(5000, 0, 5000), await house.ReceiveAsync(text));

        var balance = await house.BalanceAsync();
        Assert.True(balance.Balanced);
        Assert.Equal(5000, balance.InFlight);
    }

    [Fact]
    public async Task Progress_tells_records_after_each_landed_batch()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var told = new Told();
        var text = string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"k{i}|no network"));

        await house.Get<IIntake>().ReceiveAsync(LineSource.Name, IntakeHouse.Delivery(text), true, CancellationToken.None, told);

        Assert.Equal([4096L, 5000L], told.Values);
    }

    [Fact]
    public async Task What_is_landed_in_bulk_is_known_to_be_loading_until_it_is_judged_and_live_records_only_when_they_wait_long()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var (during, text) = (new List<string?>(), string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"k{i}|no network")));
        await house.Get<IIntake>().ReceiveAsync(LineSource.Name, IntakeHouse.Delivery("live|no network"), false, CancellationToken.None);
        Assert.Empty(await LoadsAsync(house));
        house.Clock.Ahead = TimeSpan.FromMinutes(3);
        Assert.Equal(["1 record waits to be judged"], await LoadsAsync(house));
        await AnswerAsync(house);
        Assert.Empty(await LoadsAsync(house));

        await house.Get<IIntake>().ReceiveAsync(LineSource.Name, IntakeHouse.Delivery(text), true, CancellationToken.None,
            new Asked(() => during.AddRange(LoadsAsync(house).AsTask().GetAwaiter().GetResult())));

        Assert.Contains(during, what => what?.EndsWith($"into {LineSource.Name}", StringComparison.Ordinal) == true || what == LineSource.Name.Value);
        Assert.Equal(["5,000 records wait to be judged"], await LoadsAsync(house));
        await AnswerAsync(house);
        Assert.Empty(await LoadsAsync(house));
    }

    private static async ValueTask<List<string?>> LoadsAsync(IntakeHouse house)
    {
        var all = new List<string?>();
        foreach (var load in house.App.Services.GetServices<ILoading>())
        {
            all.Add(await load.NowAsync(default));
        }
        return [.. all.Where(a => a is not null)];
    }

    private static async Task AnswerAsync(IntakeHouse house)
    {
        var zone = house.Get<IRawZone>();
        await foreach (var page in zone.UnansweredAsync(() => 1000, default))
        {
            await house.Get<IDatabase>().WriteAsync(async (db, ct) =>
            {
                await zone.AnswerAsync(db, "test.1", RunId.New(), [.. page.Select(r => new Answer(r.RawId, r.Raw.Source, Fate.Curated))], ct);
                return 0;
            }, default);
        }
    }

    private sealed class Asked(Action ask) : IProgress<long>
    {
        public void Report(long value) => ask();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void A_key_no_database_takes_is_replaced_by_a_hash(string key) => Assert.Matches("^sha-[0-9a-f]{16}$", Keys.Normalise(Record(key, "text")).Key);

    [Fact]
    public void Half_a_surrogate_pair_is_no_key() => Assert.StartsWith("sha-", Keys.Normalise(Record("a" + '\ud800' + "b", "text")).Key, StringComparison.Ordinal);

    [Theory]
    [InlineData("CC-2026-000123")]
    [InlineData("ticket 7")]
    [InlineData("ọ̀rọ̀-😀")]
    public void A_key_that_fits_stays_as_it_is(string key) => Assert.Equal(key, Keys.Normalise(Record(key, "text")).Key);

    [Fact]
    public void A_long_key_keeps_its_versions_together_and_a_missing_one_follows_the_bytes()
    {
        var key = new string('k', 201);
        Assert.Equal(Keys.Normalise(Record(key, "first")).Key, Keys.Normalise(Record(key, "second")).Key);
        Assert.NotEqual(Keys.Normalise(Record(key, "first")).Key, Keys.Normalise(Record(key + "k", "first")).Key);
        Assert.Equal(Keys.Normalise(Record("", "same")).Key, Keys.Normalise(Record("", "same")).Key);
        Assert.NotEqual(Keys.Normalise(Record("", "first")).Key, Keys.Normalise(Record("", "second")).Key);
    }

    [Fact]
    public async Task A_delivery_that_breaks_off_keeps_what_landed_and_lands_the_rest_the_next_time()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 60_000).Select(i => $"k{i:00000}|no network")));

        await Assert.ThrowsAsync<IOException>(() => house.ReceiveAsync("", new BreaksOff(lines)));
        var before = (await house.BalanceAsync()).Landed;
        var result = await house.ReceiveAsync("", new MemoryStream(lines));

        Assert.InRange(before, 4096, 59_999);
        Assert.Equal(new IntakeResult(60_000, 60_000 - before, before), result);
    }

    [Fact]
    public async Task An_unknown_source_is_named()
    {
        await using var house = await IntakeHouse.OpenAsync();
        var error = await Assert.ThrowsAsync<ArgumentException>(() =>
            house.Get<IIntake>().ReceiveAsync(new SourceId("telex"), IntakeHouse.Delivery("x"), true, CancellationToken.None));
        Assert.Contains("'telex'", error.Message, StringComparison.Ordinal);
    }

    private static RawRecord Record(string key, string payload) =>
        new(LineSource.Name, key, "text/plain", Encoding.UTF8.GetBytes(payload), DateTimeOffset.UnixEpoch);

    private sealed class Told : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }

    /// <summary>Gives three quarters of its bytes, then fails like a lost share.</summary>
    private sealed class BreaksOff(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > Length * 3 / 4 ? throw new IOException("the share is gone") : base.ReadAsync(buffer, cancellationToken);
    }
}
