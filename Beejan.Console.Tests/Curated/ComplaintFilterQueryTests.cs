using Beejan.Curated;
using Beejan.Curated.Reading;
using Xunit;

namespace Beejan.Tests.Curated;

public sealed class ComplaintFilterQueryTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-20T10:30:00Z");

    [Fact]
    public void A_filter_written_and_read_again_is_the_same()
    {
        var filter = new ComplaintFilter
        {
            From = Now.AddDays(-3), To = Now, Status = ["open"], Category = ["Customer Service"], State = ["Akwa Ibom", "FCT"], Priority = [1, 2],
            Team = ["NOC + Field Ops"], Assignee = "ada@beejan.ng", Sla = "soon", Search = "no network & = ?", CustomerId = -42, Sort = "-dueAt", Confidence = "low",
        };
        var text = ComplaintFilterQuery.Format(filter);
        var pairs = System.Web.HttpUtility.ParseQueryString(text);
        var read = ComplaintFilterQuery.Parse(pairs.AllKeys.Select(k => KeyValuePair.Create(k!, pairs[k])), Now);
        Assert.Empty(read.Errors);
        Assert.Equal(text, ComplaintFilterQuery.Format(read.Filter));
        Assert.Equal(filter.Search, read.Filter.Search);
        Assert.Equal(filter.Team, read.Filter.Team);
    }

    [Theory]
    [InlineData("status", "acknowledged,sleeping", "sleeping")]
    [InlineData("priority", "P7", "P7")]
    [InlineData("category", "Weather", "Weather")]
    [InlineData("from", "someday", "someday")]
    [InlineData("sla", "late", "late")]
    [InlineData("sla", "breached,soon", "takes one value")]
    [InlineData("sort", "colour", "colour")]
    [InlineData("customer", "x", "x")]
    public void A_value_that_is_not_known_is_named_with_its_parameter(string name, string value, string blamed)
    {
        var read = ComplaintFilterQuery.Parse([new(name, value)], Now);
        Assert.Contains(blamed, Assert.Single(read.Errors[name]));
    }

    [Fact]
    public void A_period_that_ends_before_it_begins_is_refused() =>
        Assert.True(ComplaintFilterQuery.Parse([new("from", "2026-11-20"), new("to", "2026-11-19")], Now).Errors.ContainsKey("to"));

    [Theory]
    [InlineData("today", "2026-11-19T23:00:00Z")]
    [InlineData("yesterday", "2026-11-18T23:00:00Z")]
    [InlineData("24h", "2026-11-19T10:00:00Z")]
    [InlineData("7d", "2026-11-13T23:00:00Z")]
    [InlineData("2026-11-20", "2026-11-19T23:00:00Z")]
    [InlineData("2026-11-20T01:00:00+01:00", "2026-11-20T00:00:00Z")]
    public void Times_are_read_as_people_in_Lagos_mean_them(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected), ComplaintFilterQuery.Parse([new("from", text)], Now).Filter.From);

    [Fact]
    public void Just_after_midnight_in_Lagos_today_is_the_new_day() =>
        Assert.Equal(DateTimeOffset.Parse("2026-11-20T23:00:00Z"), Lagos.Read("today", DateTimeOffset.Parse("2026-11-20T23:00:01Z")));

    [Fact]
    public void Me_is_the_one_who_asks() =>
        Assert.Equal("ada", ComplaintFilterQuery.Parse([new("assignee", "me")], Now, "ada").Filter.Assignee);
}
