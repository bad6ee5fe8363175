using Beejan.Contracts;

namespace Beejan.Curated.Masking;

/// <summary>What stands behind the tokens in a complaint's text, and people's word on them.</summary>
public interface IMaskedPieces
{
    /// <summary>
    /// The clear words behind a token, read from the raw record as it came: they are stored nowhere else. Who looks is in the audit trail before
    /// they are given. The caller has checked <see cref="Governance.Access.Policies.RevealPersonalData"/>.
    /// </summary>
    /// <param name="id">The complaint.</param>
    /// <param name="token">Without brackets: <c>PHONE:kdfwmzbrtq</c>.</param>
    /// <param name="reason">Why it must be seen, for the audit trail.</param>
    /// <returns>Null, and nothing in the trail, when today's rules no longer find that piece.</returns>
    Task<string?> RevealAsync(long id, string token, string actor, string reason, CancellationToken ct);

    /// <summary>
    /// Says that a piece is not personal: lands a steward's record, after which the complaint is judged again with the piece in clear, now and in
    /// every replay.
    /// </summary>
    /// <param name="mayReveal">The person holds <see cref="Governance.Access.Policies.RevealPersonalData"/>. Without it only names and addresses can be opened: numbers and e-mail addresses are told by their shape.</param>
    /// <returns>Null when it was landed, otherwise why not.</returns>
    Task<Reason?> OpenAsync(long id, string token, bool mayReveal, string actor, CancellationToken ct);

    /// <summary>Takes that word back: the piece is masked again. Null when it was landed, otherwise why not.</summary>
    Task<Reason?> CloseAsync(long id, string token, string actor, CancellationToken ct);
}
