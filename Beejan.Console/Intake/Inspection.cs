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

    /// <summary>The first few different reasons, with where they were met.</summary>
    public IReadOnlyList<InspectedReason> Reasons => _reasons;

    /// <summary>True when there was something and none of it can be read.</summary>
    public bool NothingReadable => Records > 0 && Unreadable == Records;

    public void Look(ISource source, RawRecord record)
    {
        Records++;
        if (source.Parse(0, 0, record) is not Parsed.Unreadable { Reason: var reason })
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
