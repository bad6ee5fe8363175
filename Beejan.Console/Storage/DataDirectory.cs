using System.Globalization;
using Microsoft.Extensions.Options;

namespace Beejan.Storage;

/// <summary>The one directory that holds everything a backup needs. Each member makes its folder when first asked.</summary>
public sealed class DataDirectory(IOptions<StorageOptions> options, IHostEnvironment environment, ILogger<DataDirectory>? log = null) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks before it is told what is waited for: two programs that start together are through long before.</summary>
    private const int Patience = 40;

    private FileStream? _held;
    private FileStream? _served;

    public string Root { get; } = Prove(Path.GetFullPath(options.Value.DataDirectory, environment.ContentRootPath));

    public string Database => Path.Combine(Root, "beejan.db");

    /// <summary>A folder below the root, made when missing.</summary>
    public string Folder(params ReadOnlySpan<string> path) => Make(Path.Combine([Root, .. path]));

    /// <summary>Tells others that this process uses the directory, until disposed or dead. Any number may.</summary>
    /// <exception cref="UnusableStoreException">Another process replaces its content just now.</exception>
    public void Hold()
    {
        if (_held is not null)
        {
            return;
        }
        try
        {
            // Made first: opening it to read, which shares the lock, cannot make it.
            using (new FileStream(InstanceLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
            }
            _held = new FileStream(InstanceLock, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (IOException e) when (IsTaken(e))
        {
            throw new UnusableStoreException($"Another process has {Root} for itself, as 'restore' does: start again when it is done", e);
        }
    }

    /// <summary>Keeps everybody else out, until disposed or dead. False when somebody uses the directory.</summary>
    /// <exception cref="IOException">The directory takes no files.</exception>
    public bool TryHoldAlone()
    {
        try
        {
            _held = new FileStream(InstanceLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException e) when (IsTaken(e))
        {
            return false;
        }
    }

    /// <summary>Tells others that a console of this process serves the directory, until disposed or dead.</summary>
    /// <returns>Null, or which process serves it already: its number on its machine.</returns>
    public string? Serve()
    {
        // What is locked cannot be read, so the name stands in a file of its own.
        var name = Path.Combine(Root, "served-by.lock");
        try
        {
            _served ??= new FileStream(Path.Combine(Root, "serving.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(name, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} on {Environment.MachineName}"));
            return null;
        }
        catch (IOException e) when (IsTaken(e))
        {
            return File.Exists(name) ? File.ReadAllText(name) : "just starting";
        }
    }

    public void Dispose()
    {
        _held?.Dispose();
        _served?.Dispose();
    }

    private string InstanceLock => Path.Combine(Root, "instance.lock");

    /// <summary>Waits until no other process does the same, then holds it off until disposed. Released by the system when the process dies.</summary>
    /// <param name="what">What is done alone, in one word that ends in -ing: names the lock file and is told when it is waited for.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="IOException">The directory takes no files: whoever waited for that would wait for ever.</exception>
    public async Task<IDisposable> EnterAloneAsync(string what, CancellationToken ct)
    {
        for (var looks = 0; ; looks++)
        {
            try
            {
                return new FileStream(Path.Combine(Root, what + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsTaken(e))
            {
                if (looks == Patience)
                {
                    log?.LogWarning("Another process is {What} {Root}: this one waits until it is done, or has ended", what, Root);
                }
                await Task.Delay(Look, ct);
            }
        }
    }

    /// <summary>
    /// True when somebody else has the file, false for every other failure. .NET gives the number of the system: EAGAIN of Linux and of macOS and
    /// the BSDs, sharing and lock violation of Windows.
    /// </summary>
    internal static bool IsTaken(IOException e) => OperatingSystem.IsWindows()
        ? (e.HResult & 0xFFFF) is 32 or 33
        : e.HResult == (OperatingSystem.IsLinux() ? 11 : 35);

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
