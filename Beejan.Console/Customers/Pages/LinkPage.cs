using Beejan.Contracts;
using Beejan.Governance.Access;

namespace Beejan.Customers.Pages;

/// <summary>A page of customers: everyone who sees complaints reads it, those who work the queue decide.</summary>
public abstract class LinkPage() : ActingPage(Topic.Customers, Policies.WorkQueue)
{
    protected override string NotYours => "Your role may not decide this.";

    /// <summary>Does something in the reader's name and reads the page again.</summary>
    /// <param name="said">What to say when it was done.</param>
    /// <param name="deed">Gets the reader's name; null when it was done, else why not.</param>
    /// <returns>True when it was done.</returns>
    protected Task<bool> DoAsync(string said, Func<string, Task<Reason?>> deed) =>
        TryAsync(async actor => await deed(actor) is { } reason ? (null, reason.Message) : (said, null));
}
