using Xunit;

namespace Beejan.Tests.Benchmarks;

/// <summary>A measurement, not a test: it prints figures and asserts none. Runs with <c>BEEJAN_BENCHMARK=1</c>, alone, on a Release build.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BenchmarkFactAttribute : FactAttribute
{
    public BenchmarkFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("BEEJAN_BENCHMARK") != "1")
        {
            Skip = "a measurement: set BEEJAN_BENCHMARK=1";
        }
    }
}
