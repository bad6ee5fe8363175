using Beejan.Shell;
using Xunit;

namespace Beejan.Tests.Shell;

public sealed class NavEntryTests
{
    [Theory]
    [InlineData("/", "Dashboard")]
    [InlineData("/customers", "Customers")]
    [InlineData("/customers/12", "Customers")]
    [InlineData("/customers/profiles", "Profiles")]
    [InlineData("/complaints/BJN-26-0000001-4", "Queue")]
    [InlineData("/trace/7", "Pipeline")]
    [InlineData("/sources/sms", "Sources")]
    [InlineData("/queues", null)]
    public void A_page_is_below_the_one_line_of_the_navigation_that_covers_most_of_its_address(string path, string? title) =>
        Assert.Equal(title, new NavEntries().All.Where(e => e.Covering(path) > 0).MaxBy(e => e.Covering(path))?.Title);
}
