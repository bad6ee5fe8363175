namespace Beejan.Processing.Stages;

/// <summary>The kept posts of one wording, met in the order of <see cref="Matching"/>: those that people decided on, then by time.</summary>
internal sealed class Campaign(Twins twins)
{
    private readonly List<Said> _standing = [];
    private readonly List<Said> _kept = [];
    private int _from;

    /// <summary>The earliest kept one that stands for this one, and why.</summary>
    public (Said? Said, string? Code) First(Said said)
    {
        // A short post that shares nothing is said alike by many, and each of them is kept.
        if (!said.IsShare && !said.IsLong && said.Draft is not null)
        {
            return default;
        }
        Near(said);
        return First(_standing, 0, said) is { Said: not null } standing ? standing : First(_kept, _from, said);
    }

    /// <summary>
    /// It stands by itself. When it is later than one that stands since now, posts counted on it so far may be that one's: of two that are both
    /// like a third the earlier counts it.
    /// </summary>
    public void Keep(Said said)
    {
        if (said is { Echoes: > 0, Stands: false })
        {
            Near(said);
            foreach (var earlier in _standing.Concat(_kept.Skip(_from)))
            {
                if (earlier.IsNew && (said.At - earlier.At).Duration() <= Twins.ShareWindow)
                {
                    earlier.Recount(said);
                }
            }
        }
        (said.Stands ? _standing : _kept).Add(said);
    }

    /// <summary>They come in the order of time, so what is too early for this one is too early for all to come.</summary>
    private void Near(Said said)
    {
        while (_from < _kept.Count && said.At - _kept[_from].At > Twins.ShareWindow)
        {
            _from++;
        }
    }

    private (Said? Said, string? Code) First(List<Said> kept, int from, Said said)
    {
        for (var i = from; i < kept.Count; i++)
        {
            if ((said.Draft is not null || kept[i].Draft is not null) && twins.Code(kept[i], said) is { } code)
            {
                return (kept[i], code);
            }
        }
        return default;
    }
}
