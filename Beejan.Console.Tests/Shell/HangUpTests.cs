using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Beejan.Tests.Shell;

/// <summary>Clients that leave in the middle of a body, over a real socket: the log stays free of errors.</summary>
public sealed class HangUpTests : IAsyncLifetime
{
    /// <summary>Many: what goes wrong depends on whether the end comes while a read waits.</summary>
    private const int Clients = 300;

    private readonly LogListener _log = new();
    private readonly ConsoleHost _host;

    public HangUpTests()
    {
        _host = new ConsoleHost { With = services => services.AddSingleton<ILoggerProvider>(_log).Configure<LoggerFilterOptions>(o => o.AddFilter("Beejan.Shell", LogLevel.Debug)) };
        _host.UseKestrel(0);
        _host.StartServer();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("POST /api/v1/intake/web-form HTTP/1.1", "")]
    [InlineData("POST /api/v1/intake/web-form HTTP/1.1", "Idempotency-Key: k1\r\n")]
    [InlineData("POST /api/v1/reports/sla/runs HTTP/1.1", "")]
    [InlineData("POST /api/v1/complaints:bulk HTTP/1.1", "Idempotency-Key: k1\r\n")]
    public async Task Clients_that_hang_up_inside_their_body_are_no_error(string request, string header)
    {
        for (var i = 0; i < Clients; i++)
        {
            using var client = new TcpClient();
            var address = _host.ClientOptions.BaseAddress;
            await client.ConnectAsync(address.Host, address.Port);
            var head = $"{request}\r\nHost: localhost\r\nAuthorization: Bearer {ConsoleHost.Key}\r\n{header}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"text\":";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        }

        await Until.TrueAsync(() => Task.FromResult(_log.Lines.Count(l => l.Category.StartsWith("Beejan.Shell.HangUps", StringComparison.Ordinal)) == Clients));
        Assert.DoesNotContain(_log.Lines, l => l.Level >= LogLevel.Error || l.Error is not null);
    }

    [Theory]
    [InlineData("ZZ\r\nx\r\n")]
    [InlineData("FFFFFFFFFFFFFFFF\r\nx\r\n")]
    public async Task A_body_that_is_no_http_is_its_senders_fault_and_no_outage(string body)
    {
        using var client = new TcpClient();
        var address = _host.ClientOptions.BaseAddress;
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/intake/web-form HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ConsoleHost.Key}\r\nTransfer-Encoding: chunked\r\n\r\n{body}"));
        using var answer = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 400", await answer.ReadLineAsync(), StringComparison.Ordinal);
    }
}
