using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Curated.Masking;

/// <summary>
/// A person's word on one masked piece of one complaint: it is not personal. Written from the steward's record it was said in, which is the
/// truth; the last word on a piece stands, and every judgement of the complaint follows it.
/// </summary>
public sealed class NotPersonalRow
{
    /// <summary>The complaint's id.</summary>
    public long ComplaintId { get; set; }

    /// <summary>The token without its brackets: <c>NAME:kdfwmzbrtq</c>.</summary>
    public string Token { get; set; } = "";

    /// <summary>The token's kind, lower case: <c>name</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>True: the word was taken back, the piece is masked again.</summary>
    public bool TakenBack { get; set; }

    /// <summary>Who said it.</summary>
    public string Actor { get; set; } = "";
    public DateTimeOffset At { get; set; }

    /// <summary>The steward's record.</summary>
    public long RawId { get; set; }
}

internal sealed class NotPersonalMapping : IEntityTypeConfiguration<NotPersonalRow>
{
    public void Configure(EntityTypeBuilder<NotPersonalRow> builder)
    {
        builder.ToTable("not_personal").HasKey(n => new { n.ComplaintId, n.Token });
        builder.HasIndex(n => n.At);
    }
}
