using System.Diagnostics;
using Beejan.Storage;

namespace Beejan.Processing;

/// <summary>
/// The stages that judge each record by itself, run one behind the other on one record before the next: what a stage leaves behind is
/// still in the processor's cache when the next reads it, and is garbage before the collector has seen it. Safe on several threads.
/// </summary>
internal sealed class RecordLine(IReadOnlyList<RecordStage> stages, ProcessingMeter meter)
{
    /// <summary>One record in so many is timed and stands for the others: reading the clock for each stage of each would show in the figure.</summary>
    private const int TimedOneIn = 8;

    /// <summary>Begins a chunk.</summary>
    public Pass Begin() => new(this);

    /// <summary>A stage that throws rejects that one record; an outage is nobody's record's fault and goes on to the caller.</summary>
    private static void Apply(RecordStage stage, Verdict verdict)
    {
        try
        {
            verdict.Take(stage.Name, stage.Apply(verdict.Draft!));
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException && !Outage.Is(e))
        {
            verdict.Take(stage.Name, new Outcome.Rejected(Fault.Stage(e)));
        }
    }

    /// <summary>One chunk on its way through the line, on one thread.</summary>
    internal sealed class Pass(RecordLine line)
    {
        private readonly long[] _ticks = new long[line.Stages.Count];
        private int _seen;

        /// <summary>Takes the draft through the stages, until one answers it.</summary>
        public void Judge(Verdict verdict)
        {
            var timed = _seen++ % TimedOneIn == 0;
            var before = timed ? Stopwatch.GetTimestamp() : 0;
            for (var s = 0; s < _ticks.Length && verdict.Draft is not null; s++)
            {
                Apply(line.Stages[s], verdict);
                if (timed)
                {
                    var now = Stopwatch.GetTimestamp();
                    _ticks[s] += now - before;
                    before = now;
                }
            }
        }

        /// <summary>Tells the meter what each stage took.</summary>
        public void End()
        {
            var timed = (_seen + TimedOneIn - 1) / TimedOneIn;
            for (var s = 0; s < _ticks.Length && timed > 0; s++)
            {
                line.Meter.Stage(line.Stages[s].Name, Stopwatch.GetElapsedTime(0, _ticks[s]) * ((double)_seen / timed));
            }
        }
    }

    private IReadOnlyList<RecordStage> Stages => stages;

    private ProcessingMeter Meter => meter;
}
