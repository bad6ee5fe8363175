using System.IO.Compression;
using System.Xml;

namespace Beejan.Sources.Files;

/// <summary>The parts of an Office package (ECMA-376, part 2) and how they refer to each other.</summary>
internal sealed class Package : IDisposable
{
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    public Package(Stream stream)
    {
        _archive = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in _archive.Entries)
        {
            _parts.TryAdd(Tidy(entry.FullName), entry);
        }
        Workbook = Relations("").Where(r => r.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Select(r => r.Target).FirstOrDefault(_parts.ContainsKey)
            ?? _parts.Keys.FirstOrDefault(name => name.EndsWith("/workbook.xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith("/workbook.bin", StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidDataException("the package holds no workbook");
    }

    /// <summary>The name of the workbook's part.</summary>
    public string Workbook { get; }

    public bool IsBinary => Workbook.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);

    /// <summary>A part as XML; null when it is not there. The caller disposes it.</summary>
    public XmlReader? Xml(string? part) => part is not null && _parts.TryGetValue(part, out var entry) ? XmlReader.Create(entry.Open(), new XmlReaderSettings
    {
        DtdProcessing = Safe.DtdProcessing, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true,
    }) : null;

    /// <summary>A part as bytes; null when it is not there. The caller disposes it.</summary>
    public Stream? Bytes(string? part) => part is not null && _parts.TryGetValue(part, out var entry) ? new BufferedStream(entry.Open(), 64 * 1024) : null;

    /// <summary>What a part refers to: id, type, the target's name.</summary>
    public IReadOnlyList<(string Id, string Type, string Target)> Relations(string part)
    {
        var folder = part.Contains('/', StringComparison.Ordinal) ? part[..(part.LastIndexOf('/') + 1)] : "";
        using var reader = Xml($"{folder}_rels/{part[folder.Length..]}.rels");
        var relations = new List<(string, string, string)>();
        while (reader is not null && reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Relationship" && reader.GetAttribute("Target") is { } target)
            {
                relations.Add((reader.GetAttribute("Id") ?? "", reader.GetAttribute("Type") ?? "", Tidy(target.StartsWith('/') ? target : folder + target)));
            }
        }
        return relations;
    }

    public void Dispose() => _archive.Dispose();

    /// <summary>Without a leading slash, backslashes and steps up.</summary>
    private static string Tidy(string name)
    {
        var parts = new List<string>();
        foreach (var part in name.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ".."))
            {
                parts.Add(part);
            }
        }
        return string.Join('/', parts);
    }
}
