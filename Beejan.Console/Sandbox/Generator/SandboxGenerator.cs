using Beejan.Contracts;
using Beejan.Sandbox.Wire;

namespace Beejan.Sandbox.Generator;

/// <summary>
/// Makes complaints of people who do not exist, in the formats of the four sources. The same seed and times give the same bytes.
/// </summary>
public sealed class SandboxGenerator
{
    private const double ImpatientShare = 0.008;
    private const double ResendShare = 0.006;
    private const double FileAgainShare = 0.004;

    private readonly long _seed;
    private readonly Reporter _reporter;
    private readonly SiteOutages _outages;
    private readonly Wire.Wire[] _wires = [new CallCenterWire(), new SmsWire(), new SocialWire(), new WebFormWire()];

    /// <param name="seed">Another seed, another country.</param>
    public SandboxGenerator(long seed)
    {
        var places = new Places();
        _seed = seed;
        _reporter = new Reporter(seed, places);
        _outages = new SiteOutages(seed, places);
    }

    /// <summary>
    /// History: one file an hour and source, in the order they arrive. It grows slowly over the window: the last day is about a quarter
    /// busier than the first, the mean day has <paramref name="perDay"/> complaints, outages come on top.
    /// </summary>
    public IEnumerable<SandboxDelivery> Deliveries(DateTimeOffset from, DateTimeOffset to, int perDay)
    {
        var hour = new DateTimeOffset(from.UtcTicks - (from.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        var again = new Queue<SandboxDelivery>();
        for (; hour < to; hour = hour.AddHours(1))
        {
            while (again.TryDequeue(out var late))
            {
                yield return late with { At = hour.AddMinutes(7), Repeats = late.Rows };
            }
            var growth = 0.88 + (0.24 * ((hour - from) / (to - from)));
            for (var source = 0; source < _wires.Length; source++)
            {
                var reports = Reports(source, hour, TimeSpan.FromHours(1), perDay * growth);
                // The last hour may not be over: nobody has complained later than that.
                reports.RemoveAll(r => r.At >= to);
                if (reports.Count == 0)
                {
                    continue;
                }
                var dated = _wires[source].LosesTimes ? reports.ConvertAll(r => r.Flaw == Flaw.BadTime ? r with { Flaw = Flaw.None } : r) : reports;
                var delivery = Write(_wires[source], _wires[source].Open(hour, _seed), dated, hour, hour.AddHours(1));
                yield return delivery;
                if (new Dice(_seed, 5, source, hour.ToUnixTimeSeconds()).Chance(FileAgainShare))
                {
                    again.Enqueue(delivery);
                }
            }
        }
    }

    /// <summary>
    /// One minute of live traffic: requests one by one, and every fifth minute a small file of the call centre. The numbers follow the
    /// hour: <paramref name="perMinute"/> is the mean of a week.
    /// </summary>
    public IReadOnlyList<SandboxDelivery> Minute(DateTimeOffset minute, double perMinute)
    {
        var slot = new DateTimeOffset(minute.UtcTicks - (minute.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var deliveries = new List<SandboxDelivery>();
        for (var source = 0; source < _wires.Length; source++)
        {
            var wire = _wires[source];
            var length = TimeSpan.FromMinutes(source == 0 ? 5 : 1);
            if (source == 0 && slot.Minute % 5 != 0)
            {
                continue;
            }
            // The call centre's file holds the five minutes that just ended.
            var from = source == 0 ? slot - length : slot;
            var reports = Reports(source, from, length, perMinute * 1440);
            if (source == 0)
            {
                deliveries.AddRange(reports.Count == 0 ? [] : [Write(wire, wire.Open(from, _seed), reports, from, slot)]);
                continue;
            }
            deliveries.AddRange(reports.Select(report => Write(wire, wire.OpenSingle(report, slot, _seed)!, [report], slot, report.At)));
        }
        return [.. deliveries.OrderBy(d => d.At)];
    }

    private List<Report> Reports(int source, DateTimeOffset from, TimeSpan length, double perDay)
    {
        var dice = new Dice(_seed, 1, source, from.ToUnixTimeSeconds(), length.Ticks);
        var busy = source == 0 ? Rhythm.CallCentre(from) : Rhythm.Factor(from);
        var count = dice.Round(perDay * SandboxSources.Shares[source] * busy * length.TotalDays * (0.85 + (0.3 * dice.Real())));
        var reports = Enumerable.Range(0, count).Select(n => _reporter.Make(source, from, length, n, null)).ToList();
        if (_outages.On(DateOnly.FromDateTime(from.ToOffset(Rhythm.Lagos).DateTime)) is { } outage)
        {
            var hit = dice.Round(perDay * outage.PerHour * SandboxSources.Shares[source] * outage.HoursIn(from, from + length));
            reports.AddRange(Enumerable.Range(100_000, hit).Select(n => _reporter.Make(source, from, length, n, outage)));
        }
        for (var n = 0; n < count; n++)
        {
            if (dice.Chance(ImpatientShare) && reports[n].Flaw == Flaw.None)
            {
                // Within the slot: what is delivered at its end was not written after it.
                var (later, left) = (TimeSpan.FromSeconds(dice.Between(20, 900)), from + length - reports[n].At);
                reports.Add(Reporter.Impatient(reports[n], 200_000 + n, later < left ? later : left * 0.9));
            }
        }
        return [.. reports.OrderBy(r => r.At).ThenBy(r => r.Number)];
    }

    private SandboxDelivery Write(Wire.Wire wire, WireFile file, List<Report> reports, DateTimeOffset slot, DateTimeOffset at)
    {
        var dice = new Dice(_seed, 4, slot.ToUnixTimeSeconds(), reports[0].Number);
        using var content = new MemoryStream();
        content.Write(file.Head);
        var (broken, repeats) = (0, 0);
        foreach (var report in reports)
        {
            var bytes = file.Record(report);
            content.Write(bytes);
            var bad = report.Flaw is Flaw.NoText or Flaw.Cut;
            broken += bad ? 1 : 0;
            if (reports.Count > 1 && !bad && dice.Chance(ResendShare))
            {
                content.Write(bytes);
                repeats++;
            }
        }
        return new SandboxDelivery(new SourceId(wire.Source), file.Name, file.ContentType, content.ToArray(), at)
        {
            Rows = reports.Count + repeats, Broken = broken, Repeats = repeats,
        };
    }
}
