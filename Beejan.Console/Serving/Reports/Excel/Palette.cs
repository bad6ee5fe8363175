namespace Beejan.Serving.Reports.Excel;

/// <summary>The colours of a workbook, RGB in hex.</summary>
internal static class Palette
{
    public const string Header = "0B6B5B";
    public const string OnHeader = "FFFFFF";
    public const string Band = "E0F1EE";
    public const string Quiet = "56616E";
}
