using Beejan.Contracts;

namespace Beejan.Serving.Reports.Export;

/// <summary>A file that is there whole or not at all: written beside its place and moved there at the end.</summary>
internal static class WholeFile
{
    /// <summary>Runs <paramref name="write"/> on a new file; on any failure nothing is left and an older file stays.</summary>
    public static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write)
    {
        var part = $"{path}.{Guid.NewGuid():n}.part";
        try
        {
            T result;
            await using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                result = await write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>The value of <c>--out</c> as a full path.</summary>
    /// <exception cref="VerbUsageException">It is missing, a folder, or in a folder that does not exist.</exception>
    public static string Option(VerbCall call)
    {
        var path = Path.GetFullPath(call.Required("out"));
        return Directory.Exists(path) ? throw new VerbUsageException($"--out takes a file, but '{path}' is a folder")
            : Directory.Exists(Path.GetDirectoryName(path)) ? path
            : throw new VerbUsageException($"--out: the folder '{Path.GetDirectoryName(path)}' does not exist");
    }
}
