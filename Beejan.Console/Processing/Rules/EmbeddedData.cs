using System.Reflection;

namespace Beejan.Processing.Rules;

/// <summary>Opens the rule data that is compiled into the assembly from <c>Processing/Rules/Data</c>.</summary>
internal static class EmbeddedData
{
    public static Stream Open(string file)
    {
        var name = $"Beejan.Processing.Rules.Data.{file}";
        return Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
    }

    /// <summary>The lines that carry data: not empty, not starting with <c>#</c> and a space.</summary>
    public static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(Open(file));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }
}
