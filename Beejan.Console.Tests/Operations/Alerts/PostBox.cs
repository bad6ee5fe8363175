using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Beejan.Tests.Operations.Alerts;

/// <summary>A mail server on loopback that speaks SMTP and keeps what it takes.</summary>
internal sealed class PostBox : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Letter> _letters = [];
    private readonly Task _serving;

    public PostBox()
    {
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>While true it says at the end of each letter that it is full.</summary>
    public bool IsFull { get; set; }

    /// <summary>When set, it answers the end of a letter only after this.</summary>
    public TaskCompletionSource? Hold { get; init; }

    /// <summary>How many letters it was given to the end, taken or not.</summary>
    public int Offered { get; private set; }

    /// <summary>How many letters it refused.</summary>
    public int Refused { get; private set; }

    /// <summary>What was taken, in order.</summary>
    public IReadOnlyList<Letter> Letters
    {
        get
        {
            lock (_letters)
            {
                return [.. _letters];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _serving;
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                await TalkAsync(client.GetStream());
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // The caller hung up, or the test is over.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        await using var writer = new StreamWriter(stream, Encoding.ASCII, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 postbox");
        var to = new List<string>();
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var data = new StringBuilder();
                    while (await reader.ReadLineAsync(_closing.Token) is { } more && more != ".")
                    {
                        data.AppendLine(more.StartsWith('.') ? more[1..] : more);
                    }
                    Offered++;
                    await (Hold?.Task ?? Task.CompletedTask).WaitAsync(_closing.Token);
                    await writer.WriteLineAsync(Take(new Letter([.. to], data.ToString())) ? "250 taken" : "452 full");
                    to.Clear();
                    break;
                case "RCPT":
                    to.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private bool Take(Letter letter)
    {
        if (IsFull)
        {
            Refused++;
            return false;
        }
        lock (_letters)
        {
            _letters.Add(letter);
        }
        return true;
    }
}

/// <summary>A letter as it was sent.</summary>
internal sealed record Letter(IReadOnlyList<string> To, string Data)
{
    public string MessageId => Assert.Single(Data.Split('\n'), l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))["Message-ID:".Length..].Trim();

    public string Subject => Data.Split('\n').First(l => l.StartsWith("Subject:", StringComparison.Ordinal))["Subject:".Length..].Trim();

    /// <summary>The body's text, decoded.</summary>
    public string Body
    {
        get
        {
            var body = Data[(Data.IndexOf("\n\n", StringComparison.Ordinal) is > 0 and var at ? at : Data.IndexOf("\r\n\r\n", StringComparison.Ordinal))..];
            return Data.Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(body.Split('\r', '\n').Select(l => l.Trim()))))
                : body.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal);
        }
    }
}
