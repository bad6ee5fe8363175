using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Bunit;

namespace Beejan.Tests;

/// <summary>Shim 3. bunit 2.15.2 asks for AngleSharp.Diffing 1.1.1; the registry holds 0.17.0, which has what it calls. It can go when 1.1.1 restores.</summary>
internal static class BunitShim
{
    [ModuleInitializer]
    internal static void Install()
    {
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll")) : null;
        Wait();
    }

    /// <summary>Its own second is too short on a busy machine. Apart, so that bunit is loaded only behind the shim.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Wait() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(60);
}
