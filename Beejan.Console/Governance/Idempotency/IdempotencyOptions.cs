using System.ComponentModel.DataAnnotations;

namespace Beejan.Governance.Idempotency;

/// <summary>Answers kept for their <c>Idempotency-Key</c>. Section <c>Beejan:Idempotency</c>.</summary>
public sealed class IdempotencyOptions
{
    public const string Section = "Beejan:Idempotency";

    /// <summary>How long an answer is kept, hours. Default 24.</summary>
    [Range(1, 24 * 30)]
    public int Hours { get; set; } = 24;
}
