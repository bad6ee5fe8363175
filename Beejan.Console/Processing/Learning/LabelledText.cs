namespace Beejan.Processing.Learning;

/// <summary>One example to learn from or to be scored on.</summary>
/// <param name="Text">As a customer wrote it; personal data masked where it ships.</param>
/// <param name="Label">The right answer.</param>
/// <param name="Weight">How much it counts in training; 1 is an ordinary example.</param>
/// <param name="Source">Where it was written, when its neighbours resemble it; null when any two examples are equally far apart.</param>
/// <param name="Proof">How much it counts when confidence is made honest; null for as much as in training.</param>
internal readonly record struct LabelledText(string Text, string Label, float Weight = 1, string? Source = null, float? Proof = null);
