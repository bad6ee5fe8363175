using System.Data.Common;
using Beejan.Contracts;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Beejan.Workshop;

/// <summary>A page of the workshop: everyone who sees the pipeline reads it, those who operate it act. The right is asked again for each act.</summary>
/// <param name="topic">What moves the page.</param>
public abstract class WorkshopPage(Topic topic = Topic.Rules) : LivePage(topic)
{
    [Inject]
    public required AuthenticationStateProvider Who { get; init; }

    [Inject]
    public required IAuthorizationService Authorization { get; init; }

    /// <summary>The reader may act.</summary>
    protected bool MayAct { get; private set; }

    /// <summary>While an act is done.</summary>
    protected bool Busy { get; private set; }

    /// <summary>What the last act came to, when there is something to say.</summary>
    protected string? Said { get; private set; }

    /// <summary>Why the last act was not done.</summary>
    protected string? Refused { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        MayAct = await MayAsync();
        await base.OnInitializedAsync();
    }

    /// <summary>Does something in the reader's name and reads the page again.</summary>
    /// <param name="act">Gets the actor's name; returns what to say, or null when it could not be done.</param>
    protected async Task ActAsync(Func<string, Task<string?>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        (Busy, Said, Refused) = (true, null, null);
        try
        {
            if (!(MayAct = await MayAsync()))
            {
                throw new WorkshopRefusedException("Only engineers and administrators may do this.");
            }
            Said = await act(Actors.Of((await Who.GetAuthenticationStateAsync()).User));
            Refused = Said is null ? "It was not done: somebody was faster. The page shows how it stands now." : null;
        }
        catch (WorkshopRefusedException e)
        {
            Refused = e.Message;
        }
        catch (DbException)
        {
            Refused = "It was not done: the database was busy, or somebody did the same just now. Look how it stands, then try again.";
        }
        finally
        {
            Busy = false;
        }
        await RefreshAsync();
    }

    private async Task<bool> MayAsync() => (await Authorization.AuthorizeAsync((await Who.GetAuthenticationStateAsync()).User, Policies.OperatePipeline)).Succeeded;
}

/// <summary>An act that the rules of the house do not allow; the message is for the person who asked.</summary>
public sealed class WorkshopRefusedException(string message) : Exception(message);
