using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Serving;

/// <summary>A filter of the queue that a person keeps under a name, alone or for everybody who works there.</summary>
public sealed class SavedViewRow
{
    public long Id { get; set; }

    /// <summary>User name of whoever saved it.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Unique among the owner's views.</summary>
    public string Title { get; set; } = "";

    /// <summary>In the grammar of page URLs; <c>assignee=me</c> is whoever reads it.</summary>
    public string Query { get; set; } = "";

    /// <summary>True when everybody sees it. Only its owner and administrators change it.</summary>
    public bool Shared { get; set; }
    public DateTimeOffset SavedAt { get; set; }
}

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedViewRow>
{
    public void Configure(EntityTypeBuilder<SavedViewRow> builder)
    {
        builder.ToTable("saved_views");
        builder.HasIndex(v => new { v.Owner, v.Title }).IsUnique();
    }
}
