namespace Beejan.Storage;

/// <summary>Tells files from what only looks like one: opening a pipe that nobody writes into waits for ever.</summary>
public static class PlainFile
{
    /// <summary>
    /// False for pipes, sockets and devices, for what is gone by now, and for an empty file that this user may not write, which may be one of them.
    /// What has a length is a file; a pipe opened for both ways at once answers at once.
    /// </summary>
    public static bool Is(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            if (file.Length > 0)
            {
                return true;
            }
            using var look = new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1);
            return look.CanSeek;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
