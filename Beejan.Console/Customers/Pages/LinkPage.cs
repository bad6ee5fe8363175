using System.Data.Common;
using Beejan.Contracts;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Beejan.Customers.Pages;

/// <summary>A page of customers: everyone who sees complaints reads it, those who work the queue decide. The right is asked again for each deed.</summary>
public abstract class LinkPage() : LivePage(Topic.Customers)
{
    [Inject]
    public required IAuthorizationService Authorization { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Who { get; set; }

    /// <summary>The reader may decide.</summary>
    protected bool MayDecide { get; private set; }

    /// <summary>While something is done.</summary>
    protected bool Busy { get; private set; }

    /// <summary>What the last deed came to; null for nothing.</summary>
    protected string? Said { get; private set; }

    /// <summary>Why the last deed was not done; null when it was.</summary>
    protected string? Refused { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        MayDecide = await MayAsync(Policies.WorkQueue);
        await base.OnInitializedAsync();
    }

    /// <summary>True when the reader has that right now.</summary>
    protected async Task<bool> MayAsync(string policy) => (await Authorization.AuthorizeAsync((await Who).User, policy)).Succeeded;

    /// <summary>Does something in the reader's name and reads the page again.</summary>
    /// <param name="said">What to say when it was done.</param>
    /// <param name="deed">Gets the reader's name; null when it was done, else why not.</param>
    protected async Task<bool> DoAsync(string said, Func<string, Task<Reason?>> deed)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (Busy)
        {
            return false;
        }
        (Busy, Said, Refused) = (true, null, null);
        try
        {
            Refused = !(MayDecide = await MayAsync(Policies.WorkQueue)) ? "Your role may not decide this." : (await deed(Actors.Of((await Who).User)))?.Message;
        }
        catch (DbException)
        {
            Refused = "It was not done: the database was busy. Look how it stands, then try again.";
        }
        finally
        {
            Busy = false;
        }
        Said = Refused is null ? said : null;
        await RefreshAsync();
        return Refused is null;
    }
}
