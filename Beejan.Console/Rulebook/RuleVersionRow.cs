using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Rulebook;

/// <summary>One version of a model, the taxonomy or the routing. Rows stay as the record of what was tried and what was in force.</summary>
public sealed class RuleVersionRow
{
    public long Id { get; set; }

    /// <summary>One of <see cref="RuleKinds"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Counts from 1 within its kind; 0 stands for what ships.</summary>
    public int Number { get; set; }

    /// <summary>For people: the version's own name, or why it was made.</summary>
    public string Name { get; set; } = "";

    /// <summary>One of <see cref="RuleStates"/>.</summary>
    public string State { get; set; } = RuleStates.Draft;

    /// <summary>The rules themselves as JSON; of a model a copy of its file, as base64, for nodes that do not have it. Lists leave a model's out.</summary>
    public string Content { get; set; } = "";

    /// <summary>A model's file below the data directory; null otherwise.</summary>
    public string? File { get; set; }

    /// <summary>SHA-256 of the content or the file, lower-case hex; empty until it is made.</summary>
    public string Hash { get; set; } = "";

    /// <summary>What trying it came to, as JSON; null until it was tried.</summary>
    public string? Report { get; set; }

    /// <summary>How far the work on it is, or why it failed; null when there is nothing to say.</summary>
    public string? Progress { get; set; }
    public string CreatedBy { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who last switched it on or off.</summary>
    public string? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The number that was in force before this one was switched on; 0 for what ships.</summary>
    public int Replaces { get; set; }
}

/// <summary>What has versions.</summary>
public static class RuleKinds
{
    /// <summary>The model that tells category and sub-category.</summary>
    public const string Model = "model";

    /// <summary>The model that tells the language.</summary>
    public const string LanguageModel = "language-model";

    /// <summary>The models that tell sentiment: of complaints, and of the talk of each language that has its own.</summary>
    public const string SentimentModel = "sentiment-model";
    public const string Taxonomy = "taxonomy";
    public const string Routing = "routing";

    /// <summary>Those that are trained, and stand in files.</summary>
    public static IReadOnlyList<string> Models { get; } = [Model, LanguageModel, SentimentModel];

    public static IReadOnlyList<string> All { get; } = [.. Models, Taxonomy, Routing];
}

/// <summary>The states of a version.</summary>
public static class RuleStates
{
    /// <summary>Asked for; waits to be made.</summary>
    public const string Asked = "asked";

    /// <summary>Being made.</summary>
    public const string Making = "making";

    /// <summary>Could not be made.</summary>
    public const string Failed = "failed";

    /// <summary>Ready, never in force.</summary>
    public const string Draft = "draft";

    /// <summary>Judges incoming records beside the live one; what it says is counted and never served.</summary>
    public const string Shadow = "shadow";

    /// <summary>In force. At most one of a kind.</summary>
    public const string Live = "live";

    /// <summary>Was in force.</summary>
    public const string Retired = "retired";
}

internal sealed class RuleVersionMapping : IEntityTypeConfiguration<RuleVersionRow>
{
    public void Configure(EntityTypeBuilder<RuleVersionRow> builder)
    {
        builder.ToTable("rule_versions");
        builder.HasIndex(r => new { r.Kind, r.Number }).IsUnique();
        builder.HasIndex(r => r.Kind).IsUnique().HasFilter("state = 'live'").HasDatabaseName("ix_rule_versions_live");
        builder.HasIndex(r => r.Kind).IsUnique().HasFilter("state = 'shadow'").HasDatabaseName("ix_rule_versions_shadow");
    }
}
