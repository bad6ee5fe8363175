using Beejan.Sources;
using Beejan.Sources.CallCenter;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Beejan.Tests.Sources;

public sealed class SetupTests
{
    [Fact]
    public void The_sources_of_the_contract_are_registered() =>
        Assert.Equal(["call-center", "email", "files", "sms", "social", "web-form"], Services().GetServices<ISource>().Select(s => s.Id.Value).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Columns_are_mapped_by_configuration_alone()
    {
        var source = Services(("Beejan:Sources:CallCenter:Columns:Text:0", "What happened")).GetServices<ISource>().Single(s => s.Id.Value == "call-center");
        Assert.Equal("no network", (await source.OneAsync("nr,what_happened\n1,no network\n")).Given.Text);
    }

    [Theory]
    [InlineData("Columns:Txt:0", "x", "'Txt' is not a field")]
    [InlineData("MaxRecordBytes", "5", "MaxRecordBytes")]
    [InlineData("Channel", "pigeon", "Channel")]
    public void A_wrong_value_is_refused_by_name(string key, string value, string named)
    {
        var options = Services(($"Beejan:Sources:CallCenter:{key}", value)).GetRequiredService<IOptions<CallCenterOptions>>();
        Assert.Contains(named, Assert.Throws<OptionsValidationException>(() => options.Value).Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.AddSources();
        return builder.Services.BuildServiceProvider();
    }
}
