using Beejan.Governance.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Beejan.Serving.Api;

/// <summary>
/// For wallboards: clients listen, they have nothing to call. Events: <c>complaint</c> (a list of the newest, masked), <c>trend</c>
/// (the summary), <c>export</c> (a report run that has ended) and <c>alert</c> (a list of those going on), each at most once a second.
/// </summary>
[Authorize(Policy = Policies.ViewFigures)]
internal sealed class LiveHub(LiveAudience audience) : Hub
{
    public override Task OnConnectedAsync()
    {
        audience.Change(1);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        audience.Change(-1);
        return base.OnDisconnectedAsync(exception);
    }
}

/// <summary>How many listen: nothing is read for an empty room.</summary>
internal sealed class LiveAudience
{
    private int _count;

    public bool Any => Volatile.Read(ref _count) > 0;

    public void Change(int by) => Interlocked.Add(ref _count, by);
}
