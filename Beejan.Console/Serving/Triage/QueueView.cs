namespace Beejan.Serving.Triage;

/// <summary>A ready-made filter that people work from. Its query is the page's address, so a view and its link are the same.</summary>
public sealed record QueueView(string Title, string Query)
{
    /// <summary>What <c>/queue</c> alone shows.</summary>
    public static QueueView Usual { get; } = new("All open", "status=open");

    public static IReadOnlyList<QueueView> All { get; } =
    [
        Usual,
        new("My open", "status=open&assignee=me&snoozed=no"),
        new("Unassigned", "status=open&assignee=none&snoozed=no"),
        new("Breaching soon", "sla=soon"),
        new("Breached", "sla=breached"),
        new("New today", "from=today&sort=-reportedAt"),
        new("P1/P2", "status=open&priority=P1,P2"),
        new("Needs review", "status=open&confidence=low"),
        new("Waiting", "status=pending,held"),
        new("Snoozed", "status=open&snoozed=yes"),
        new("Resolved", "status=resolved,closed&sort=-reportedAt"),
    ];
}
