namespace Beejan.Sources.Unpacking;

/// <summary>Files that systems and offices leave in folders and archives beside what people put there.</summary>
internal static class LeftBehind
{
    /// <summary>True for such a file's name, without its folder.</summary>
    public static bool Is(string name) => name is ".DS_Store" or "Thumbs.db" or "desktop.ini" || name.StartsWith("~$", StringComparison.Ordinal) || name.StartsWith("._", StringComparison.Ordinal);
}
