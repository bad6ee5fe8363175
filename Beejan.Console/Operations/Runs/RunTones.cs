using System.Globalization;
using Beejan.Ui;

namespace Beejan.Operations.Runs;

/// <summary>How a run is shown.</summary>
internal static class RunTones
{
    public static string Of(RunRow run) => run.State switch
    {
        RunStates.Success => Tones.Good,
        RunStates.Partial => Tones.Warn,
        RunStates.Failed => Tones.Bad,
        RunStates.Running => Tones.Info,
        _ => Tones.Neutral,
    };

    /// <summary><c>240 ms</c>, <c>3.2 s</c>, <c>2 min</c>; a running one's time so far.</summary>
    public static string Took(RunRow run, DateTimeOffset now)
    {
        var took = (run.FinishedAt ?? now) - run.StartedAt;
        return took.TotalSeconds < 1 ? string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:0} ms")
            : took.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s")
            : LagosClock.Span(took);
    }
}
