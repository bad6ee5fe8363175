namespace Beejan.Processing.Rules;

/// <summary>What a text says that makes it urgent, whatever its category.</summary>
[Flags]
internal enum UrgentSigns
{
    None = 0,

    /// <summary>Names the regulator as where the complaint goes or went.</summary>
    Regulator = 1,

    /// <summary>A life or a health emergency.</summary>
    Emergency = 2,

    /// <summary>A lawyer, a court, the press.</summary>
    Threat = 4,
    Fraud = 8,

    /// <summary>More than one subscriber is affected: an area, a street, everyone.</summary>
    Area = 16,

    /// <summary>Says they will leave for another operator.</summary>
    Leaving = 32,
}

/// <summary>Finds the signs by the phrases of <c>Data/urgency.csv</c>.</summary>
internal sealed class Urgency
{
    private static readonly UrgentSigns[] Order = [UrgentSigns.Regulator, UrgentSigns.Emergency, UrgentSigns.Threat, UrgentSigns.Fraud, UrgentSigns.Area, UrgentSigns.Leaving];
    private const int MostFound = 32;
    private readonly Cues _cues;

    public Urgency()
    {
        var phrases = EmbeddedData.Lines("urgency.csv").Skip(1).Select(l => l.Split(',')).ToLookup(p => p[0], p => p[1]);
        _cues = new Cues([.. Order.Select(sign => phrases[Name(sign)].ToList())]);
    }

    public UrgentSigns Judge(string text)
    {
        var found = System.Buffers.ArrayPool<Cue>.Shared.Rent(MostFound);
        using var folded = new FoldedText(text);
        var signs = UrgentSigns.None;
        foreach (var cue in found.AsSpan(0, _cues.Find(folded, found.AsSpan(0, MostFound))))
        {
            signs |= Order[cue.Subcategory];
        }
        System.Buffers.ArrayPool<Cue>.Shared.Return(found);
        return signs;
    }

    private static string Name(UrgentSigns sign) => sign.ToString().ToLowerInvariant();
}
