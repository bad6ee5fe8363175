using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Xunit;

namespace Beejan.Tests.Curated;

public sealed class FactJsonTests
{
    [Fact]
    public void Score_factors_read_back_as_they_were()
    {
        IReadOnlyList<ScoreFactor>[] lists = [[], [new("severity", 40, "Outage")], [new("sentiment", 13.1f, "-0.87"), new("urgency", 0.1f, "says \"they\" will\nleave 😡 <b>")]];

        foreach (var factors in lists.Concat(lists.Reverse()))
        {
            Assert.Equal(factors, JsonSerializer.Deserialize<List<ScoreFactor>>(FactJson.Of(factors), JsonSerializerOptions.Web));
        }
    }
}
