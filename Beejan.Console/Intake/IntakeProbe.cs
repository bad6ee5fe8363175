using System.Globalization;
using Beejan.Contracts;
using Beejan.Ui;

namespace Beejan.Intake;

/// <summary>Raised when requests are answered "try again"; clears with the next one that lands, or after a while in which nobody was refused.</summary>
internal sealed class IntakeProbe(Inbox inbox, TimeProvider clock) : IProbe
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    /// <summary>A batch takes milliseconds; one that takes this long waits for somebody.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    public string Name => "Intake";

    public Task<ProbeResult> LookAsync(CancellationToken ct) => Task.FromResult(
        inbox.Writing is var writing && writing > Long ? ProbeResult.Warn(string.Create(CultureInfo.InvariantCulture,
            $"requests have waited for the store for {writing.TotalSeconds:0} seconds: another process holds the database or the disk is slow; end what holds it"))
        : inbox.LastRefusal is not { } refusal || (clock.GetUtcNow() - refusal.At).Duration() > Remembered ? ProbeResult.Ok("requests are taken")
        : ProbeResult.Down(string.Create(CultureInfo.InvariantCulture,
            $"requests are answered 503, last at {LagosClock.TimeOfDay(refusal.At)} Lagos ({refusal.Reason.Code}): {(refusal.Reason.Code == "intake.busy" ? "more arrives than can be stored" : "make room on the disk, or end what holds or write-protects the database")}; senders come back by themselves")));
}
