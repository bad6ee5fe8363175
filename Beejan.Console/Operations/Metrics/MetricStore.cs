using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Beejan.Operations.Metrics;

/// <summary>
/// Listens to our meter and to the web server's and keeps running values: sums for counters, last values for gauges, buckets for
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
    private readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<string, Series>> _values = new();

    public MetricStore()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Heard.Contains(instrument.Meter.Name))
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
        foreach (var (instrument, series) in _values)
        {
            if (instrument.IsObservable)
            {
                // A source that is gone must not stay for ever.
                series.Clear();
            }
        }
        _listener.RecordObservableInstruments();
        return [.. _values.OrderBy(v => v.Key.Name, StringComparer.Ordinal).Select(v =>
            (v.Key, (IReadOnlyList<(string, Series)>)[.. v.Value.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value))]))];
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _values.GetOrAdd(instrument, _ => new ConcurrentDictionary<string, Series>(StringComparer.Ordinal))
            .GetOrAdd(PrometheusText.Labels(tags), _ => new Series(Bounds));
        if (instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal))
        {
            series.Observe(value);
        }
        else if (instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal))
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
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
