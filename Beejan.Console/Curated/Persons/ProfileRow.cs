using Beejan.Governance.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Curated.Persons;

/// <summary>
/// What the operator's own books say of a customer, imported from a file. Like <see cref="CustomerRow"/> it holds clear identities: nothing
/// outside the vault copies them.
/// </summary>
public sealed class ProfileRow
{
    /// <summary>Keyed hash of its strongest identity: account, number, address, handle.</summary>
    public long Id { get; set; }

    [Personal]
    public string? Account { get; set; }

    /// <summary>E.164.</summary>
    [Personal]
    public string? Msisdn { get; set; }

    [Personal]
    public string? Email { get; set; }

    /// <summary>Without <c>@</c>.</summary>
    [Personal]
    public string? Handle { get; set; }

    [Personal]
    public string? Name { get; set; }
    public string? Plan { get; set; }

    /// <summary>Customer since (UTC). Counted back from the import when the file gave months.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Spent in a month, naira.</summary>
    public double? MonthlyNaira { get; set; }

    /// <summary><c>prepaid</c>, <c>postpaid</c>, <c>corporate</c>, or the file's own word.</summary>
    public string? Tier { get; set; }

    /// <summary>One of the 36 states' names or <c>FCT</c>.</summary>
    public string? State { get; set; }

    /// <summary>64 bits of what the row said: a row that says the same again changes nothing.</summary>
    public long Print { get; set; }

    /// <summary>The import that wrote it last.</summary>
    public long ImportId { get; set; }
}

/// <summary>A key by which a profile is found. Keys of several profiles, such as a shared address, find none of them.</summary>
public sealed class ProfileKeyRow
{
    /// <summary><see cref="IdentityKey.Key"/>.</summary>
    public long Key { get; set; }
    public long ProfileId { get; set; }
}

/// <summary>One file of profiles and what became of its rows: Rows = Added + Changed + Unchanged + Rejected.</summary>
public sealed class ProfileImportRow
{
    public long Id { get; set; }

    /// <summary>Its name, without folders.</summary>
    public string File { get; set; } = "";

    /// <summary>SHA-256 of its bytes, lower-case hex.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Where the bytes are kept, below the data directory.</summary>
    public string Kept { get; set; } = "";
    public string Actor { get; set; } = "";
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Null while it runs, and for one that a crash cut short: import the file again.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public long Rows { get; set; }
    public long Added { get; set; }
    public long Changed { get; set; }
    public long Unchanged { get; set; }
    public long Rejected { get; set; }

    /// <summary>Single values that could not be read, in rows that were taken without them.</summary>
    public long Warnings { get; set; }

    /// <summary>Columns that mean nothing to us, separated by line feeds.</summary>
    public string UnknownColumns { get; set; } = "";

    /// <summary>JSON: the first faults, with line and column.</summary>
    public string Faults { get; set; } = "[]";

    /// <summary>Why nothing of it could be taken; null when rows were.</summary>
    public string? Error { get; set; }
}

internal sealed class ProfileMapping
    : IEntityTypeConfiguration<ProfileRow>, IEntityTypeConfiguration<ProfileKeyRow>, IEntityTypeConfiguration<ProfileImportRow>
{
    public void Configure(EntityTypeBuilder<ProfileRow> builder) => builder.ToTable("profiles").Property(p => p.Id).ValueGeneratedNever();

    public void Configure(EntityTypeBuilder<ProfileKeyRow> builder)
    {
        builder.ToTable("profile_keys").HasKey(k => new { k.Key, k.ProfileId });
        builder.HasIndex(k => k.ProfileId);
    }

    public void Configure(EntityTypeBuilder<ProfileImportRow> builder) => builder.ToTable("profile_imports");
}
