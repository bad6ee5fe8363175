using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Beejan.Tests.Storage;

/// <summary>A network between a program and its PostgreSQL that can be told to lose a COMMIT, or the answer to one.</summary>
internal sealed class LossyLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private readonly ConcurrentQueue<TcpClient> _clients = new();
    private volatile Loss _next;
    private volatile bool _isDown;

    /// <param name="target">The server's port on this machine.</param>
    public LossyLink(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What becomes of the next COMMIT.</summary>
    public enum Loss
    {
        None,

        /// <summary>It never arrives.</summary>
        Question,

        /// <summary>The server commits, nobody hears of it.</summary>
        Answer,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts the connection that says COMMIT next; with <paramref name="thenDown"/> all others too, and new ones are refused until <see cref="Mend"/>.</summary>
    public void LoseNext(Loss loss, bool thenDown) => (ThenDown, _next) = (thenDown, loss);

    public void Mend() => _isDown = false;

    private bool ThenDown { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_isDown)
                {
                    client.Dispose();
                    continue;
                }
                _clients.Enqueue(client);
                _ = CarryAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target);
                await Task.WhenAny(AskAsync(client.GetStream(), server.GetStream()), server.GetStream().CopyToAsync(client.GetStream(), _stop.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // One side hung up.
            }
        }
    }

    /// <summary>Returns when the client hangs up or the link does: then both sides are closed.</summary>
    private async Task AskAsync(NetworkStream client, NetworkStream server)
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            if (_next != Loss.None && buffer.AsSpan(0, read).IndexOf("COMMIT\0"u8) >= 0)
            {
                var loss = _next;
                (_next, _isDown) = (Loss.None, ThenDown);
                if (loss == Loss.Answer)
                {
                    // The client's end goes first, so that no answer gets through; the server works on what it has got.
                    client.Socket.Close(0);
                    await server.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                    server.Socket.Shutdown(SocketShutdown.Send);
                    await server.CopyToAsync(Stream.Null, _stop.Token);
                }
                while (ThenDown && _clients.TryDequeue(out var other))
                {
                    other.Dispose();
                }
                return;
            }
            await server.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
