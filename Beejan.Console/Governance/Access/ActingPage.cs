using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Beejan.Governance.Access;

/// <summary>A page that more people read than act on. The right to act is asked again for each act: it may have been taken since the page was opened.</summary>
/// <param name="topic">What moves the page.</param>
/// <param name="right">The policy that lets a reader act.</param>
public abstract class ActingPage(Topic topic, string right) : LivePage(topic)
{
    [Inject]
    public required IAuthorizationService Authorization { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Who { get; set; }

    /// <summary>The reader may act.</summary>
    protected bool MayAct { get; private set; }

    /// <summary>While something is done.</summary>
    protected bool Busy { get; private set; }

    /// <summary>What the last act came to; null when there is nothing to say.</summary>
    protected string? Said { get; private set; }

    /// <summary>Why the last act was not done; null when it was.</summary>
    protected string? Refused { get; private set; }

    /// <summary>What a reader without the right is told.</summary>
    protected virtual string NotYours => "Your role may look at this, not change it.";

    protected override async Task OnInitializedAsync()
    {
        MayAct = await MayAsync(right);
        await base.OnInitializedAsync();
    }

    /// <summary>True when the reader has that right now.</summary>
    protected async Task<bool> MayAsync(string policy) => (await Authorization.AuthorizeAsync((await Who).User, policy)).Succeeded;

    /// <summary>Does something in the reader's name, one thing at a time, and reads the page again.</summary>
    /// <param name="act">Gets the actor's name; gives what to say, or why it was not done.</param>
    /// <returns>True when it was done.</returns>
    protected async Task<bool> TryAsync(Func<string, Task<(string? Said, string? Refused)>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (Busy)
        {
            return false;
        }
        (Busy, Said, Refused) = (true, null, null);
        try
        {
            (Said, Refused) = (MayAct = await MayAsync(right)) ? await act(Actors.Of((await Who).User)) : (null, NotYours);
        }
        catch (Exception e) when (StoreTrouble.Is(e))
        {
            Refused = "It was not done: the store could not take it, or somebody did the same just now. Look how it stands, then try again.";
        }
        var done = Refused is null;
        try
        {
            // Until the page shows what became of it: the second half of a double click asks for nothing.
            await RefreshAsync();
        }
        finally
        {
            Busy = false;
        }
        return done;
    }
}
