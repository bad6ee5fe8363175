namespace Beejan.Ui;

/// <summary>One row of a <c>HeatTable</c>, with a cell per column.</summary>
public sealed record HeatRow(string Title, IReadOnlyList<HeatCell> Cells, string? Href = null);

/// <summary>One cell: its count and where it leads.</summary>
/// <param name="Hint">Tooltip; "row · column: value" when null.</param>
public sealed record HeatCell(long Value, string? Href = null, string? Hint = null)
{
    /// <summary>The step of tint for a value: 0 for none, 1 to 6 by the square root of its part of the most, so that small ones can be told apart.</summary>
    public static int Step(long value, long most) =>
        value <= 0 || most <= 0 ? 0 : Math.Clamp((int)Math.Ceiling(6 * Math.Sqrt((double)value / most)), 1, 6);
}
