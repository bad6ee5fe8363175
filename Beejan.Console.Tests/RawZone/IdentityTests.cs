using System.Globalization;
using Beejan.Contracts;
using Beejan.RawZone;
using Xunit;

namespace Beejan.Tests.RawZone;

/// <summary>The narrow key of the ledger: keys that follow each other are neighbours in its index.</summary>
public sealed class IdentityTests
{
    public static TheoryData<string, long, long> Shapes => new()
    {
        { "CL{0:D9}", 4_000, 1 }, { "{0}", 990, 1 }, { "2026-11-21-{0:D6}", 95_000, 1 }, { "1795280000-{0}", 1, 1 }, { "order {0} of ng", 7_000_000_000, 1 },
        { "{0}", 1_900_000_002_097_152_695, 4_194_304 }, { "{0}", 1_795_280_000_123, 250 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Keys_that_count_up_or_tell_the_time_stand_together_and_in_order(string shape, long first, long step)
    {
        var identities = Enumerable.Range(0, 5_000).Select(n => Of(string.Format(CultureInfo.InvariantCulture, shape, first + (n * step)))).ToList();

        Assert.Equal(identities.Count, identities.Distinct().Count());
        Assert.Equal(identities.Select(i => i >> 25).Order(), identities.Select(i => i >> 25));
        Assert.Single(identities.Select(i => i >> 59).Distinct());
    }

    [Fact]
    public void Another_source_or_another_key_is_another_identity()
    {
        string[] keys = ["", "a", "7", "07", "7a", "a7", "123456789012", "1234567890123", "99999999999999999999999999999999", "نص", "id-½"];

        Assert.Equal(2 * keys.Length, keys.SelectMany(k => new[] { Of(k), Identities.Of(new SourceId("sms"), k) }).Distinct().Count());
    }

    private static long Of(string key) => Identities.Of(new SourceId("call-center"), key);
}
