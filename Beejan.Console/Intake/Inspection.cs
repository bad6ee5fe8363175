using Beejan.Contracts;
using Beejan.Sources;

namespace Beejan.Intake;

/// <summary>Reads each record of a delivery as processing will, to tell its sender at once how much of it is unreadable and why.</summary>
internal sealed class Inspection
{
    private const int FirstReasons = 5;
    private readonly List<InspectedReason> _reasons = [];

    public long Records { get; private set; }

    public long Unreadable { get; private set; }

    /// <summary>Holds no complaint on purpose: headers alone, trailers, delivery reports.</summary>
    public long Ignored { get; private set; }

    private string? _ignoredFor;

    /// <summary>The first few different reasons, with where they were met.</summary>
    public IReadOnlyList<InspectedReason> Reasons => _reasons;

    /// <summary>True when there was something and none of it can be read.</summary>
    public bool NothingReadable => Records > 0 && Unreadable == Records;

    /// <summary>Why nothing of it becomes a complaint, in a sentence; null when something does.</summary>
    public string? WhyNothing => Records == 0 ? "There is nothing in it." : NothingReadable ? $"None of it can be read: {_reasons[0].Message}"
        : Ignored == Records ? $"It holds no complaint: {_ignoredFor}" : null;

    public void Look(ISource source, RawRecord record)
    {
        Records++;
        var parsed = source.Parse(0, 0, record);
        if (parsed is Parsed.Ignored { Reason: var passed })
        {
            Ignored++;
            _ignoredFor ??= passed.Message;
        }
        if (parsed is not Parsed.Unreadable { Reason: var reason })
        {
            return;
        }
        Unreadable++;
        if (_reasons.Count < FirstReasons && !_reasons.Exists(r => r.Code == reason.Code))
        {
            _reasons.Add(new InspectedReason(record.Origin ?? "", reason.Code, reason.Message, reason.Field));
        }
    }
}

/// <summary>Why a record cannot be read, and which (<c>calls.csv#12</c>).</summary>
public sealed record InspectedReason(string Record, string Code, string Message, string? Field);
