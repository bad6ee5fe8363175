namespace Beejan.Ui;

/// <summary>One part of a <c>ShareBar</c>.</summary>
/// <param name="Label">For people.</param>
/// <param name="Value">Its amount, not negative.</param>
/// <param name="Css">A class that carries the colour: <c>series-1</c>…<c>series-8</c>, <c>cat-network</c>, <c>tone-good</c>; by position when null.</param>
/// <param name="Href">Where the legend's name leads.</param>
public sealed record SharePart(string Label, long Value, string? Css = null, string? Href = null);
