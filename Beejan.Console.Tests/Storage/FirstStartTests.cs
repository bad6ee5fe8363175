using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Beejan.Tests.Storage;

/// <summary>A first start makes the database and has nothing to complain about.</summary>
public sealed class FirstStartTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_first_start_logs_no_failure(bool postgres)
    {
        var log = new LogListener();
        await using var host = ConsoleHost.On(postgres, services => services.AddSingleton<ILoggerProvider>(log));
        using var client = host.Browser();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health")).StatusCode);

        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, l => l.Level >= LogLevel.Error);
    }
}
