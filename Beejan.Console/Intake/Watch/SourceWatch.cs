using System.Globalization;
using Beejan.Intake.Pull;
using Beejan.RawZone;
using Beejan.Sources;
using Beejan.Ui;
using Microsoft.Extensions.Options;

namespace Beejan.Intake.Watch;

/// <summary>How every source stands against its contract: what the pages, health and the alert line show.</summary>
internal sealed class SourceWatch(
    SourceCatalogue sources, IBalance balance, IArrivals arrivals, SourceControls controls, SourceSchemas schemas, Pullers pullers, IOptions<ContractOptions> contracts, TimeProvider clock)
{
    private const int Days = 7;

    /// <summary>One standing a source, alphabetical by title.</summary>
    public async Task<IReadOnlyList<SourceStanding>> ReadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = LagosDay(now);
        var hours = (await arrivals.SinceAsync(today.AddDays(1 - Days), ct)).GroupBy(a => a.Source).ToDictionary(g => g.Key, g => g.ToList());
        var last = (await balance.ReadAsync(ct)).ToDictionary(b => b.Source);
        return
        [
            .. sources.All.Select(s => Stand(s, contracts.Value.Of(s.Id.Value), last.GetValueOrDefault(s.Id.Value), hours.GetValueOrDefault(s.Id.Value) ?? [], now, today))
                .OrderBy(s => s.Title, StringComparer.Ordinal),
        ];
    }

    private SourceStanding Stand(ISource source, SourceContract contract, SourceBalance? balance, List<ArrivalRow> hours, DateTimeOffset now, DateTimeOffset today)
    {
        var id = source.Id.Value;
        var control = controls.Of(id);
        var puller = pullers.Find(id);
        var first = now.ToUnixTimeSeconds() / 3600 - 23;
        var byHour = hours.ToDictionary(h => h.Hour, h => h.Landed + h.Repeats);
        long Between(DateTimeOffset from, DateTimeOffset to) => hours.Where(h => h.Hour >= from.ToUnixTimeSeconds() / 3600 && h.Hour < to.ToUnixTimeSeconds() / 3600).Sum(h => h.Landed + h.Repeats);
        var received = Between(today, today.AddDays(1));
        var volume = Volume.Of(contract, [.. hours.Select(h => (h.Hour, h.Landed + h.Repeats))], balance?.LastReceivedAt, received, now);
        var (state, tone, words) = State(contract, control, schemas.ModeOf(id), balance?.LastReceivedAt, volume, puller, now);
        return new SourceStanding(id, source.Title, contract, state, tone, words, balance, control, puller?.Report.Status, puller?.Breaker,
            received, volume,
            [.. Enumerable.Range(0, 24).Select(h => new BarPoint(DateTimeOffset.FromUnixTimeSeconds((first + h) * 3600), byHour.GetValueOrDefault(first + h)))],
            [.. Enumerable.Range(1 - Days, Days).Select(d => new BarPoint(today.AddDays(d), Between(today.AddDays(d), today.AddDays(d + 1)), contract.PerDayLow, contract.PerDayHigh))]);
    }

    private static (string State, string Tone, string Words) State(SourceContract contract, SourceControlRow? control, DriftMode mode, DateTimeOffset? last, Volume volume, Puller? puller, DateTimeOffset now)
    {
        if (control is { Paused: true })
        {
            return ("paused", Tones.Warn, $"Paused by {control.PausedBy}: {control.PausedFor}. Senders are told to come back.");
        }
        if (puller?.Breaker is { Failures: > 0 } breaker)
        {
            return ("stopped", Tones.Bad, string.Create(CultureInfo.InvariantCulture,
                $"Fetching stopped {breaker.Failures} times in a row: {breaker.Cause}. Next try {LagosClock.TimeOfDay(breaker.RetryAt!.Value)} Lagos."));
        }
        if (puller?.Report.Status is { Trouble: { } trouble } pull && (pull.Stream == "waiting" || pull.Search == "waiting"))
        {
            return ("retrying", Tones.Warn, $"Fetching waits: {trouble}. It is tried again by itself.");
        }
        if (mode is DriftMode.Freeze or DriftMode.Quarantine && SourceSchemas.Waiting(control) is { } drift)
        {
            return mode == DriftMode.Freeze ? ("frozen", Tones.Bad, $"Deliveries with what was not agreed are refused ({drift}): accept the change, or ask {contract.Owner ?? "its owner"}.")
                : ("drifted", Tones.Warn, $"Records with what was not agreed are set aside ({drift}): accept the change, or ask {contract.Owner ?? "its owner"}.");
        }
        if (last is null)
        {
            return ("waiting", Tones.Neutral, "Nothing has come yet.");
        }
        if (contract.SilentAfterMinutes is { } limit && now - last.Value > TimeSpan.FromMinutes(limit))
        {
            return ("missing", Tones.Bad, $"Nothing for {LagosClock.Span(now - last.Value)}, agreed are {LagosClock.Span(TimeSpan.FromMinutes(limit))} at most: ask {contract.Owner ?? "its owner"}.");
        }
        return volume.State switch
        {
            Volume.More => (Volume.More, Tones.Warn, $"{volume.Words} An outage, a bulk load, or a sender that repeats itself."),
            Volume.Less => (Volume.Less, Tones.Warn, $"{volume.Words} A file may be missing or a sender stuck: ask {contract.Owner ?? "its owner"}."),
            _ => ("live", Tones.Good, volume.Words),
        };
    }

    private static DateTimeOffset LagosDay(DateTimeOffset now)
    {
        var local = LagosClock.ToLagos(now);
        return new DateTimeOffset(local.Date, local.Offset).ToUniversalTime();
    }
}

/// <summary>One source against its contract.</summary>
/// <param name="State"><c>live</c>, <c>more</c>, <c>less</c>, <c>waiting</c>, <c>retrying</c>, <c>missing</c>, <c>paused</c>, <c>stopped</c>, <c>frozen</c>, <c>drifted</c>.</param>
/// <param name="Words">The state in a sentence, with what to do.</param>
/// <param name="Balance">Null before the first record.</param>
/// <param name="Pull">How fetching goes; null for a source that is sent to us.</param>
/// <param name="Today">Records since midnight in Lagos, repeats included.</param>
/// <param name="Volume">Expected against actual.</param>
/// <param name="Hours">The last 24 hours, records an hour.</param>
/// <param name="Week">The last seven days, records a day, with what was agreed.</param>
internal sealed record SourceStanding(
    string Id, string Title, SourceContract Contract, string State, string Tone, string Words, SourceBalance? Balance, SourceControlRow? Control, PullStatus? Pull,
    BreakerState? Breaker, long Today, Volume Volume, IReadOnlyList<BarPoint> Hours, IReadOnlyList<BarPoint> Week)
{
    /// <summary>Wants somebody's eyes.</summary>
    public bool IsTrouble => State is "missing" or "stopped" or "paused" or "frozen" or "drifted";

    /// <summary>Brings another volume than agreed: to be known, nothing is broken for that.</summary>
    public bool IsOff => State is Volume.More or Volume.Less;
}
