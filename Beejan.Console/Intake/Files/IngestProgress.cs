using System.Globalization;

namespace Beejan.Intake.Files;

/// <summary>A bar on a terminal, else a line every few seconds.</summary>
internal sealed class IngestProgress(long totalBytes, Action<string> line, TimeProvider clock) : IDisposable
{
    private readonly bool _bar = !System.Console.IsErrorRedirected;
    private readonly long _started = clock.GetTimestamp();
    private long _told = clock.GetTimestamp();
    private FileStream? _file;
    private long _bytesBefore;
    private long _recordsBefore;
    private long _lengthOfLast;
    private bool _drawn;

    public void Begin(FileStream file, long recordsBefore)
    {
        _bytesBefore += _file is null ? 0 : _lengthOfLast;
        (_file, _recordsBefore, _lengthOfLast) = (file, recordsBefore, file.Length);
    }

    public void Report(long recordsOfFile)
    {
        if (clock.GetElapsedTime(_told) < TimeSpan.FromSeconds(_bar ? 0.2 : 3))
        {
            return;
        }
        _told = clock.GetTimestamp();
        var seconds = clock.GetElapsedTime(_started).TotalSeconds;
        var records = _recordsBefore + recordsOfFile;
        var share = totalBytes == 0 ? 1 : Math.Min(1, (double)(_bytesBefore + _file!.Position) / totalBytes);
        var text = string.Create(CultureInfo.InvariantCulture, $"{share,4:P0} read, {records:N0} records landed, {records / seconds:N0}/s");
        if (_bar)
        {
            var filled = (int)(share * 30);
            System.Console.Error.Write($"\r[{new string('#', filled)}{new string('.', 30 - filled)}] {text}   ");
            _drawn = true;
        }
        else
        {
            line(text);
        }
    }

    public void Dispose()
    {
        if (_drawn)
        {
            System.Console.Error.WriteLine();
        }
    }
}
