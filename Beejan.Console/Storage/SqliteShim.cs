using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Beejan.Storage;

/// <summary>
/// Shim 2. Microsoft.Data.Sqlite 10 asks for SQLitePCLRaw 2.1.x; the registry holds 2.0.6, which has every member it calls but
/// <c>sqlite3_load_extension</c>. The loader hands out 2.0.6, and the system's SQLite is preferred to the bundled 3.35.5 when it is
/// there and not older. It can go when SQLitePCLRaw 2.1.13 restores.
/// </summary>
internal static class SqliteShim
{
    [ModuleInitializer]
    internal static void Install()
    {
        LimitArenas();
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
        {
            if (name.Name?.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal) != true)
            {
                return null;
            }
            var file = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
            return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        };
    }

    /// <summary>To be called before the first connection, as often as anybody likes: it is done once, and whoever comes meanwhile waits for it.</summary>
    internal static void Prefer() => _ = Preferred.Value;

    private static readonly Lazy<bool> Preferred = new(static () =>
    {
        NativeLibrary.SetDllImportResolver(Assembly.Load("SQLitePCLRaw.provider.e_sqlite3"), static (library, assembly, path) =>
            library == "e_sqlite3" && OperatingSystem.IsLinux() && TrySystem(out var system)
                ? system
                : NativeLibrary.Load(library, assembly, path));
        // A connection belongs to one thread at a time, so its own locks are not needed; nor are counts of SQLite's memory, for which
        // each of its allocations takes one lock that all threads share. Refused, without harm, once SQLite is in use.
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(Multithread);
        _ = SQLitePCL.raw.sqlite3_config(MemoryStatus, 0);
        return true;
    });

    /// <summary>The system's SQLite, unless it is older than the bundled one: what that does not know is not asked of either.</summary>
    private static bool TrySystem(out nint library) =>
        NativeLibrary.TryLoad("libsqlite3.so.0", out library) && NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var version)
        && Marshal.GetDelegateForFunctionPointer<VersionNumber>(version)() >= Bundled;

    /// <summary>The version of the bundled SQLite, 3.35.5.</summary>
    private const int Bundled = 3_035_005;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();

    /// <summary><c>SQLITE_CONFIG_MULTITHREAD</c>.</summary>
    private const int Multithread = 2;

    /// <summary><c>SQLITE_CONFIG_MEMSTATUS</c>.</summary>
    private const int MemoryStatus = 9;

    /// <summary>
    /// SQLite takes its memory from the C library, which on glibc keeps an arena for each thread that ever asked: two are enough for one
    /// writer and its readers, and a bulk load needs a quarter less memory. Elsewhere there is nothing to limit.
    /// </summary>
    private static void LimitArenas()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, "mallopt", out _))
        {
            _ = MallOpt(MaximumArenas, 2);
        }
    }

    /// <summary><c>M_ARENA_MAX</c>.</summary>
    private const int MaximumArenas = -8;

    [DllImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallOpt(int parameter, int value);
}
