using Beejan.Rulebook;
using Beejan.Ui;

namespace Beejan.Workshop;

/// <summary>How the state of a version is shown.</summary>
internal static class VersionTones
{
    public static string Of(string state) => state switch
    {
        RuleStates.Live => Tones.Good, RuleStates.Failed => Tones.Bad, RuleStates.Shadow or RuleStates.Asked or RuleStates.Making => Tones.Info, _ => Tones.Neutral,
    };

    /// <summary>The state in words.</summary>
    public static string Word(string state) => state switch
    {
        RuleStates.Live => "in force", RuleStates.Shadow => "in shadow", RuleStates.Asked => "waiting", RuleStates.Making => "being made", _ => state,
    };

    /// <summary>A version's number in words.</summary>
    public static string Number(int number) => number == 0 ? "the one that ships" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"version {number}");
}
