namespace Beejan.Serving.Reports;

/// <summary>
/// Text that a spreadsheet would run as a formula when it is typed, pasted or opened as CSV gets a leading apostrophe (OWASP "CSV
/// injection", CVE-2021-41270). Numbers are written as numbers and never pass here.
/// </summary>
internal static class FormulaGuard
{
    public static bool Risky(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    /// <summary>The text, with an apostrophe before it when it is risky.</summary>
    public static string Guard(string text) => Risky(text) ? "'" + text : text;
}
