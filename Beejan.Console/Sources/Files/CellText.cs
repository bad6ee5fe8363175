using System.Globalization;

namespace Beejan.Sources.Files;

/// <summary>
/// Cells as text: dates without a zone, whole numbers without a point, so that a telephone number stays one. What a number means is told by its
/// style alone.
/// </summary>
internal sealed class CellText
{
    private readonly Dictionary<int, bool> _custom = [];
    private readonly List<int> _styles = [];

    /// <summary>True when the workbook counts its days from 1904.</summary>
    public bool From1904 { get; set; }

    /// <summary>Adds a format of the workbook's own.</summary>
    public void AddFormat(int id, string code) => _custom[id] = IsDateCode(code);

    /// <summary>Adds the next cell style by its format.</summary>
    public void AddStyle(int format) => _styles.Add(format);

    /// <summary>A number of that style.</summary>
    public string Number(double value, int style)
    {
        var format = style >= 0 && style < _styles.Count ? _styles[style] : 0;
        var isDate = _custom.TryGetValue(format, out var own) ? own : format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);
        return isDate && Date(value) is { } date ? date : Plain(value);
    }

    public static string Plain(double value) => Math.Abs(value) < 1e15 && value == Math.Floor(value)
        ? value.ToString("F0", CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);

    public static string Text(string? text) => (text ?? "").Replace('\0', ' ').Trim();

    /// <summary>Null when it lies outside the calendar: then it is only a number.</summary>
    private string? Date(double serial)
    {
        if (double.IsNaN(serial) || serial < 0 || serial + 1462 >= 2_958_466)
        {
            return null;
        }
        if (serial < 1)
        {
            return TimeSpan.FromSeconds(Math.Round(serial * 86400)).ToString("c", CultureInfo.InvariantCulture);
        }
        // The first sixty days of 1900 count one that never was, the 29th of February.
        var days = From1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
        var date = new DateTime(1899, 12, 30).AddSeconds(Math.Round(days * 86400));
        return date.TimeOfDay == TimeSpan.Zero ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>A format code shows a date when a letter of one stands outside quotes, brackets and escapes.</summary>
    private static bool IsDateCode(string code)
    {
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = code.IndexOf('"', i + 1) is var end and >= 0 ? end : code.Length;
                    break;
                case '[':
                    if (i + 1 < code.Length && char.ToLowerInvariant(code[i + 1]) is 'h' or 'm' or 's')
                    {
                        return true;
                    }
                    i = code.IndexOf(']', i + 1) is var close and >= 0 ? close : code.Length;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'y' or 'Y' or 'd' or 'D' or 'h' or 'H' or 's' or 'S' or 'm' or 'M':
                    return true;
            }
        }
        return false;
    }
}
