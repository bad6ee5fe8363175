using System.Diagnostics.Metrics;
using Beejan.Operations.Flow;

namespace Beejan.Operations.Metrics;

/// <summary>The gauges and counters that are read from the ledger, on the meter <c>Beejan</c>; values are those of the last sample, so a scrape costs no query.</summary>
internal sealed class Instruments
{
    public Instruments(IMeterFactory meters, FlowSampler flow, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("Beejan");
        meter.CreateObservableCounter("beejan_ingest_records_total", () => Last(flow).SelectMany(s => new[]
        {
            new Measurement<long>(s.Landed, new("source", s.Source), new("result", "landed")),
            new Measurement<long>(s.Duplicates, new("source", s.Source), new("result", "duplicate")),
        }), "records", "Records received, by source and result");
        meter.CreateObservableGauge("beejan_queue_depth", () => Last(flow).Select(s => new Measurement<long>(s.InFlight, new KeyValuePair<string, object?>("source", s.Source))),
            "records", "Records landed and not answered yet");
        meter.CreateObservableGauge("beejan_source_freshness_seconds", () => Last(flow).Select(s =>
            new Measurement<double>(Math.Max(0, (clock.GetUtcNow() - s.LastReceivedAt).TotalSeconds), new KeyValuePair<string, object?>("source", s.Source))),
            "s", "Time since the source last delivered");
        meter.CreateObservableGauge("beejan_dlq_records", () => Last(flow).Select(s => new Measurement<long>(s.DeadLettered, new KeyValuePair<string, object?>("source", s.Source))),
            "records", "Dead letters");
        meter.CreateObservableGauge("beejan_conservation_difference", () => Last(flow).Select(s => new Measurement<long>(
            s.Received - s.Duplicates - s.Curated - s.Dropped - s.DeadLettered - s.InFlight, new KeyValuePair<string, object?>("source", s.Source))),
            "records", "Received minus all that is accounted for: always 0");
    }

    private static IReadOnlyList<RawZone.SourceBalance> Last(FlowSampler flow) => flow.Samples is [.., var last] ? last.Sources : [];
}
