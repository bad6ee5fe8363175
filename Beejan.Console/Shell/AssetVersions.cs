using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace Beejan.Shell;

/// <summary>
/// Cache busting: <c>app.css</c> becomes <c>app.css?v=…</c> with the first letters of the file's SHA-256. Read once; in Development each
/// time the file changes.
/// </summary>
internal sealed class AssetVersions(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset Changed, string Url)> _known = new(StringComparer.Ordinal);

    /// <summary>The path with its version; the path itself when there is no such file.</summary>
    public string Url(string path)
    {
        if (_known.TryGetValue(path, out var known) && !environment.IsDevelopment())
        {
            return known.Url;
        }
        var file = Find(path);
        if (!file.Exists)
        {
            return path;
        }
        if (known.Url is null || known.Changed != file.LastModified)
        {
            using var content = file.CreateReadStream();
            known = (file.LastModified, $"{path}?v={Convert.ToHexStringLower(SHA256.HashData(content))[..10]}");
            _known[path] = known;
        }
        return known.Url;
    }

    private IFileInfo Find(string path) =>
        path == Setup.BlazorScript && File.Exists(Setup.BlazorScriptFile)
            ? new Microsoft.Extensions.FileProviders.Physical.PhysicalFileInfo(new FileInfo(Setup.BlazorScriptFile))
            : environment.WebRootFileProvider.GetFileInfo(path);
}
