using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Beejan.Governance.Access;

/// <summary>
/// The keys that sign cookies and forms, a file each. The framework's own repository neither syncs what it writes nor survives a file that a
/// power failure left empty: then no page with a form opens any more. Here such a file is set aside, and people sign in again.
/// </summary>
internal sealed class KeyFiles(string folder, ILogger<KeyFiles> log) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = new List<XElement>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal).ToList())
        {
            try
            {
                elements.Add(XElement.Load(file));
            }
            catch (XmlException e)
            {
                log.LogWarning("The key file {File} is damaged ({Reason}) and is set aside: whoever signed in with it signs in again", Path.GetFileName(file), e.Message);
                SetAside(file);
            }
        }
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var file = Path.Combine(folder, Path.GetFileName(friendlyName) + ".xml");
        var half = file + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (var stream = new FileStream(half, options))
        {
            element.Save(stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(half, file, overwrite: true);
    }

    private static void SetAside(string file)
    {
        try
        {
            File.Move(file, file + ".damaged", overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is skipped all the same.
        }
    }
}
