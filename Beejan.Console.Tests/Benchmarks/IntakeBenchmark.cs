using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Beejan.RawZone.Lake;
using Beejan.Sandbox.Generator;
using Beejan.Sources;
using Beejan.Tests.RawZone;
using Beejan.Tests.Sources;
using Xunit;
using Xunit.Abstractions;

namespace Beejan.Tests.Benchmarks;

/// <summary>Reading and landing, each beside the least that any program must do with the same bytes, in one run and on one thread.</summary>
[Trait("Category", "Benchmark")]
public sealed class IntakeBenchmark(ITestOutputHelper output)
{
    private const int Rounds = 10;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(4);
    private const int Group = 1024;
    private const int Landed = 200_000;

    [BenchmarkFact]
    public async Task Csv_beside_a_scan_for_its_boundaries()
    {
        List<byte[]> files = [Environment.GetEnvironmentVariable("BEEJAN_BENCHMARK_CSV") is { Length: > 0 } log ? await File.ReadAllBytesAsync(log) : Month()];
        var marks = SearchValues.Create(",\n\""u8);
        var limit = await BestAsync(files, bytes =>
        {
            var (fields, quoted) = (0L, false);
            var rest = bytes.AsSpan();
            for (int at; (at = rest.IndexOfAny(marks)) >= 0; rest = rest[(at + 1)..])
            {
                quoted ^= rest[at] == '"';
                fields += quoted ? 0 : 1;
            }
            return Task.FromResult(fields);
        });
        var source = Feed.CallCenter();
        Say("CSV", limit, await BestAsync(files, bytes => CutAsync(source, bytes, false)), await BestAsync(files, bytes => CutAsync(source, bytes, true)));
    }

    [BenchmarkFact]
    public async Task Ndjson_beside_the_bare_reader()
    {
        var files = Content(SandboxSources.Social, 40);
        var limit = await BestAsync(files, bytes =>
        {
            long found = 0;
            for (var (from, to) = (0, 0); from < bytes.Length; from = to + 1)
            {
                to = Array.IndexOf(bytes, (byte)'\n', from);
                to = to < 0 ? bytes.Length : to;
                found += Fields(bytes.AsSpan(from, to - from));
            }
            return Task.FromResult(found);
        });
        var source = Feed.Social();
        Say("NDJSON", limit, await BestAsync(files, bytes => CutAsync(source, bytes, false)), await BestAsync(files, bytes => CutAsync(source, bytes, true)));
    }

    [BenchmarkFact]
    public async Task Landing_beside_a_bare_append_with_one_sync_a_group()
    {
        using var folder = new Folder();
        var limit = Bare(folder.File("bare.log"));
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var text = new string('x', 250);
        var batches = Enumerable.Range(0, Landed / Group).Select(n =>
            Enumerable.Range(n * Group, Group).Select(i => RawZoneHouse.Record(i.ToString("0000000000", CultureInfo.InvariantCulture), text)).ToList()).ToList();
        var ours = Stopwatch.StartNew();
        foreach (var batch in batches)
        {
            await house.RawZone.LandAsync(batch, true, default);
        }
        ours.Stop();
        var ledger = Landed / ours.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"landing   {ledger,10:N0} records/s with look-up, hash, envelope and ledger; bare append {limit,10:N0} records/s; ratio {ledger / limit:F2}"));
    }

    [BenchmarkFact]
    public void Appending_to_the_lake_beside_a_bare_append_with_one_sync_a_group()
    {
        using var folder = new Folder();
        var text = new string('x', 250);
        var rounds = new List<(double Limit, double Ours, double WithHash)>();
        for (var round = 0; round < Rounds; round++)
        {
            var limit = Bare(folder.File($"bare-{round}.log"));
            using var segment = new Segment(round + 1, folder.File($"segment-{round}.ndjson"), new DateOnly(2026, 1, 1));
            var (id, hashed) = (0L, 0L);
            // Records come group by group, as from whoever cuts them; what makes them is not counted. Hashes: on all cores in a load, on one here.
            var (hashing, watch) = (new Stopwatch(), new Stopwatch());
            for (var n = 0; n < Landed / Group; n++)
            {
                var group = Enumerable.Range(n * Group, Group).Select(i => RawZoneHouse.Record(i.ToString("0000000000", CultureInfo.InvariantCulture), text)).ToList();
                hashing.Start();
                hashed += group.Count(record => record.Hash.Length > 0);
                hashing.Stop();
                watch.Start();
                foreach (var record in group)
                {
                    segment.Add(++id, DateTimeOffset.UnixEpoch, record);
                }
                segment.Flush(group.Count);
                watch.Stop();
            }
            rounds.Add((limit, id / watch.Elapsed.TotalSeconds, hashed / (watch.Elapsed + hashing.Elapsed).TotalSeconds));
        }
        // How fast the disk takes pages changes by the second: each round has its own limit, and the middle one speaks.
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"append    {Middle(r => r.Ours),10:N0} records/s in their envelopes, one sync in {Group} ({Middle(r => r.Ours / r.Limit):F2} of a bare append), {Middle(r => r.WithHash),10:N0} with their hashes on one core ({Middle(r => r.WithHash / r.Limit):F2}); bare append {Middle(r => r.Limit):N0}"));

        double Middle(Func<(double Limit, double Ours, double WithHash), double> figure) => rounds.Select(figure).Order().ElementAt(Rounds / 2);
    }

    /// <summary>Records of 400 bytes a second that a file takes with one sync a group.</summary>
    private static double Bare(string path)
    {
        var line = Encoding.UTF8.GetBytes(new string('x', 399) + "\n");
        var group = Enumerable.Repeat(line, Group).SelectMany(l => l).ToArray();
        var watch = Stopwatch.StartNew();
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        for (var n = 0; n < Landed / Group; n++)
        {
            RandomAccess.Write(file, group, (long)n * group.Length);
            RandomAccess.FlushToDisk(file);
        }
        return Landed / watch.Elapsed.TotalSeconds;
    }

    private static long Fields(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        var found = 0L;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("id"u8)
                    || reader.ValueTextEquals("created_at"u8) || reader.ValueTextEquals("author_id"u8) || reader.ValueTextEquals("location"u8)))
                {
                    reader.Read();
                    found += reader.GetString()?.Length ?? 0;
                }
            }
        }
        catch (JsonException)
        {
            return found;
        }
        return found;
    }

    private static async Task<long> CutAsync(ISource source, byte[] bytes, bool parse)
    {
        long records = 0;
        using var content = new MemoryStream(bytes, writable: false);
        await foreach (var record in source.SplitAsync(new Delivery("bench", null, content, DateTimeOffset.UnixEpoch), default))
        {
            records += !parse || source.Parse(1, 1, record) is not null ? 1 : 0;
        }
        return records;
    }

    /// <summary>MB/s of the best of the rounds over all files.</summary>
    private static async Task<double> BestAsync(List<byte[]> files, Func<byte[], Task<long>> read)
    {
        var best = 0.0;
        var all = Stopwatch.StartNew();
        // Until everything is compiled for good, and then some.
        for (var round = 0; round < Rounds || all.Elapsed < Warm; round++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var file in files)
            {
                await read(file);
            }
            best = Math.Max(best, files.Sum(f => (double)f.Length) / 1e6 / watch.Elapsed.TotalSeconds);
        }
        return best;
    }

    private void Say(string what, double limit, double cut, double parsed) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what,-9} {cut,8:N0} MB/s cut into records ({cut / limit:F2} of the limit), {parsed,8:N0} MB/s read into drafts too ({parsed / limit:F2}); limit {limit:N0} MB/s"));

    /// <summary>One log of many days: what telling its dialect costs is spread over as many rows as in a month's export.</summary>
    private static byte[] Month()
    {
        var days = Content(SandboxSources.CallCenter, 60);
        return [.. days[0], .. days.Skip(1).SelectMany(day => day.Skip(Array.IndexOf(day, (byte)'\n') + 1))];
    }

    private static List<byte[]> Content(string source, int days) =>
        [.. new SandboxGenerator(5).Deliveries(DateTimeOffset.UnixEpoch.AddDays(20_000), DateTimeOffset.UnixEpoch.AddDays(20_000 + days), 5000).Where(d => d.Source.Value == source).Select(d => d.Content)];
}
