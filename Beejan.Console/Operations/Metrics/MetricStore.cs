using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Beejan.Operations.Metrics;

/// <summary>
/// Listens to our meter and to the web server's, of this host alone, and keeps running values: sums for counters, last values for gauges, buckets for
/// histograms. What Prometheus expects of a process, without its library.
/// </summary>
internal sealed class MetricStore : IDisposable
{
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private static readonly HashSet<string> Heard =
    [
        "Beejan", "Microsoft.AspNetCore.Hosting", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel",
    ];

    private readonly MeterListener _listener = new();
    private readonly Lock _reading = new();
    private readonly ConcurrentDictionary<Instrument, Family> _values = new();

    public MetricStore(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // The runtime's own meter belongs to no host.
            if (Heard.Contains(instrument.Meter.Name) && (instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, meters)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.MeasurementsCompleted = (instrument, state) => _values.TryRemove(instrument, out _);
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Observes the gauges and returns all series, instruments in the order of their names.</summary>
    public IReadOnlyList<(Instrument Instrument, IReadOnlyList<(string Labels, Series Series)> Series)> Read()
    {
        // One at a time: a second reader would clear what the first has just observed.
        lock (_reading)
        {
            return ReadAlone();
        }
    }

    private IReadOnlyList<(Instrument Instrument, IReadOnlyList<(string Labels, Series Series)> Series)> ReadAlone()
    {
        foreach (var (instrument, series) in _values)
        {
            if (instrument.IsObservable)
            {
                // A source that is gone must not stay for ever.
                series.Clear();
            }
        }
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException)
        {
            // Thrown when all have been asked: a gauge that fails, because its owner is stopping or its store is away, hides no other.
        }
        return [.. _values.OrderBy(v => v.Key.Name, StringComparer.Ordinal).Select(v =>
            (v.Key, v.Value.All()))];
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _values.GetOrAdd(instrument, static i => new Family(i, Bounds)).Take(value, tags);
}

/// <summary>One instrument's series. A measurement comes with each request, several times: its series is found without writing its labels out.</summary>
internal sealed class Family(Instrument instrument, double[] bounds)
{
    private readonly bool _observes = instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal);
    private readonly bool _sets = instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal);
    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, (KeyValuePair<string, object?>[] Tags, Series Series)> _met = new();

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Find(tags);
        if (_observes)
        {
            series.Observe(value);
        }
        else if (_sets)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    /// <summary>In the order of their labels.</summary>
    public IReadOnlyList<(string Labels, Series Series)> All() => [.. _series.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value))];

    public void Clear()
    {
        _met.Clear();
        _series.Clear();
    }

    private Series Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        foreach (var (name, value) in tags)
        {
            hash.Add(name);
            hash.Add(value);
        }
        var code = hash.ToHashCode();
        if (_met.TryGetValue(code, out var met) && Same(tags, met.Tags))
        {
            return met.Series;
        }
        // Labels tell series apart; two orders of the same tags are one series. Of tags that share a code one is met fast, the others by name.
        var series = _series.GetOrAdd(PrometheusText.Labels(tags), _ => new Series(bounds));
        _met.TryAdd(code, (tags.ToArray(), series));
        return series;
    }

    private static bool Same(ReadOnlySpan<KeyValuePair<string, object?>> one, ReadOnlySpan<KeyValuePair<string, object?>> other)
    {
        if (one.Length != other.Length)
        {
            return false;
        }
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i].Key != other[i].Key || !Equals(one[i].Value, other[i].Value))
            {
                return false;
            }
        }
        return true;
    }
}

/// <summary>One instrument's values under one set of labels.</summary>
internal sealed class Series(double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[bounds.Length + 1];
    private double _value;
    private long _count;

    public void Set(double value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }

    public void Add(double value)
    {
        lock (_lock)
        {
            _value += value;
        }
    }

    public void Observe(double value)
    {
        var bucket = Array.FindIndex(bounds, bound => value <= bound);
        lock (_lock)
        {
            _buckets[bucket < 0 ? bounds.Length : bucket]++;
            _value += value;
            _count++;
        }
    }

    /// <summary>Sum or last value, number of observations, and the cumulative buckets with their upper bounds (the last is infinite).</summary>
    public (double Value, long Count, IReadOnlyList<(double Bound, long Count)> Buckets) Read()
    {
        lock (_lock)
        {
            var buckets = new List<(double, long)>(_buckets.Length);
            long sum = 0;
            for (var i = 0; i < _buckets.Length; i++)
            {
                sum += _buckets[i];
                buckets.Add((i < bounds.Length ? bounds[i] : double.PositiveInfinity, sum));
            }
            return (_value, _count, buckets);
        }
    }
}
