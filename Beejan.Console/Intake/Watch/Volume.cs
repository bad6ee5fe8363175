using System.Globalization;

namespace Beejan.Intake.Watch;

/// <summary>What a source brought against what it was agreed to bring in a day.</summary>
/// <param name="State"><see cref="More"/>, <see cref="Less"/> or <see cref="Agreed"/>.</param>
/// <param name="Words">One sentence, with the figures.</param>
/// <param name="Recent">Records within <paramref name="Window"/>, repeats included.</param>
/// <param name="Window">Whole hours that were looked at for too little.</param>
internal sealed record Volume(string State, string Words, long Recent, TimeSpan Window)
{
    public const string More = "more";
    public const string Less = "less";
    public const string Agreed = "agreed";

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>
    /// Too much is told by the day in Lagos as it stands. Too little is told by the last 24 hours, in which every hour of a day stands once, so that
    /// a quiet night is not taken for a thin day; where the contract lets a file be late, by as many hours as it may be silent. A source is judged
    /// for too little only when it had begun before those hours.
    /// </summary>
    /// <param name="contract">What was agreed.</param>
    /// <param name="hours">Hours since 1970 in which something came and how much; the last days, oldest first.</param>
    /// <param name="last">When something came last; null: never.</param>
    /// <param name="today">Records since midnight in Lagos.</param>
    /// <param name="now">The present.</param>
    public static Volume Of(SourceContract contract, IReadOnlyList<(long Hour, long Records)> hours, DateTimeOffset? last, long today, DateTimeOffset now)
    {
        var window = contract.SilentAfterMinutes is { } silent && TimeSpan.FromMinutes(silent) > Day ? TimeSpan.FromMinutes(silent) : Day;
        var from = (now - window).ToUnixTimeSeconds() / 3600;
        var recent = hours.Where(h => h.Hour >= from).Sum(h => h.Records);
        var began = hours.Any(h => h.Hour < from) || (last is { } at && at.ToUnixTimeSeconds() / 3600 < from);
        if (contract.PerDayHigh is { } most && today > most)
        {
            return new Volume(More, Say($"More than agreed: {today:N0} today, {most:N0} a day at most."), recent, window);
        }
        if (contract.PerDayLow is not { } least || least == 0)
        {
            return new Volume(Agreed, contract.PerDayLow is null && contract.PerDayHigh is null ? "Taken as it comes: no volume was agreed." : "As agreed.", recent, window);
        }
        return recent >= least ? new Volume(Agreed, "As agreed.", recent, window)
            : began ? new Volume(Less, Say($"Less than agreed: {recent:N0} in the last {window.TotalHours:0} hours, {least:N0} a day at least."), recent, window)
            : new Volume(Agreed, Say($"It began less than {window.TotalHours:0} hours ago: whether it brings enough is told after that."), recent, window);
    }

    private static string Say(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
