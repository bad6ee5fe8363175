namespace Beejan.Ui;

/// <summary>What a colour means. The words are used in CSS classes: <c>tone-good</c>.</summary>
public static class Tones
{
    public const string Neutral = "neutral";
    public const string Good = "good";
    public const string Warn = "warn";
    public const string Bad = "bad";
    public const string Info = "info";

    /// <summary>The word itself when it is one of the five, otherwise neutral.</summary>
    public static string Of(string? word) => word is Good or Warn or Bad or Info ? word : Neutral;
}
