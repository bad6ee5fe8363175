using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Curated.Merging;

/// <summary>
/// A complaint that another one stands for: set aside by the pipeline or merged by a person. It is in no list and no figure, but all of it
/// is kept, so that it can stand by itself again as it was.
/// </summary>
public sealed class MergedRow
{
    /// <summary>The complaint's id.</summary>
    public long Id { get; set; }

    /// <summary>The complaint that stands for it; itself merged further when it has a row here.</summary>
    public long IntoId { get; set; }

    /// <summary>The raw record its last version was made from.</summary>
    public long RawId { get; set; }

    /// <summary>One of <see cref="MergeCodes"/>.</summary>
    public string Code { get; set; } = "";
    public string Channel { get; set; } = "";
    public DateTimeOffset ReportedAt { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>What was said, masked.</summary>
    public string Text { get; set; } = "";

    /// <summary>User name, or null for the pipeline.</summary>
    public string? Actor { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>Why, in the person's words; null for the pipeline.</summary>
    public string? Why { get; set; }

    /// <summary>The whole row as it was served, JSON of <see cref="ComplaintRow"/>; null when it never was.</summary>
    public string? Served { get; set; }
}

/// <summary>A complaint that a person took out of another: the pipeline sets it aside no more.</summary>
public sealed class ApartRow
{
    /// <summary>The complaint's id.</summary>
    public long Id { get; set; }
    public string Actor { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public string Why { get; set; } = "";
}

/// <summary>Why one complaint stands for another; the reason codes of the records.</summary>
public static class MergeCodes
{
    /// <summary>The same person, the same words.</summary>
    public const string Exact = "duplicate.exact";

    /// <summary>The same person, nearly the same words, on the same channel.</summary>
    public const string Near = "duplicate.near";

    /// <summary>The same person, nearly the same words, on another channel.</summary>
    public const string Channel = "duplicate.channel";

    /// <summary>A person merged them.</summary>
    public const string ByHand = "duplicate.merged";

    /// <summary>Those the pipeline gives; it may judge them again.</summary>
    public static IReadOnlyList<string> Automatic { get; } = [Exact, Near, Channel];
}

internal sealed class MergedMapping : IEntityTypeConfiguration<MergedRow>, IEntityTypeConfiguration<ApartRow>
{
    public void Configure(EntityTypeBuilder<MergedRow> builder)
    {
        builder.ToTable("merged");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasIndex(m => m.IntoId);
    }

    public void Configure(EntityTypeBuilder<ApartRow> builder) => builder.ToTable("kept_apart").Property(a => a.Id).ValueGeneratedNever();
}
