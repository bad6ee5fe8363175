namespace Beejan.Contracts;

/// <summary>The source of what people of the house say about records: landed and kept like everything else, served to nobody.</summary>
public static class Stewards
{
    /// <summary>No delivery may come from it: intake and saved mappings know no such source.</summary>
    public const string Source = "steward";
}
