using Beejan.Sources.Unpacking;

namespace Beejan.Intake.Files;

/// <summary>The files of a folder that hold something. Of a Maildir only delivered messages count.</summary>
internal static class Folders
{
    private static readonly string[] NotOurs = [".Sent", ".Drafts", ".Trash", ".Junk", ".Spam"];

    /// <summary>All files below it, by path.</summary>
    public static List<FileInfo> FilesOf(DirectoryInfo folder) =>
        [.. folder.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true }).Where(file => !IsOfMailServer(file) && !LeftBehind.Is(file.Name)).OrderBy(f => f.FullName, StringComparer.Ordinal)];

    /// <summary>
    /// True for what a mail server keeps in a Maildir beside what it delivered: its indexes, messages still being written (<c>tmp</c>), and the
    /// folders of sent, drafted and deleted ones.
    /// </summary>
    public static bool IsOfMailServer(FileInfo file)
    {
        for (var folder = file.Directory; folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "cur")) && Directory.Exists(Path.Combine(folder.FullName, "new")))
            {
                var inside = Path.GetRelativePath(folder.FullName, file.FullName).Split(Path.DirectorySeparatorChar);
                return inside is not ["cur" or "new", _] || NotOurs.Contains(folder.Name, StringComparer.OrdinalIgnoreCase);
            }
        }
        return false;
    }
}
