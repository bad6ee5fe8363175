using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Workshop.Quality;

/// <summary>What one source brought on one day (Lagos, by receipt) and what was missing in it. Counts are of records; those of members are of complaints.</summary>
public sealed class QualityDayRow
{
    public string Source { get; set; } = "";

    /// <summary>Days since 1970 in Lagos.</summary>
    public int Day { get; set; }

    /// <summary>The first raw id of the day.</summary>
    public long FirstRaw { get; set; }

    /// <summary>Answered records.</summary>
    public long Records { get; set; }

    /// <summary>Of them dead letters.</summary>
    public long Rejected { get; set; }

    /// <summary>Of them complaints under a new number.</summary>
    public long Complaints { get; set; }
    public long NoState { get; set; }
    public long NoCustomer { get; set; }
    public long NoTime { get; set; }
    public long NoLanguage { get; set; }

    /// <summary>Category below the line for answers without a person.</summary>
    public long Unsure { get; set; }
    public long Network { get; set; }
    public long Billing { get; set; }
    public long Service { get; set; }
    public long Other { get; set; }
}

internal sealed class QualityDayMapping : IEntityTypeConfiguration<QualityDayRow>
{
    public void Configure(EntityTypeBuilder<QualityDayRow> builder)
    {
        builder.ToTable("quality_days");
        builder.HasKey(d => new { d.Source, d.Day });
    }
}
