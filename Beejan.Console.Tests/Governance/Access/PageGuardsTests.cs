using Beejan.Governance.Access;
using Xunit;

namespace Beejan.Tests.Governance.Access;

public sealed class PageGuardsTests
{
    [Theory]
    [InlineData("/queue?confidence=low", Policies.ViewComplaints)]
    [InlineData("/complaints/BJN-26-0000001-4", Policies.ViewComplaints)]
    [InlineData("/customers/12", Policies.ViewComplaints)]
    [InlineData("/customers/profiles", Policies.OperatePipeline)]
    [InlineData("/dead-letters?code=text.missing", Policies.OperatePipeline)]
    [InlineData("/sources/sms", Policies.ViewPipeline)]
    [InlineData("/", Policies.ViewFigures)]
    [InlineData("/account", null)]
    [InlineData("/nosuch", null)]
    [InlineData("https://beejan.example/queue", null)]
    public void A_link_is_guarded_as_the_page_behind_it(string href, string? policy) => Assert.Equal(policy, PageGuards.PolicyOf(href));

    [Theory]
    [InlineData(Roles.Agent, "/queue")]
    [InlineData(Roles.Engineer, "/pipeline")]
    [InlineData(Roles.Reporting, "/reports")]
    [InlineData(Roles.Manager, "/")]
    [InlineData(Roles.Agent + " " + Roles.Manager, "/")]
    [InlineData("", "/")]
    public void A_person_begins_at_the_work_of_their_role(string roles, string first) =>
        Assert.Equal(first, StartPage.Of(roles.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
