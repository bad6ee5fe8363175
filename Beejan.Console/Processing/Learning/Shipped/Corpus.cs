using System.Reflection;
using System.Security.Cryptography;
using Beejan.Processing.Learning.Scoring;

namespace Beejan.Processing.Learning.Shipped;

/// <summary>One line of the corpus. Any label may be blank: then the line says nothing about that.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Text">As a customer or agent wrote it, masked.</param>
/// <param name="Language"><c>en pcm yo ha ig mixed</c>.</param>
/// <param name="Subcategory">A key of the taxonomy, or a category where the source knew no more.</param>
/// <param name="Sentiment"><c>positive neutral negative</c>.</param>
internal sealed record CorpusLine(string File, string Text, string Language, string Subcategory, string Sentiment);

/// <summary>The texts that ship to train on, compiled in from <c>Processing/Corpus</c>: our own and public ones.</summary>
internal sealed class Corpus
{
    private const string Prefix = "Beejan.Processing.Corpus.";
    private const int Columns = 4;

    private Corpus(IReadOnlyList<CorpusLine> lines, IReadOnlyDictionary<string, string> hashes) => (Lines, Hashes) = (lines, hashes);

    /// <summary>All lines, files in the order of their names.</summary>
    public IReadOnlyList<CorpusLine> Lines { get; }

    /// <summary>The SHA-256 of each file.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; }

    public static Corpus Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var lines = new List<CorpusLine>();
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var file = name[Prefix.Length..];
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            hashes[file] = Convert.ToHexStringLower(SHA256.HashData(copy.GetBuffer().AsSpan(0, (int)copy.Length)));
            copy.Position = 0;
            using var reader = new StreamReader(copy);
            for (var (line, number) = (reader.ReadLine(), 1); line is not null; (line, number) = (reader.ReadLine(), number + 1))
            {
                if (number > 1 && line.Length > 0)
                {
                    var fields = line.Split('\t');
                    lines.Add(fields.Length == Columns ? new CorpusLine(file, fields[0], fields[1], fields[2], fields[3])
                        : throw new InvalidDataException($"{file}, line {number}: {fields.Length} columns instead of {Columns}"));
                }
            }
        }
        return new Corpus(lines, hashes);
    }

    /// <summary>A copy with the lines of one more file behind its own.</summary>
    public Corpus With(IReadOnlyList<CorpusLine> lines, string file, string sha256) =>
        new([.. Lines, .. lines], new SortedDictionary<string, string>(Hashes.ToDictionary(), StringComparer.Ordinal) { [file] = sha256 });

    /// <summary>A copy with some of the files.</summary>
    public Corpus Of(Func<string, bool> files) => new([.. Lines.Where(l => files(l.File))], Hashes);

    /// <summary>A copy whose lines are what a function makes of them; the files stay the same.</summary>
    public Corpus Select(Func<CorpusLine, CorpusLine> change) => new([.. Lines.Select(change)], Hashes);

    /// <summary>The files of these lines with how many each gave.</summary>
    public IReadOnlyList<DataFile> FilesOf(IEnumerable<CorpusLine> lines) =>
        [.. lines.GroupBy(l => l.File, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new DataFile(g.Key, g.Count(), Hashes[g.Key]))];
}
