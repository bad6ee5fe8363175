using Beejan.Contracts;
using Beejan.Operations.Health;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Beejan.Tests.Operations;

public sealed class DoctorTests
{
    [Fact]
    public async Task A_report_is_remembered_for_ten_seconds_and_not_until_a_clock_that_was_set_back_has_caught_up()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
        var probe = new Counting();
        using var doctor = new Doctor([probe], clock, NullLogger<Doctor>.Instance);
        await doctor.ReportAsync(default);
        clock.Advance(TimeSpan.FromSeconds(9));
        await doctor.ReportAsync(default);
        Assert.Equal(1, probe.Asked);

        clock.Advance(TimeSpan.FromDays(-1));
        await doctor.ReportAsync(default);
        Assert.Equal(2, probe.Asked);
    }

    private sealed class Counting : IProbe
    {
        public int Asked { get; private set; }

        public string Name => "Counting";

        public Task<ProbeResult> LookAsync(CancellationToken ct)
        {
            Asked++;
            return Task.FromResult(ProbeResult.Ok("well"));
        }
    }
}
