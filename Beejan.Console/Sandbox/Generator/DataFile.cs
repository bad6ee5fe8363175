namespace Beejan.Sandbox.Generator;

/// <summary>The readable data the generator draws from: <c>Sandbox/Data/*.txt</c>, embedded. Lines that start with # are comments.</summary>
internal static class DataFile
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(DataFile).Assembly.GetManifestResourceStream($"Beejan.Sandbox.Data.{name}")
            ?? throw new InvalidOperationException($"Sandbox/Data/{name} is not embedded");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }

    public static IEnumerable<string[]> Rows(string name) => Lines(name).Select(line => line.Split('|'));
}
