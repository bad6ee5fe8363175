namespace Beejan.Processing.Rules;

/// <summary>How a written time was read.</summary>
internal enum TimeReading
{
    Read,

    /// <summary>Empty, or a word for "none".</summary>
    Missing,
    Unreadable,
}

/// <summary>What a date says of the order of its day and month.</summary>
internal enum DateOrder
{
    /// <summary>It leaves no choice, or needs none: the file's order, a month's name, a year first.</summary>
    Plain,

    /// <summary>03/04/2026: either number may be the day, so the file's order decides.</summary>
    Open,

    /// <summary>01/31/2026 in a file that writes the day first: only the other order gives a date.</summary>
    Other,
}

/// <summary>
/// Reads times as the sources write them and gives UTC. Named formats: ISO 8601 with or without zone and separators, day-month-year
/// (or month-day-year when the file says so or the numbers allow nothing else) with <c>/ - .</c> or month names, RFC 1123/822, the
/// X v1.1 form, Unix seconds, milliseconds and microseconds, spreadsheet serials, 12 and 24 hours; others by way of <see cref="TimeTidy"/>. No zone means Africa/Lagos.
/// </summary>
internal static class TimeReader
{
    /// <summary>Nigeria has one zone and no summer time.</summary>
    public static readonly TimeSpan Lagos = TimeSpan.FromHours(1);

    private const long UnixEpochTicks = 621355968000000000;

    /// <param name="text">The time as written.</param>
    /// <param name="monthFirst">Whether the file writes the month before the day.</param>
    /// <param name="utc">The time, when it was read.</param>
    /// <param name="order">What the date alone says of the order of day and month.</param>
    public static TimeReading Read(ReadOnlySpan<char> text, bool monthFirst, out DateTimeOffset utc, out DateOrder order)
    {
        var reading = AsWritten(text, monthFirst, out utc, out order);
        return reading == TimeReading.Unreadable && TimeTidy.Of(text) is { } tidy ? AsWritten(tidy, monthFirst, out utc, out order) : reading;
    }

    private static TimeReading AsWritten(ReadOnlySpan<char> text, bool monthFirst, out DateTimeOffset utc, out DateOrder order)
    {
        utc = default;
        order = DateOrder.Plain;
        text = text.Trim(" \t\r\n\"'\u00A0");
        if (text.IsEmpty || IsNone(text))
        {
            return TimeReading.Missing;
        }
        var cursor = new TimeCursor(text);
        long ticks;
        if (char.IsAsciiDigit(text[0]))
        {
            return TryNumber(text, out ticks) || TryDigitsFirst(ref cursor, monthFirst, out ticks, out order) ? Known(ticks, out utc) : TimeReading.Unreadable;
        }
        return TryWordFirst(ref cursor, out ticks) ? Known(ticks, out utc) : TimeReading.Unreadable;
    }

    private static TimeReading Known(long ticks, out DateTimeOffset utc)
    {
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            utc = default;
            return TimeReading.Unreadable;
        }
        utc = new DateTimeOffset(ticks, TimeSpan.Zero);
        return TimeReading.Read;
    }

    // Unix times, spreadsheet serials and compact dates: digits with at most one point among them.
    private static bool TryNumber(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.Length is < 5 or > 17 || whole.IndexOfAnyExceptInRange('0', '9') >= 0 || fraction.IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return false;
        }
        long value = 0;
        foreach (var c in whole)
        {
            value = (value * 10) + (c - '0');
        }
        switch (whole.Length)
        {
            case 5:
                // Days since 1899-12-30, kept by spreadsheets in local time; to the nearest second, as they show it.
                var seconds = Math.Round(Fraction(fraction) * 86400);
                ticks = new DateTime(1899, 12, 30).Ticks + (value * TimeSpan.TicksPerDay) + ((long)seconds * TimeSpan.TicksPerSecond) - Lagos.Ticks;
                return true;
            case 8 when fraction.IsEmpty && TryDate((int)(value / 10000), (int)(value / 100 % 100), (int)(value % 100), out ticks):
                ticks -= Lagos.Ticks;
                return true;
            case 12 when value is >= 200001010000 and < 210000000000 && fraction.IsEmpty && value / 100 % 100 < 24 && value % 100 < 60
                && TryDate((int)(value / 100000000), (int)(value / 1000000 % 100), (int)(value / 10000 % 100), out ticks):
                // As milliseconds it would be a day of 1976.
                ticks += ((value / 100 % 100 * 60) + (value % 100)) * TimeSpan.TicksPerMinute;
                ticks -= Lagos.Ticks;
                return true;
            case 9 or 10:
                ticks = UnixEpochTicks + (value * TimeSpan.TicksPerSecond) + (long)(Fraction(fraction) * TimeSpan.TicksPerSecond);
                return true;
            case 12 or 13:
                ticks = UnixEpochTicks + (value * TimeSpan.TicksPerMillisecond);
                return true;
            case 14 when TryDate((int)(value / 10000000000), (int)(value / 100000000 % 100), (int)(value / 1000000 % 100), out ticks)
                && value / 10000 % 100 < 24 && value / 100 % 100 < 60 && value % 100 < 60:
                ticks += ((((value / 10000 % 100 * 60) + (value / 100 % 100)) * 60) + (value % 100)) * TimeSpan.TicksPerSecond;
                ticks -= Lagos.Ticks;
                return true;
            case 16:
                ticks = UnixEpochTicks + (value * TimeSpan.TicksPerMicrosecond);
                return true;
            default:
                return false;
        }
    }

    private static double Fraction(ReadOnlySpan<char> digits)
    {
        double value = 0, scale = 0.1;
        foreach (var c in digits)
        {
            value += (c - '0') * scale;
            scale /= 10;
        }
        return value;
    }

    // 2026-01-31…, 31/01/2026…, 31-Jan-2026…, 31 January 2026…, 20260131T1030Z
    private static bool TryDigitsFirst(ref TimeCursor cursor, bool monthFirst, out long ticks, out DateOrder order)
    {
        (ticks, order) = (0, DateOrder.Plain);
        if (!cursor.Number(out var first, out var width))
        {
            return false;
        }
        if (width == 8 && cursor.Peek is 'T' or 't')
        {
            return TryDate(first / 10000, first / 100 % 100, first % 100, out ticks) && TryClockAndZone(ref cursor, ref ticks);
        }
        var mark = cursor.Peek;
        if (mark is not ('-' or '/' or '.' or ' ') || width is 3 or > 4)
        {
            return false;
        }
        cursor.Skip();
        cursor.Spaces();
        if (char.IsAsciiLetter(cursor.Peek))
        {
            return cursor.Month(out var named) && cursor.DateMark() && cursor.Number(out var year, out var yearWidth)
                && TryDate(Century(year, yearWidth), named, first, out ticks) && width <= 2 && TryClockAndZone(ref cursor, ref ticks);
        }
        if (!cursor.Number(out var second, out var secondWidth) || secondWidth > 2 || cursor.Peek != mark)
        {
            return false;
        }
        cursor.Skip();
        if (!cursor.Number(out var third, out var thirdWidth))
        {
            return false;
        }
        var read = width == 4
            ? thirdWidth <= 2 && TryDate(first, second, third, out ticks)
            : thirdWidth is 2 or 4 && TryDayAndMonth(first, second, Century(third, thirdWidth), monthFirst, out ticks, out order);
        return read && TryClockAndZone(ref cursor, ref ticks);
    }

    // The other order is taken only when the numbers allow no choice: 01/31/2026 is no day-month date.
    private static bool TryDayAndMonth(int first, int second, int year, bool monthFirst, out long ticks, out DateOrder order)
    {
        order = first <= 12 && second <= 12 && first != second ? DateOrder.Open : DateOrder.Plain;
        if (monthFirst ? TryDate(year, first, second, out ticks) : TryDate(year, second, first, out ticks))
        {
            return true;
        }
        order = DateOrder.Other;
        return (monthFirst ? first > 12 : second > 12) && (monthFirst ? TryDate(year, second, first, out ticks) : TryDate(year, first, second, out ticks));
    }

    // Wed, 21 Jan 2026 10:00:00 +0000 · Wed Jan 21 10:00:00 +0000 2026 · January 21, 2026 10:00 AM
    private static bool TryWordFirst(ref TimeCursor cursor, out long ticks)
    {
        ticks = 0;
        cursor.Weekday();
        if (char.IsAsciiDigit(cursor.Peek))
        {
            return TryDigitsFirst(ref cursor, monthFirst: false, out ticks, out _);
        }
        if (!cursor.Month(out var month) || !cursor.DateMark() || !cursor.Number(out var day, out var width) || width > 2 || !cursor.DateMark()
            || !cursor.Number(out var next, out var nextWidth))
        {
            return false;
        }
        if (nextWidth == 4)
        {
            return TryDate(next, month, day, out ticks) && TryClockAndZone(ref cursor, ref ticks);
        }
        // The year comes last: read it first, then the clock between.
        return cursor.BackOver(nextWidth) && cursor.TakeYearFromEnd(out var year) && TryDate(year, month, day, out ticks) && TryClockAndZone(ref cursor, ref ticks);
    }

    private static bool TryClockAndZone(ref TimeCursor cursor, ref long ticks)
    {
        if (!cursor.Clock(out var clock))
        {
            return false;
        }
        if (!cursor.Zone(out var offsetMinutes))
        {
            return false;
        }
        ticks += clock - (offsetMinutes is { } minutes ? minutes * TimeSpan.TicksPerMinute : Lagos.Ticks);
        return true;
    }

    private static bool TryDate(int year, int month, int day, out long ticks)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            ticks = 0;
            return false;
        }
        ticks = new DateTime(year, month, day).Ticks;
        return true;
    }

    private static int Century(int year, int width) => width == 2 ? year + (year < 70 ? 2000 : 1900) : year;

    private static bool IsNone(ReadOnlySpan<char> text)
    {
        if (text.Length > 13)
        {
            return false;
        }
        foreach (var word in (ReadOnlySpan<string>)["n/a", "na", "null", "none", "nil", "-", "--", "unknown", "not available", "nan", "nat", "\\n", "?"])
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }
}
