using Microsoft.Extensions.Options;

namespace Beejan.Storage;

/// <summary>The one directory that holds everything a backup needs. Each member makes its folder when first asked.</summary>
public sealed class DataDirectory(IOptions<StorageOptions> options, IHostEnvironment environment) : IDisposable
{
    private FileStream? _held;

    public string Root { get; } = Prove(Path.GetFullPath(options.Value.DataDirectory, environment.ContentRootPath));

    public string Database => Path.Combine(Root, "beejan.db");

    /// <summary>A folder below the root, made when missing.</summary>
    public string Folder(params ReadOnlySpan<string> path) => Make(Path.Combine([Root, .. path]));

    /// <summary>Tells others that this process uses the directory, until disposed or dead. Any number may.</summary>
    /// <exception cref="IOException">Another process replaces its content just now.</exception>
    public void Hold()
    {
        if (_held is null)
        {
            // Made first: opening it to read, which shares the lock, cannot make it.
            using (new FileStream(InstanceLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
            }
            _held = new FileStream(InstanceLock, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
    }

    /// <summary>Keeps everybody else out, until disposed or dead. False when somebody uses the directory.</summary>
    public bool TryHoldAlone()
    {
        try
        {
            _held = new FileStream(InstanceLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => _held?.Dispose();

    private string InstanceLock => Path.Combine(Root, "instance.lock");

    /// <summary>Waits until no other process does the same, then holds it off until disposed. Released by the system when the process dies.</summary>
    public async Task<IDisposable> EnterAloneAsync(string what, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Root, what + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!ct.IsCancellationRequested)
            {
                await Task.Delay(50, ct);
            }
        }
    }

    /// <summary>Nothing works in a directory that takes no files: said at the start, by the key that names it.</summary>
    private static string Prove(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            using var probe = new FileStream(Path.Combine(path, $".probe-{Guid.NewGuid():n}"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(StorageOptions.Section, typeof(StorageOptions),
                [$"{StorageOptions.Section}:{nameof(StorageOptions.DataDirectory)} takes no files ({e.Message}): mount it for writing, make room, or let this user write there"]);
        }
    }

    private static string Make(string path) => Directory.CreateDirectory(path).FullName;
}
