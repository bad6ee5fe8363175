namespace Beejan.Serving.Triage;

/// <summary>
/// Where one browser tab left the queue, so that whoever comes back from a case goes on there: at its row, or at the one that now stands in its
/// place. Lives as long as the tab's connection.
/// </summary>
public sealed class QueuePlace
{
    private (string Query, long Id, int Place)? _left;

    /// <summary>The cursor stood there when the queue was left.</summary>
    public void Leave(QueueAddress address, long id, int place)
    {
        ArgumentNullException.ThrowIfNull(address);
        _left = (address.Query, id, place);
    }

    /// <summary>The place to go on from in that list, once; null when the queue was not left from this address, or the list is empty.</summary>
    public int? Take(QueueAddress address, QueueList list)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(list);
        if (_left is not { } left || left.Query != address.Query)
        {
            return null;
        }
        _left = null;
        return list.PlaceOf(left.Id) is >= 0 and var place ? place : list.Total > 0 && left.Place >= 0 ? Math.Min(left.Place, list.Total - 1) : null;
    }
}
