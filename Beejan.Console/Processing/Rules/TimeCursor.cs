namespace Beejan.Processing.Rules;

/// <summary>Walks a written time piece by piece. Every reader leaves the cursor behind what it read and tells whether it was there.</summary>
internal ref struct TimeCursor(ReadOnlySpan<char> text)
{
    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";
    private const string Weekdays = "sunmontuewedthufrisat";
    private ReadOnlySpan<char> _text = text;
    private int _at;

    /// <summary>The next character; <c>'\0'</c> at the end.</summary>
    public readonly char Peek => _at < _text.Length ? _text[_at] : '\0';

    public void Skip() => _at++;

    public void Spaces()
    {
        while (Peek is ' ' or '\u00A0' or '\u202F' or '\t')
        {
            _at++;
        }
    }

    /// <summary>Up to nine digits.</summary>
    public bool Number(out int value, out int width)
    {
        value = 0;
        width = 0;
        while (char.IsAsciiDigit(Peek))
        {
            if (++width > 9)
            {
                return false;
            }
            value = (value * 10) + (_text[_at++] - '0');
        }
        return width > 0;
    }

    public bool BackOver(int width)
    {
        _at -= width;
        return true;
    }

    /// <summary>What stands between the parts of a date: at least one of space, comma, dash, slash, point.</summary>
    public bool DateMark()
    {
        var start = _at;
        while (Peek is ' ' or ',' or '-' or '/' or '.')
        {
            _at++;
        }
        return _at > start;
    }

    /// <summary>A month's name, at least its first three letters.</summary>
    public bool Month(out int month)
    {
        month = 0;
        var word = Word();
        if (word.Length < 3 || (word.Length > 3 && word.Length > 9))
        {
            return false;
        }
        month = Lookup(Months, word);
        return month > 0;
    }

    /// <summary>Skips a weekday's name, when there is one, and what follows it.</summary>
    public void Weekday()
    {
        var start = _at;
        var word = Word();
        if (word.Length >= 3 && Lookup(Weekdays, word) > 0)
        {
            DateMark();
            return;
        }
        _at = start;
    }

    /// <summary>Takes a four-digit year from the end of the text, as in <c>Wed Jan 21 10:00:00 +0000 2026</c>.</summary>
    public bool TakeYearFromEnd(out int year)
    {
        year = 0;
        var space = _text.LastIndexOf(' ');
        var last = _text[(space + 1)..];
        if (space < _at || last.Length != 4 || last.IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return false;
        }
        foreach (var c in last)
        {
            year = (year * 10) + (c - '0');
        }
        _text = _text[..space];
        return true;
    }

    /// <summary>Ticks since midnight; a text that ends here is midnight.</summary>
    public bool Clock(out long ticks)
    {
        ticks = 0;
        while (Peek is ' ' or 'T' or 't' or ',' or '\u00A0')
        {
            _at++;
        }
        if (Peek == '\0' || !char.IsAsciiDigit(Peek))
        {
            return true;
        }
        if (!Number(out var hour, out var width))
        {
            return false;
        }
        var (minute, second) = (0, 0);
        if (width is 4 or 6)
        {
            (hour, minute, second) = width == 4 ? (hour / 100, hour % 100, 0) : (hour / 10000, hour / 100 % 100, hour % 100);
        }
        else if (width > 2 || !TakeMark() || !Number(out minute, out var minuteWidth) || minuteWidth != 2)
        {
            return false;
        }
        else if (Peek is ':' or '.')
        {
            _at++;
            if (!Number(out second, out var secondWidth) || secondWidth != 2)
            {
                return false;
            }
        }
        // Midnight at the day's end, and the second that is put in now and then.
        second = second == 60 && minute == 59 ? 59 : second;
        if (!SecondsFraction(out var fraction) || !Half(ref hour) || (hour > 23 && (hour, minute, second) is not (24, 0, 0)) || minute > 59 || second > 59)
        {
            return false;
        }
        ticks = ((((hour * 60) + minute) * 60) + second) * TimeSpan.TicksPerSecond + fraction;
        return true;
    }

    /// <summary>Minutes east of Greenwich; null when nothing is written. False when something unknown is left over.</summary>
    public bool Zone(out int? minutes)
    {
        minutes = null;
        Spaces();
        if (Peek == '\0')
        {
            return true;
        }
        if (Peek is '+' or '-' or '\u2212')
        {
            var sign = Peek == '+' ? 1 : -1;
            _at++;
            if (!Number(out var value, out var width) || width is not (2 or 4))
            {
                return false;
            }
            var (hours, rest) = width == 4 ? (value / 100, value % 100) : (value, 0);
            if (width == 2 && Peek == ':')
            {
                _at++;
                if (!Number(out rest, out var restWidth) || restWidth != 2)
                {
                    return false;
                }
            }
            minutes = sign * ((hours * 60) + rest);
            return hours <= 14 && rest < 60 && AtEnd();
        }
        minutes = Named(Word());
        return minutes is not null && AtEnd();
    }

    private bool AtEnd()
    {
        Spaces();
        // RFC 822 allows a comment, such as (WAT), behind the zone.
        return Peek is '\0' or '(';
    }

    private bool TakeMark()
    {
        if (Peek is ':' or '.' or 'h')
        {
            _at++;
            return true;
        }
        return false;
    }

    private bool SecondsFraction(out long ticks)
    {
        ticks = 0;
        if (Peek is not ('.' or ','))
        {
            return true;
        }
        _at++;
        var unit = TimeSpan.TicksPerSecond / 10;
        var start = _at;
        for (; char.IsAsciiDigit(Peek); _at++)
        {
            ticks += (Peek - '0') * unit;
            unit /= 10;
        }
        return _at > start;
    }

    private bool Half(ref int hour)
    {
        var start = _at;
        Spaces();
        var letter = Peek | 0x20;
        if (letter is not ('a' or 'p'))
        {
            _at = start;
            return true;
        }
        _at++;
        if (Peek == '.')
        {
            _at++;
        }
        if ((Peek | 0x20) != 'm')
        {
            _at = start;
            return true;
        }
        _at++;
        if (Peek == '.')
        {
            _at++;
        }
        if (hour is < 1 or > 12)
        {
            return false;
        }
        hour = (hour % 12) + (letter == 'p' ? 12 : 0);
        return true;
    }

    private ReadOnlySpan<char> Word()
    {
        var start = _at;
        while (char.IsAsciiLetter(Peek))
        {
            _at++;
        }
        return _text[start.._at];
    }

    private static int Lookup(string names, ReadOnlySpan<char> word)
    {
        var (a, b, c) = (word[0] | 0x20, word[1] | 0x20, word[2] | 0x20);
        for (var i = 0; i < names.Length; i += 3)
        {
            if (names[i] == a && names[i + 1] == b && names[i + 2] == c)
            {
                return (i / 3) + 1;
            }
        }
        return 0;
    }

    private static int? Named(ReadOnlySpan<char> zone)
    {
        foreach (var (name, minutes) in (ReadOnlySpan<(string, int)>)[("Z", 0), ("UTC", 0), ("GMT", 0), ("UT", 0), ("WAT", 60), ("CET", 60), ("EST", -300), ("EDT", -240), ("CST", -360), ("CDT", -300), ("MST", -420), ("MDT", -360), ("PST", -480), ("PDT", -420),
            ("CAT", 120), ("SAST", 120), ("EET", 120), ("EAT", 180), ("MSK", 180), ("CEST", 120), ("BST", 60), ("WEST", 60), ("WET", 0), ("GST", 240), ("HKT", 480), ("SGT", 480)])
        {
            if (zone.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return minutes;
            }
        }
        return null;
    }
}
