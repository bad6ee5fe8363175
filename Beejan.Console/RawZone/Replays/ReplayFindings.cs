using System.Text.Json;

namespace Beejan.RawZone.Replays;

/// <summary>What judging again comes to: of a dry run, what would change; otherwise, what changed. Counts are of records unless said otherwise.</summary>
public sealed class ReplayFindings
{
    private const int MostSamples = 50;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public long Records { get; set; }

    /// <summary>Judged as before, in every fact.</summary>
    public long Unchanged { get; set; }

    /// <summary>Complaints with at least one other fact.</summary>
    public long Changed { get; set; }

    /// <summary>Of the changed: another category.</summary>
    public long Category { get; set; }

    /// <summary>Of the changed: another sub-category.</summary>
    public long Subcategory { get; set; }

    /// <summary>Of the changed: another priority.</summary>
    public long Priority { get; set; }

    /// <summary>Were set aside and are complaints now.</summary>
    public long Recovered { get; set; }

    /// <summary>Stay set aside, for another reason than before.</summary>
    public long OtherReason { get; set; }

    /// <summary>Served complaints that today's rules would set aside: they stay as they are, nothing served is withdrawn.</summary>
    public long WouldSetAside { get; set; }

    /// <summary>Would get another category, language or sentiment band, but a person has corrected it: the person's stands.</summary>
    public long KeptByPeople { get; set; }

    /// <summary>Their bytes are damaged or gone: their answer stays as it is.</summary>
    public long Unreadable { get; set; }

    /// <summary>Answered by something else meanwhile, such as a retry: left to that.</summary>
    public long Skipped { get; set; }

    /// <summary>How many go from one category to another, by <c>Billing → Network</c>.</summary>
    public SortedDictionary<string, long> Moves { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How many go from one sub-category to another, with the first few of each; in the order they were met.</summary>
    public List<ReplayCell> Cells { get; init; } = [];

    /// <summary>How many go from one team to another, by <c>Core Voice → Data Core</c>; what people have taken up stays where it is and is not among them.</summary>
    public SortedDictionary<string, long> Teams { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Of the changed: another time by which they must be resolved, sooner.</summary>
    public long DueSooner { get; set; }

    /// <summary>Of the changed: another time by which they must be resolved, later.</summary>
    public long DueLater { get; set; }

    /// <summary>Reasons of those that stay or would be set aside, by code.</summary>
    public SortedDictionary<string, long> Reasons { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Raw ids that the canary has changed: the rest of the replay passes them over.</summary>
    public List<long> Canary { get; init; } = [];

    /// <summary>The first that change, at most fifty.</summary>
    public List<ReplaySample> Samples { get; init; } = [];

    public void Sample(ReplaySample sample)
    {
        if (Samples.Count < MostSamples)
        {
            Samples.Add(sample);
        }
    }

    /// <summary>Adds what one page came to.</summary>
    public void Add(ReplayFindings page)
    {
        ArgumentNullException.ThrowIfNull(page);
        Records += page.Records;
        Unchanged += page.Unchanged;
        Changed += page.Changed;
        Category += page.Category;
        Subcategory += page.Subcategory;
        Priority += page.Priority;
        Recovered += page.Recovered;
        OtherReason += page.OtherReason;
        WouldSetAside += page.WouldSetAside;
        KeptByPeople += page.KeptByPeople;
        Unreadable += page.Unreadable;
        Skipped += page.Skipped;
        Count(Moves, page.Moves);
        Count(Reasons, page.Reasons);
        Count(Teams, page.Teams);
        DueSooner += page.DueSooner;
        DueLater += page.DueLater;
        page.Cells.ForEach(c => Cell(c.Before, c.After, c.Count, c.Samples));
        page.Samples.ForEach(Sample);
    }

    /// <summary>Counts complaints that go from one sub-category to another.</summary>
    public void Cell(string before, string after, long count, IReadOnlyList<long> samples)
    {
        if (Cells.Find(c => c.Before == before && c.After == after) is not { } cell)
        {
            Cells.Add(cell = new ReplayCell(before, after, []));
        }
        cell.Count += count;
        cell.Samples.AddRange(samples.Take(ReplayCell.MostSamples - cell.Samples.Count));
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Nothing found yet when there is no text.</summary>
    public static ReplayFindings Read(string? json) => json is null ? new ReplayFindings() : JsonSerializer.Deserialize<ReplayFindings>(json, Json)!;

    private static void Count(SortedDictionary<string, long> all, SortedDictionary<string, long> more)
    {
        foreach (var (key, count) in more)
        {
            all[key] = all.GetValueOrDefault(key) + count;
        }
    }
}

/// <summary>One record that changes.</summary>
/// <param name="RawId">The record.</param>
/// <param name="Complaint">The complaint's id.</param>
/// <param name="Changes">What changes; one entry named <c>answer</c> when a set-aside record becomes a complaint.</param>
public sealed record ReplaySample(long RawId, long Complaint, IReadOnlyList<ReplayChange> Changes);

/// <summary>One fact before and after. Texts are not quoted: they say <c>…</c>.</summary>
public sealed record ReplayChange(string Field, string? Before, string? After);

/// <summary>Complaints that go from one sub-category to another.</summary>
/// <param name="Samples">Ids of the first, at most five.</param>
public sealed record ReplayCell(string Before, string After, List<long> Samples)
{
    public const int MostSamples = 5;

    public long Count { get; set; }
}
