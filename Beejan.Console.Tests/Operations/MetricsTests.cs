using System.Diagnostics.Metrics;
using Beejan.Operations.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Operations;

public sealed class MetricsTests
{
    [Fact]
    public void Counters_gauges_and_histograms_are_written_as_Prometheus_reads_them()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var store = new MetricStore(meters);
        var meter = meters.Create("Beejan");
        var counter = meter.CreateCounter<long>("beejan_test_total", "records", "Tests");
        meter.CreateObservableGauge("beejan_test_depth", () => 7);
        var histogram = meter.CreateHistogram<double>("beejan_test_seconds", "s", "Times");
        counter.Add(2, new("source", "sms"), new("result", "odd \"name\"\n"));
        counter.Add(3, new("result", "odd \"name\"\n"), new("source", "sms"));
        histogram.Record(0.004);
        histogram.Record(3);

        var text = PrometheusText.Write(store.Read());

        Assert.Contains("# HELP beejan_test_total Tests\n# TYPE beejan_test_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("beejan_test_total{result=\"odd \\\"name\\\"\\n\",source=\"sms\"} 5\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE beejan_test_depth gauge\nbeejan_test_depth 7\n", text, StringComparison.Ordinal);
        Assert.Contains("beejan_test_seconds_bucket{le=\"0.0025\"} 0\nbeejan_test_seconds_bucket{le=\"0.005\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("beejan_test_seconds_bucket{le=\"+Inf\"} 2\nbeejan_test_seconds_sum 3.004\nbeejan_test_seconds_count 2\n", text, StringComparison.Ordinal);
    }
}
