using Beejan.Governance.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Curated.Persons;

/// <summary>
/// A customer that is one person with others. Made of the linked pairs and of nothing else, so it can be made again; a customer linked to
/// nobody has no row. Complaints keep their own customer: linking and splitting move none of them.
/// </summary>
public sealed class PersonRow
{
    public long CustomerId { get; set; }

    /// <summary>The lowest customer id of the person.</summary>
    public long PersonId { get; set; }

    /// <summary>The one profile that its customers' keys lead to; null for none and for several.</summary>
    public long? ProfileId { get; set; }
}

/// <summary>Two customers that were compared and may be one person.</summary>
public sealed class PairRow
{
    /// <summary>The lower customer id.</summary>
    public long Low { get; set; }

    /// <summary>The higher customer id.</summary>
    public long High { get; set; }

    /// <summary>One of <see cref="PairStates"/>.</summary>
    public string State { get; set; } = "";

    /// <summary>How likely they are one person, 0 … 1.</summary>
    public double Score { get; set; }

    /// <summary>JSON array of <see cref="Evidence"/>.</summary>
    public string Evidence { get; set; } = "[]";

    /// <summary>Why it is a person's to decide although the score is high; null for none.</summary>
    public string? Contradiction { get; set; }
    public DateTimeOffset FoundAt { get; set; }

    /// <summary>Who decided; null while nobody has.</summary>
    public string? Actor { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Why, in the person's words.</summary>
    public string? Why { get; set; }
}

/// <summary>Where a pair stands. What a person decided no run changes.</summary>
public static class PairStates
{
    /// <summary>One person by the score alone.</summary>
    public const string Linked = "linked";

    /// <summary>One person because somebody said so.</summary>
    public const string LinkedByHand = "linked-by-hand";

    /// <summary>For a person to decide.</summary>
    public const string Conflict = "conflict";

    /// <summary>Somebody looked and put it off.</summary>
    public const string Later = "later";

    /// <summary>Two persons because somebody said so.</summary>
    public const string Apart = "apart";

    /// <summary>Those that make one person of two customers.</summary>
    public static bool Links(string state) => state is Linked or LinkedByHand;

    /// <summary>Those that wait for a person.</summary>
    public static bool IsOpen(string state) => state is Conflict or Later;
}

/// <summary>What one field says of a pair.</summary>
/// <param name="Field">Such as <c>e-mail</c>.</param>
/// <param name="Finding">In plain words, without personal data.</param>
/// <param name="Weight">log2 of how much likelier this is for one person than for two: above 0 speaks for one.</param>
public sealed record Evidence(string Field, string Finding, double Weight);

/// <summary>A key that a customer has, or had once.</summary>
public sealed class CustomerKeyRow
{
    public long CustomerId { get; set; }
    public IdentityKind Kind { get; set; }

    /// <summary><see cref="IdentityKey.Key"/>.</summary>
    public long Key { get; set; }
}

/// <summary>How far the comparing has come; one row.</summary>
public sealed class LinkMarkRow
{
    public int Id { get; set; }

    /// <summary>Customers of complaints up to this id were compared.</summary>
    public long LastComplaint { get; set; }

    /// <summary>The day (Lagos, <c>yyyy-MM-dd</c>) on which all were compared last; null asks for it now.</summary>
    public string? AllOn { get; set; }
}

internal sealed class PersonMapping
    : IEntityTypeConfiguration<PersonRow>, IEntityTypeConfiguration<PairRow>, IEntityTypeConfiguration<CustomerKeyRow>, IEntityTypeConfiguration<LinkMarkRow>
{
    public void Configure(EntityTypeBuilder<PersonRow> builder)
    {
        builder.ToTable("persons").HasKey(p => p.CustomerId);
        builder.Property(p => p.CustomerId).ValueGeneratedNever();
        builder.HasIndex(p => p.PersonId);
    }

    public void Configure(EntityTypeBuilder<PairRow> builder)
    {
        builder.ToTable("customer_pairs").HasKey(p => new { p.Low, p.High });
        builder.HasIndex(p => p.High);
        builder.HasIndex(p => new { p.State, p.Score });
    }

    public void Configure(EntityTypeBuilder<CustomerKeyRow> builder)
    {
        builder.ToTable("customer_keys").HasKey(k => new { k.CustomerId, k.Kind, k.Key });
        builder.HasIndex(k => k.Key);
    }

    public void Configure(EntityTypeBuilder<LinkMarkRow> builder) => builder.ToTable("link_mark").Property(m => m.Id).ValueGeneratedNever();
}
