using System.Diagnostics;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>A file system of 24 MiB that a test may fill; needs the right to mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("beejan-disk-");

    public SmallDisk()
    {
        if (!Run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", _place.FullName))
        {
            _place.Delete();
            throw new InvalidOperationException("no file system could be mounted");
        }
    }

    /// <summary>True where a test may mount one.</summary>
    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && Try();

    public string Path => _place.FullName;

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        using var filler = new FileStream(System.IO.Path.Combine(Path, "filler"), FileMode.Create);
        var block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                filler.Write(block);
                filler.Flush();
                block = block.Length > 4096 || filler.Length % 4096 != 0 ? block : new byte[4096];
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void MakeRoom() => File.Delete(System.IO.Path.Combine(Path, "filler"));

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _place.Delete();
    }

    private static bool Try()
    {
        try
        {
            using var disk = new SmallDisk();
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A fact that needs <see cref="SmallDisk"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.IsPossible ? null : "needs the right to mount a file system";
}
