using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Beejan.Cli;

/// <summary>
/// The settings and the files for browsers that came with the program, so that the console looks and logs the same wherever it is called from.
/// Settings of the folder it is started in come before them key by key, files for browsers as a whole.
/// </summary>
internal static class ProgramFolder
{
    private const string Settings = "appsettings";
    private const string WebRoot = "wwwroot";

    /// <summary>A builder with the usual sources of settings, the program's own below all of them.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var root = builder.Environment.ContentRootPath;
        if (Path.TrimEndingDirectorySeparator(root) != Path.TrimEndingDirectorySeparator(own.FullName))
        {
            var files = new PhysicalFileProvider(own.FullName);
            builder.Configuration.Sources.Insert(0, Source(files, $"{Settings}.{builder.Environment.EnvironmentName}.json"));
            builder.Configuration.Sources.Insert(0, Source(files, $"{Settings}.json"));
        }
        var pages = Path.Combine(own.FullName, WebRoot);
        if (!Directory.Exists(Path.Combine(root, WebRoot)) && Directory.Exists(pages))
        {
            builder.Environment.WebRootFileProvider = new CompositeFileProvider(new PhysicalFileProvider(pages), builder.Environment.WebRootFileProvider);
        }
        return builder;
    }

    private static JsonConfigurationSource Source(PhysicalFileProvider files, string name) => new() { FileProvider = files, Path = name, Optional = true };
}
