namespace Beejan.Sources.Email;

/// <summary>
/// One walk through a body in which each line is found to be the sender's, the signature's or history. Below the line that introduces a quote,
/// what has quote marks is left out, and words between and below it are the sender's; without quote marks history goes on to the end.
/// </summary>
internal sealed class BodyWalk
{
    /// <summary>Each may copy the lines below it, so only so many are followed.</summary>
    private const int MostForwards = 20;

    private readonly List<string> _own = [];
    private readonly List<string> _signature = [];
    private bool _signing;
    private bool _inQuote;
    private bool _belowQuote;
    private bool _left;
    private bool _apart;

    private BodyWalk()
    {
    }

    /// <summary>The sender's lines, and those of the messages they pass on.</summary>
    public IReadOnlyList<string> Own => _own;

    public IReadOnlyList<string> Signature => _signature;

    /// <summary>Something was quoted or passed on.</summary>
    public bool HasHistory { get; private set; }

    public string Text => string.Join('\n', _own).Trim();

    /// <param name="lines">The body's.</param>
    /// <param name="forwards">A header block starts what is passed on, not history.</param>
    public static BodyWalk Through(string[] lines, bool forwards)
    {
        var walk = new BodyWalk();
        var followed = 0;
        for (var at = 0; at < lines.Length;)
        {
            // A marker inside a quote is history of what is answered.
            var inQuote = walk._inQuote && QuoteMarks.IsQuoted(lines, at);
            if (!inQuote && followed < MostForwards && PassedOn.Read(lines, at, forwards) is { } passed)
            {
                walk.LeaveHistory();
                (lines, at, forwards) = (passed.Lines, passed.At, passed.Forwards);
                (walk._inQuote, walk._belowQuote) = (false, false);
                followed++;
            }
            else
            {
                at = walk.Step(lines, at);
            }
        }
        walk.Leave();
        return walk;
    }

    /// <summary>Takes the line, or all that belong to what it starts, and tells where to go on.</summary>
    private int Step(string[] lines, int at)
    {
        if (QuoteMarks.IsQuoted(lines, at))
        {
            return PastQuote(lines, at);
        }
        var line = lines[at];
        if (Footers.IsSignature(line))
        {
            Leave();
            _signing = true;
            return at + 1;
        }
        if (Introduction(lines, at) is var introduction and > 0)
        {
            LeaveHistory();
            var quote = QuoteMarks.NextLine(lines, at + introduction);
            return quote < lines.Length && QuoteMarks.IsQuoted(lines, quote) ? PastQuote(lines, quote) : lines.Length;
        }
        if (_belowQuote && Footers.IsAppended(line))
        {
            return lines.Length;
        }
        Take(line);
        return at + 1;
    }

    /// <summary>How many lines announce a quote here: an attribution, or a header block and the divider above it; 0 when none does.</summary>
    private static int Introduction(string[] lines, int at)
    {
        if (Attribution.LinesAt(lines, at) is var attribution and > 0)
        {
            return attribution;
        }
        var divided = HistoryMarks.IsDivider(lines[at]);
        var fields = divided ? QuoteMarks.NextLine(lines, at + 1) : at;
        return HeaderBlock.Read(lines, fields, quoted: false, divided) is { } block ? fields - at + block.Length : fields - at;
    }

    private int PastQuote(string[] lines, int at)
    {
        LeaveHistory();
        while (at < lines.Length && (QuoteMarks.IsQuoted(lines, at) || QuoteMarks.IsRemainder(lines, at)))
        {
            at++;
        }
        (_inQuote, _belowQuote) = (true, true);
        return at;
    }

    private void LeaveHistory()
    {
        Leave();
        (HasHistory, _signing) = (true, false);
    }

    /// <summary>Something is left out here: what programs put above it goes too, and one blank line stands for the gap if there was any.</summary>
    private void Leave()
    {
        while (_own.Count > 0 && (string.IsNullOrWhiteSpace(_own[^1]) || Footers.IsProgramsOwn(_own[^1])))
        {
            _apart |= string.IsNullOrWhiteSpace(_own[^1]);
            _own.RemoveAt(_own.Count - 1);
        }
        _left = true;
    }

    private void Take(string line)
    {
        if (_signing)
        {
            _signature.Add(line);
        }
        else if (_left && string.IsNullOrWhiteSpace(line))
        {
            _apart = true;
        }
        else
        {
            if (_left && _apart && _own.Count > 0)
            {
                _own.Add("");
            }
            _own.Add(line);
            (_left, _apart) = (false, false);
            _inQuote &= string.IsNullOrWhiteSpace(line);
        }
    }
}
