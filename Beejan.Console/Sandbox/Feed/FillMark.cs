using System.Text.Json;
using Beejan.Storage;

namespace Beejan.Sandbox.Feed;

/// <summary>Remembers in the data directory what a fill is made of and how far it came, so that a stopped one goes on where it was.</summary>
internal sealed class FillMark(DataDirectory data)
{
    private string Path => System.IO.Path.Combine(data.Root, "sandbox.json");

    /// <summary>The fill that was begun here, or null.</summary>
    public Fill? Read()
    {
        try
        {
            return File.Exists(Path) ? JsonSerializer.Deserialize<Fill>(File.ReadAllText(Path)) : null;
        }
        catch (JsonException)
        {
            // Cut by a crash: the same records land again as repeats at worst, but the window is lost, so the fill counts as done.
            return null;
        }
    }

    public void Write(Fill fill)
    {
        var next = Path + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(fill));
        File.Move(next, Path, overwrite: true);
    }
}

/// <summary>One fill.</summary>
/// <param name="Delivered">Deliveries that landed, in the generator's order.</param>
internal sealed record Fill(int Seed, DateTimeOffset From, DateTimeOffset To, int PerDay, int Delivered, bool Done);
