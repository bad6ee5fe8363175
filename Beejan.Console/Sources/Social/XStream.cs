using Beejan.Sources.Framing;

namespace Beejan.Sources.Social;

/// <summary>
/// The filtered stream: one connection that is held open. Twenty seconds without a byte, not even a heartbeat, mean that it is dead. A line that a lost
/// connection cut is thrown away: catching up brings it whole.
/// </summary>
internal sealed class XStream(XApi api, TimeProvider clock)
{
    /// <summary>A connection that stood this long was a good one.</summary>
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(10);

    private readonly BackOff _backOff = new(clock);

    /// <param name="take">Takes whole lines; it may wait, then nothing more is read.</param>
    /// <param name="connected">Called when a connection stands: what came before it has to be caught up.</param>
    public async Task RunAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, Action connected, PullReport report, CancellationToken ct)
    {
        while (true)
        {
            report.Set(s => s with { Stream = "connecting" });
            var started = clock.GetTimestamp();
            var (ending, resetAt, trouble) = await OnceAsync(take, connected, report, ct);
            if (clock.GetElapsedTime(started) >= Good)
            {
                _backOff.Reset();
            }
            var wait = _backOff.Next(ending, resetAt);
            var at = clock.GetUtcNow() + wait;
            report.Set(s => s with { Stream = "waiting", RetryAt = at, Trouble = trouble });
            await Task.Delay(wait, clock, ct);
        }
    }

    private async Task<(Ending, DateTimeOffset?, string?)> OnceAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, Action connected, PullReport report, CancellationToken ct)
    {
        var answer = await api.SendAsync(HttpMethod.Get, api.StreamPath, null, ct);
        if (answer.Response is not { } response)
        {
            return (answer.Ending!.Value, answer.ResetAt, answer.Trouble);
        }
        using (response)
        {
            report.Set(s => s with { Stream = "connected", Connections = s.Connections + 1, LastHeardAt = clock.GetUtcNow(), RetryAt = null, Trouble = null });
            connected();
            var lines = new Lines(api.Options.MaxDocumentBytes);
            try
            {
                await using var body = await response.Content.ReadAsStreamAsync(ct);
                while (await ReadAsync(body, lines, ct) > 0)
                {
                    report.Set(s => s with { LastHeardAt = clock.GetUtcNow() });
                    var (whole, announced) = lines.Take();
                    if (!whole.IsEmpty)
                    {
                        await take(whole, ct);
                    }
                    if (announced)
                    {
                        return (Ending.Error, null, "X ended the stream with an error message");
                    }
                }
            }
            catch (Exception e) when (XApi.IsLost(e) && !ct.IsCancellationRequested)
            {
                // Falls through: lost, by the network or by silence.
            }
            if (lines.HasRest)
            {
                report.Set(s => s with { CutLines = s.CutLines + 1 });
            }
            return (Ending.Lost, null, "the connection was lost");
        }
    }

    private async ValueTask<int> ReadAsync(Stream body, Lines lines, CancellationToken ct)
    {
        using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(api.Options.SilenceSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        return await lines.FillAsync(body, either.Token);
    }

    /// <summary>Collects bytes into whole lines, without the blank ones by which a stream shows that it is alive.</summary>
    private sealed class Lines(int longest)
    {
        private byte[] _bytes = new byte[16 * 1024];
        private int _length;

        /// <summary>A line has begun and not ended.</summary>
        public bool HasRest => _length > 0;

        public async ValueTask<int> FillAsync(Stream body, CancellationToken ct)
        {
            if (_length == _bytes.Length)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }
            var read = await body.ReadAsync(_bytes.AsMemory(_length), ct);
            _length += read;
            return read;
        }

        /// <summary>The whole lines so far, and whether one of them announces the end of the stream.</summary>
        public (ReadOnlyMemory<byte> Whole, bool Announced) Take()
        {
            var end = _bytes.AsSpan(0, _length).LastIndexOf((byte)'\n') + 1;
            if (end == 0 && _length < longest)
            {
                return default;
            }
            end = end == 0 ? _length : end;
            using var whole = new MemoryStream(end);
            var announced = false;
            foreach (var range in _bytes.AsSpan(0, end).Split((byte)'\n'))
            {
                var line = _bytes.AsSpan(0, end)[range].TrimEnd((byte)'\r');
                if (!Format.TrimStart(line).IsEmpty)
                {
                    whole.Write(line);
                    whole.WriteByte((byte)'\n');
                    announced |= line.IndexOf("\"errors\""u8) >= 0 && Envelope.Read(line).Ignored?.Code == "social.api-error";
                }
            }
            _bytes.AsSpan(end, _length - end).CopyTo(_bytes);
            _length -= end;
            return (whole.ToArray(), announced);
        }
    }
}
