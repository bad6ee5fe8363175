using System.IO.Compression;
using Beejan.Processing.Learning.Scoring;

namespace Beejan.Processing.Learning.Shipped;

/// <summary>The models of one version as one file: one alone is its model file, several are a zip of model files, named as those that ship.</summary>
internal static class ModelBundle
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The same models give the same bytes.</summary>
    /// <param name="models">By name, see <see cref="ShippedRecipes.Names"/>.</param>
    public static byte[] Write(IReadOnlyDictionary<string, TextModel> models)
    {
        using var bytes = new MemoryStream();
        if (models.Count == 1)
        {
            ModelFile.Write(models.Values.First().Parts, bytes);
            return bytes.ToArray();
        }
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, model) in models.OrderBy(m => m.Key, StringComparer.Ordinal))
            {
                // The model files are packed already.
                var entry = zip.CreateEntry(ShippedModels.FileName(name), CompressionLevel.NoCompression);
                entry.LastWriteTime = NoTime;
                using var stream = entry.Open();
                ModelFile.Write(model.Parts, stream);
            }
        }
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">Not such a file, or damaged.</exception>
    public static IReadOnlyDictionary<string, TextModel> Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        if (!bytes.AsSpan().StartsWith("PK"u8))
        {
            var model = ModelFile.Read(stream);
            return new Dictionary<string, TextModel>(StringComparer.Ordinal) { [model.Parts.Record.Task] = model };
        }
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        return zip.Entries.ToDictionary(e => NameOf(e.FullName), Read, StringComparer.Ordinal);
    }

    private static TextModel Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return ModelFile.Read(stream);
    }

    private static string NameOf(string file) => ShippedRecipes.Names.FirstOrDefault(n => ShippedModels.FileName(n) == file)
        ?? throw new InvalidDataException("the file of models holds one of a name that is not known; train it again");
}
