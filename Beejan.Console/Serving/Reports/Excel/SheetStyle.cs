using Beejan.Contracts;

namespace Beejan.Serving.Reports.Excel;

/// <summary>The cell styles of streamed sheets: fixed places in the workbook's style table, which <see cref="Package"/> makes so.</summary>
internal static class SheetStyle
{
    public const int Header = 1;

    /// <summary>One more than the last fixed place.</summary>
    public const int Count = 7;

    /// <summary>Number formats by place, from 2 on.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd", "0", "0.00##", "0.0%"];

    public static int Of(TabularType type) => type switch
    {
        TabularType.Instant => 2,
        TabularType.Date => 3,
        TabularType.Integer => 4,
        TabularType.Number => 5,
        TabularType.Share => 6,
        _ => 0,
    };
}
