using System.Diagnostics.Metrics;

namespace Beejan.Processing;

/// <summary>What the pipeline measures of itself, on the meter <c>Beejan</c>.</summary>
internal sealed class ProcessingMeter
{
    private readonly Histogram<double> _stages;
    private readonly Counter<long> _answers;

    public ProcessingMeter(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("Beejan");
        _stages = meter.CreateHistogram<double>("beejan_stage_duration_seconds", "s", "Time a stage took for one batch");
        _answers = meter.CreateCounter<long>("beejan_answers_total", "records", "Records answered, by fate");
    }

    public void Stage(string stage, TimeSpan took) => _stages.Record(took.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    public void Answered(long curated, long dropped, long rejected)
    {
        _answers.Add(curated, new KeyValuePair<string, object?>("result", "curated"));
        _answers.Add(dropped, new KeyValuePair<string, object?>("result", "dropped"));
        _answers.Add(rejected, new KeyValuePair<string, object?>("result", "dead-lettered"));
    }
}
