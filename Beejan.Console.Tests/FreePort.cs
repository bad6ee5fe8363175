using System.Net;
using System.Net.Sockets;

namespace Beejan.Tests;

/// <summary>
/// Ports for servers that tests start. Below those that the system gives to connections: a port may be taken before its server listens, and
/// again while its server is dead and to be started anew, and no connection of another test comes in between.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Ports = 10_000;
    private static int _given = Environment.ProcessId * 97 % Ports;

    /// <summary>A port that nothing listens on and that this process has not given before.</summary>
    public static int Next()
    {
        for (var tries = 0; tries < Ports; tries++)
        {
            var port = First + (Interlocked.Increment(ref _given) % Ports);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
        throw new InvalidOperationException($"nothing is free from {First} to {First + Ports}");
    }
}
