using System.Diagnostics;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>
/// Everything in a folder takes no writes, not even from whoever has it open, until disposed; needs the right to set that (root on ext4 or the
/// like). All but the index of SQLite's log, which is mapped into memory: the kernel kills a process that writes to such a file once it is
/// immutable, which a file system that turns read-only does not do.
/// </summary>
internal sealed class ImmutableFiles : IDisposable
{
    private readonly string _folder;

    public ImmutableFiles(string folder)
    {
        _folder = folder;
        if (!Change("+i"))
        {
            throw new InvalidOperationException("the files could not be made immutable");
        }
    }

    /// <summary>True where a test may do it and an open file then refuses a write.</summary>
    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && Try();

    public void Dispose() => Change("-i");

    private bool Change(string flag)
    {
        var all = Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories).Where(e => !e.EndsWith("-shm", StringComparison.Ordinal));
        using var process = Process.Start(new ProcessStartInfo("chattr", [flag, _folder, .. all]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static bool Try()
    {
        var folder = Directory.CreateTempSubdirectory("beejan-immutable-");
        try
        {
            using var file = new FileStream(Path.Combine(folder.FullName, "open"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            using var fixedNow = new ImmutableFiles(folder.FullName);
            file.WriteByte(1);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A fact that needs <see cref="ImmutableFiles"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ImmutableFilesFactAttribute : FactAttribute
{
    public ImmutableFilesFactAttribute() => Skip = ImmutableFiles.IsPossible ? null : "needs the right to make files immutable (root, ext4 or the like)";
}
