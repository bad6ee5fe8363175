using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Beejan.Serving.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Beejan.Tests.Serving.Api;

/// <summary>
/// A SignalR client as small as the protocol allows (JSON over a WebSocket, its text frames ended by U+001E): the packages of the real one do not
/// restore here.
/// </summary>
internal sealed class LiveClient : IDisposable
{
    private const char End = '\u001e';
    private readonly WebSocket _socket;
    private readonly StringBuilder _text = new();

    private LiveClient(WebSocket socket) => _socket = socket;

    /// <summary>Connects to the hub of that program with the bootstrap key, as a browser must: in the address.</summary>
    public static async Task<LiveClient> ConnectAsync(ConsoleHost host)
    {
        var socket = await host.Server.CreateWebSocketClient().ConnectAsync(new Uri($"ws://localhost/hubs/live?access_token={ConsoleHost.Key}"), default);
        var client = new LiveClient(socket);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}" + End), WebSocketMessageType.Text, endOfMessage: true, default);
        var greeting = await client.MessageAsync();
        // The greeting comes before the hub counts who listens, and what happens in between is told to nobody.
        await Until.TrueAsync(() => Task.FromResult(host.Services.GetRequiredService<LiveAudience>().Any));
        return greeting == "{}" ? client : throw new InvalidOperationException($"the hub answered the handshake with {greeting}");
    }

    /// <summary>The first argument of the next event of that name that fits; others are passed over.</summary>
    public async Task<JsonElement> NextAsync(string name, Func<JsonElement, bool> fits)
    {
        while (true)
        {
            var message = JsonElement.Parse(await MessageAsync());
            if (message.GetProperty("type").GetInt32() == 1 && message.GetProperty("target").GetString() == name && fits(message.GetProperty("arguments")[0]))
            {
                return message.GetProperty("arguments")[0];
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<string> MessageAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var buffer = new byte[8192];
        int end;
        while ((end = _text.ToString().IndexOf(End, StringComparison.Ordinal)) < 0)
        {
            var part = await _socket.ReceiveAsync(buffer, limit.Token);
            _text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }
        var message = _text.ToString(0, end);
        _text.Remove(0, end + 1);
        return message;
    }
}
