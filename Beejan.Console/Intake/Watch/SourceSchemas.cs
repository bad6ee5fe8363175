using System.Collections.Concurrent;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Sources.Drift;
using Microsoft.Extensions.Options;

namespace Beejan.Intake.Watch;

/// <summary>
/// Compares what records name with what their source is known to send. The first records teach it; after that a new field or another kind of
/// value is drift, and the source's mode decides. A frozen source is looked at record by record, the others by samples, because nothing of them is
/// refused at the door: large deliveries by every 64th record, small ones by every 16th of their source, and any table whose header is not the last one's.
/// </summary>
internal sealed class SourceSchemas(SourceControls controls, IOptions<ContractOptions> contracts, ILogger<SourceSchemas> log) : IDriftGate, IDisposable
{
    private const int Sample = 64;

    /// <summary>Of deliveries smaller than a sample one in so many is looked at.</summary>
    private const int Small = 16;

    /// <summary>Whoever sends more names puts values in their place; what is known stays as it is.</summary>
    private const int MostFields = 1000;

    private readonly ConcurrentDictionary<string, (string? Json, Schema Parsed)> _accepted = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _learning = new(1);
    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <summary>The mode in force.</summary>
    public DriftMode ModeOf(string source) => Enum.TryParse<DriftMode>(controls.Of(source)?.Drift, out var chosen) ? chosen : contracts.Value.Of(source).Drift;

    /// <summary>Takes note of what a delivery names; a reason when the source is frozen and the delivery has to be refused.</summary>
    public async ValueTask<Reason?> CheckAsync(string source, IReadOnlyList<RawRecord> records, CancellationToken ct)
    {
        await controls.EnsureLoadedAsync(ct);
        var mode = ModeOf(source);
        var known = Known(source);
        var looksAtAll = mode is DriftMode.Freeze or DriftMode.Quarantine;
        var seen = _seen.GetOrAdd(source, _ => new Seen());
        // In the middle there is a row; lines of a title, and what counts the rows, stand at the ends.
        var row = records.Count == 0 ? null : records[records.Count / 2];
        var isOtherTable = row?.Context is { } context && context != Interlocked.Exchange(ref seen.Context, context);
        if (!looksAtAll && known.Count > 0 && records.Count < Sample && !isOtherTable && Interlocked.Increment(ref seen.Count) % Small != 0)
        {
            return null;
        }
        var drift = new Schema();
        if (isOtherTable)
        {
            drift.Add(known.New(RecordShape.Of(row!)));
        }
        for (var i = 0; i < records.Count; i += looksAtAll ? 1 : Sample)
        {
            drift.Add(known.New(RecordShape.Of(records[i])));
        }
        if (drift.Count == 0)
        {
            return null;
        }
        if (known.Count == 0 || mode == DriftMode.Evolve)
        {
            await LearnAsync(source, drift, ct);
            return null;
        }
        if (Schema.Read(controls.Of(source)?.Pending).New(drift).Count > 0)
        {
            await controls.ChangeAsync(source, null, "", null, row => row.Pending = Schema.Read(row.Pending).Add(drift).Write(), ct);
        }
        return mode == DriftMode.Freeze ? new Reason("schema.frozen",
            $"This source is frozen and sends what was not agreed ({drift}); nothing of this delivery was kept: have the change accepted on the page Sources, then send it again") : null;
    }

    /// <summary>One at a time: of many requests that begin together the first learns, and the others find nothing new.</summary>
    private async Task LearnAsync(string source, Schema drift, CancellationToken ct)
    {
        await _learning.WaitAsync(ct);
        try
        {
            var known = Known(source);
            var still = known.New(drift);
            if (still.Count > 0 && known.Count < MostFields)
            {
                log.LogInformation("Source {Source} sends new fields: {Fields}", source, still.ToString());
                await controls.ChangeAsync(source, null, "", null, row => row.Accepted = Schema.Read(row.Accepted).Add(still).Write(), ct);
            }
        }
        finally
        {
            _learning.Release();
        }
    }

    public void Dispose() => _learning.Dispose();

    public async ValueTask<Reason?> HoldAsync(RawRecord raw, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(raw);
        await controls.EnsureLoadedAsync(ct);
        if (ModeOf(raw.Source.Value) != DriftMode.Quarantine || Known(raw.Source.Value) is not { Count: > 0 } known)
        {
            return null;
        }
        var drift = known.New(RecordShape.Of(raw));
        return drift.Count == 0 ? null : new Reason("schema.drift", $"The record names what its source was not known to send ({drift}): accept the change on the page Sources, then retry");
    }

    /// <summary>The accepted fields, read anew only when they have changed. Not to be changed.</summary>
    private Schema Known(string source)
    {
        var json = controls.Of(source)?.Accepted;
        if (!_accepted.TryGetValue(source, out var known) || known.Json != json)
        {
            _accepted[source] = known = (json, Schema.Read(json));
        }
        return known.Parsed;
    }

    /// <summary>What waits to be accepted, in a few words; null when nothing does.</summary>
    public static string? Waiting(SourceControlRow? control) => Schema.Read(control?.Pending) is { Count: > 0 } pending ? pending.ToString() : null;

    /// <summary>What waits to be accepted, field by field.</summary>
    public IReadOnlyList<SchemaChange> Pending(string source)
    {
        var known = Schema.Read(controls.Of(source)?.Accepted);
        return [.. Schema.Read(controls.Of(source)?.Pending).Select(p => new SchemaChange(p.Key, known.GetValueOrDefault(p.Key), p.Value)).OrderBy(c => c.Field, StringComparer.Ordinal)];
    }

    /// <summary>The accepted fields with their kinds, alphabetical.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Accepted(string source) =>
        [.. Schema.Read(controls.Of(source)?.Accepted).OrderBy(f => f.Key, StringComparer.Ordinal)];

    public Task AcceptAsync(string source, string actor, CancellationToken ct) =>
        controls.ChangeAsync(source, actor, "source.schema", "accepted " + Schema.Read(controls.Of(source)?.Pending), row =>
            (row.Accepted, row.Pending) = (Schema.Read(row.Accepted).Add(Schema.Read(row.Pending)).Write(), null), ct);

    /// <summary>Forgets what waits to be accepted: it was a slip of the sender's. When it comes again it is told again.</summary>
    public Task DismissAsync(string source, string actor, CancellationToken ct) =>
        controls.ChangeAsync(source, actor, "source.schema", "dismissed " + Schema.Read(controls.Of(source)?.Pending), row => row.Pending = null, ct);

    public Task SetModeAsync(string source, DriftMode mode, string actor, CancellationToken ct) =>
        controls.ChangeAsync(source, actor, "source.drift", mode.ToString(), row => row.Drift = mode.ToString(), ct);

    /// <summary>What came of a source last.</summary>
    private sealed class Seen
    {
        public int Count;
        public string? Context;
    }

    /// <summary>Field to kinds; several kinds of one field are joined by a bar.</summary>
    private sealed class Schema : SortedDictionary<string, string>
    {
        public Schema() : base(StringComparer.Ordinal)
        {
        }

        public static Schema Read(string? json)
        {
            var schema = new Schema();
            foreach (var (field, kinds) in json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!)
            {
                schema[field] = kinds;
            }
            return schema;
        }

        public string Write() => JsonSerializer.Serialize<IDictionary<string, string>>(this);

        /// <summary>What that shape has and this has not.</summary>
        public Schema New(IEnumerable<KeyValuePair<string, string>>? shape)
        {
            var drift = new Schema();
            foreach (var (field, kind) in shape ?? [])
            {
                if (!TryGetValue(field, out var kinds) || !kinds.Split('|').Contains(kind))
                {
                    drift[field] = kind;
                }
            }
            return drift;
        }

        public Schema Add(Schema more)
        {
            foreach (var (field, kind) in more)
            {
                this[field] = TryGetValue(field, out var kinds) && !kinds.Split('|').Contains(kind) ? $"{kinds}|{kind}" : kinds ?? kind;
            }
            return this;
        }

        public override string ToString() => string.Join(", ", this.Take(8).Select(f => $"{f.Key}: {f.Value}")) + (Count > 8 ? $" and {Count - 8} more" : "");
    }
}

/// <summary>A delivery that a frozen source refuses; the message is the reason's.</summary>
public sealed class SourceFrozenException(Reason reason) : Exception(reason?.Message)
{
    public Reason? Reason => reason;
}

/// <summary>One line of the difference.</summary>
/// <param name="Before">The kinds known so far; null for a new field.</param>
/// <param name="Now">What came.</param>
internal sealed record SchemaChange(string Field, string? Before, string Now);
