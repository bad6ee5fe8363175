using System.Security.Cryptography;
using Beejan.Storage;

namespace Beejan.RawZone.Lake;

/// <summary>
/// This process's name in the lake, held by an exclusive lock on a file: when the process dies, by whatever cause, the system releases it,
/// and the next start knows that its open segments have no writer.
/// </summary>
internal sealed class NodeLock(DataDirectory data) : IDisposable
{
    private readonly Lock _gate = new();
    private FileStream? _held;

    /// <summary>Sixteen hex digits. Taken when first asked for, so that a process that only reads leaves nothing behind.</summary>
    public string Name
    {
        get
        {
            lock (_gate)
            {
                if (_held is null)
                {
                    var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
                    _held = new FileStream(FileOf(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
                    return field = name;
                }
                return field;
            }
        }
    } = "";

    /// <summary>True when no living process holds that name.</summary>
    public bool IsDead(string node)
    {
        lock (_gate)
        {
            if (_held is not null && node == Name)
            {
                return false;
            }
        }
        try
        {
            using (new FileStream(FileOf(node), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                return true;
            }
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Removes the lock file of a dead node once its segments are healed.</summary>
    public void Forget(string node) => File.Delete(FileOf(node));

    public void Dispose()
    {
        if (_held is { } held)
        {
            held.Dispose();
            File.Delete(held.Name);
        }
    }

    private string FileOf(string node) => Path.Combine(data.Folder("raw", "nodes"), node + ".lock");
}
